"""Passkeys: add and remove one's own, sign in with one. The only part of Unison that needs JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Request
from litestar.params import FromPath

from unison_web.kit.errors import Refused, SignInNeeded
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.controllers.auth import token_pair
from unison_web.modules.identity.schemas import TokensOut
from unison_web.modules.identity.service import limits, tickets
from unison_web.modules.second_factor.controllers.own import HERE, factors
from unison_web.modules.second_factor.controllers.steps import home
from unison_web.modules.second_factor.schemas import (
    CodesOut,
    FactorsOut,
    PasskeyIn,
    PasskeySignInIn,
    PasswordOnlyIn,
    QuestionOut,
)
from unison_web.modules.second_factor.service import own, passkeys


def site_of(request: Request[Any, Any, Any]) -> passkeys.Site:
    """The public address; and localhost, where somebody tries or develops."""
    settings, asked = request.app.state.settings, request.headers.get("host", "")
    public = urlsplit(settings.public_url)
    if asked.partition(":")[0] == "localhost" and not settings.is_production:
        return passkeys.Site("localhost", f"{public.scheme}://{asked}")
    if asked != public.netloc:
        raise Refused(now_("Passkeys work at {address} only").format(address=settings.public_url))
    return passkeys.Site(public.hostname or "", settings.public_url)


async def to_register(request: WebRequest, uow: Uow) -> QuestionOut:
    options, question = await passkeys.ask_to_register(uow, request.app.state.vault, site_of(request))
    return QuestionOut(options, question, bool((await own.me(uow)).password_hash))


def to_sign_in(request: Request[Any, Any, Any]) -> QuestionOut:
    return QuestionOut(*passkeys.ask_to_sign_in(request.app.state.vault, site_of(request)))


async def look_around(request: Request[Any, Any, Any]) -> None:
    request.state.form_context = to_sign_in(request)


class OwnPasskeyController(Module):
    path = f"{HERE}/passkeys"
    tags = ["Sign-in"]

    @get("/", permission=SIGNED_IN, template="second_factor/passkey.html", enrolling=True)
    async def question(self, request: WebRequest, uow: Uow) -> QuestionOut:
        """What to ask the device to make a passkey."""
        return await to_register(request, uow)

    @post(
        "/", permission=SIGNED_IN, form="second_factor/passkey.html", about=to_register,
        template="second_factor/codes.html", once=True, enrolling=True,
    )  # fmt: skip
    async def add(self, request: WebRequest, uow: Uow, data: Body[PasskeyIn]) -> CodesOut:
        """Keep the public half of a new passkey. Other sessions end."""
        vault, site = request.app.state.vault, site_of(request)
        said = (data.question, data.answer, data.name, data.password)
        _passkey, codes = await passkeys.register(uow, vault, site, *said)
        request.app.state.principals.forget()
        return CodesOut(codes)

    @page("/{passkey_id:uuid}/removal", permission=SIGNED_IN, template="second_factor/passkey_gone.html")
    async def removal(self, passkey_id: FromPath[UUID]) -> Form:
        return Form(PasswordOnlyIn)

    @post(
        "/{passkey_id:uuid}/removal", permission=SIGNED_IN, form="second_factor/passkey_gone.html", then=HERE,
        flash=_("The passkey does not count any more"), status_code=200,
    )  # fmt: skip
    async def remove(
        self, request: WebRequest, uow: Uow, passkey_id: FromPath[UUID], data: Body[PasswordOnlyIn]
    ) -> FactorsOut:
        """Forget a passkey."""
        await passkeys.remove(uow, passkey_id, data.password)
        request.app.state.principals.forget()
        await uow.session.flush()
        return await factors(uow)


class PasskeyController(Module):
    path = "/auth/passkey"
    tags = ["Sign-in"]

    @get("/", permission=ANYONE)
    async def question(self, request: WebRequest) -> QuestionOut:
        """What to ask the device. The passkey itself says whose it is."""
        limits.sign_in.check(request)
        return to_sign_in(request)

    @post(
        "/", permission=ANYONE, form="second_factor/passkey_in.html", status_code=200, before_request=look_around
    )  # fmt: skip
    async def sign_in(self, request: WebRequest, data: Body[PasskeySignInIn]) -> TokensOut:
        """Sign in with a passkey; it needs no password and no code."""
        limits.sign_in.check(request)
        state, kind = request.app.state, "api" if request.is_api else "web"
        said = (data.question, data.answer, kind, request.headers.get("user-agent", ""))
        after = ticket_of(request)
        signed = await passkeys.sign_in(state.engine, state.vault, site_of(request), *said, after)
        return await token_pair(request, signed) if request.is_api else home(request, signed)


def ticket_of(request: WebRequest) -> tickets.Ticket | None:
    """How far this browser got before it took the passkey, if it got anywhere."""
    state = request.app.state
    try:
        return tickets.read(state.vault, state.cookies.read(request.cookies, "ticket"))
    except SignInNeeded:
        return None


class PasskeyPage(Module):
    path = "/login/passkey"

    @page("/", permission=ANYONE, template="second_factor/passkey_in.html")
    async def show(self, request: WebRequest) -> Form:
        return Form(PasskeySignInIn, context=to_sign_in(request))
