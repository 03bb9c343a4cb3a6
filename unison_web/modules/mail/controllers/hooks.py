"""The door for providers. Whoever knocks gets the same answer: what was wrong is nobody's business."""

from __future__ import annotations

from functools import partial

from limits import RateLimitItemPerMinute
from litestar.params import FromPath
from msgspec import Struct

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.outside import Outside
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.module import Module, post
from unison_web.kit.web.requests import WebRequest
from unison_web.modules.identity.service.limits import Limit
from unison_web.modules.mail.models import MailSettings
from unison_web.modules.mail.repository import MailSettingsRepository
from unison_web.modules.mail.service import hearing, signatures
from unison_web.modules.mail.service.hearing import Told
from unison_web.modules.mail.words import PROVIDERS

knocks = Limit("mail-hook", RateLimitItemPerMinute(600))


class HeardOut(Struct):
    heard: bool = True


class MailHookController(Module):
    path = "/hooks/mail"
    tags = ["E-mail"]

    @post("/{secret:str}", permission=ANYONE, status_code=200)
    async def hear(self, request: WebRequest, secret: FromPath[str]) -> HeardOut:
        """For SendGrid and for SES by way of SNS: what became of mails. Only what is signed counts; the answer is
        always the same."""
        knocks.check(request)
        body, engine = await request.body(), request.app.state.engine
        company = await hearing.company_behind(engine, secret)
        if company is None:
            return HeardOut()
        async with unit_of_work(engine, Actor(company)) as uow:  # over before a certificate is fetched
            settings = await MailSettingsRepository(uow).the_one()
        provider, told = await believed(request, settings, body) if settings else ("", [])
        if told:
            async with unit_of_work(engine, Actor(company, name=str(PROVIDERS[provider]))) as uow:
                await hearing.take(uow, provider, told)
        return HeardOut()


async def believed(request: WebRequest, settings: MailSettings, body: bytes) -> tuple[str, list[Told]]:
    """What was said, if the signature is right. A topic of SNS that asks whether it may is told yes."""
    if "x-twilio-email-event-webhook-signature" in request.headers:
        right = signatures.of_sendgrid(settings.sendgrid_public_key, request.headers, body, clock.now())
        return "sendgrid", hearing.from_sendgrid(body) if right else []
    outside = Outside()
    said = await signatures.of_sns(settings.ses_topic, body, partial(hearing.fetch, outside))
    if said is None:
        return "ses", []
    if said.get("Type") == "SubscriptionConfirmation" and signatures.is_amazon(str(said.get("SubscribeURL"))):
        await outside.get(str(said["SubscribeURL"]))
        return "ses", []
    return "ses", hearing.from_ses(said)
