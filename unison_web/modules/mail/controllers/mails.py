"""Mails, and addresses that get none."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.mail.listings import MAIL_VIEW, MAILS, SUPPRESSION_VIEW, SUPPRESSIONS
from unison_web.modules.mail.presenters import mail_shown
from unison_web.modules.mail.repository import MailRepository, SuppressionRepository
from unison_web.modules.mail.rules import Mail
from unison_web.modules.mail.schemas import MailOut, MailRow, SuppressionIn, SuppressionOut
from unison_web.modules.mail.service import outbox


class MailController(Module):
    path = "/mails"
    tags = ["E-mail"]

    @get("/", permission=Mail.READ, template="mail/index.html", listing=MAIL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MailRow]:
        """What was written, and what became of it."""
        return await MAILS.page(uow, request.query_params)

    @get("/{mail_id:uuid}", permission=Mail.READ, template="mail/show.html")
    async def show(self, uow: Uow, mail_id: FromPath[UUID]) -> MailOut:
        """One mail, step by step. What it says is told to who may change the settings."""
        return await mail_shown(uow, await MailRepository(uow).whole(mail_id))

    @get("/{mail_id:uuid}/file", permission=Mail.WRITE, media_type="message/rfc822")
    async def file(self, uow: Uow, mail_id: FromPath[UUID]) -> Response[bytes]:
        """As a file that a mail program opens: how it looks, pictures and all. 404 where it is not kept."""
        headers = {"Content-Disposition": 'attachment; filename="mail.eml"', "Cache-Control": "private, no-store"}
        content = await outbox.as_file(uow, mail_id)
        return Response(content, media_type="message/rfc822", headers=headers)

    @post("/{mail_id:uuid}/again", permission=Mail.WRITE, then="/mails/{id}", status_code=200, flash=_("On its way"))
    async def again(self, uow: Uow, mail_id: FromPath[UUID]) -> MailOut:
        """Send a mail again that failed, came back or was caught."""
        return await mail_shown(uow, await outbox.again(uow, mail_id))


class SuppressionController(Module):
    path = "/mail-suppressions"
    tags = ["E-mail"]

    @get("/", permission=Mail.READ, template="mail/suppressions.html", listing=SUPPRESSION_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[SuppressionOut]:
        """Addresses that get no mail any more, and why."""
        return await SUPPRESSIONS.page(uow, request.query_params)

    @page("/new", permission=Mail.WRITE, template="mail/suppression_new.html")
    async def new(self) -> Form:
        return Form(SuppressionIn)

    @post(
        "/", permission=Mail.WRITE, form="mail/suppression_new.html", then="/mail-suppressions",
        flash=_("{address} gets no mail any more"),
    )  # fmt: skip
    async def create(self, uow: Uow, data: Body[SuppressionIn]) -> SuppressionOut:
        """Send nothing to an address any more."""
        return SuppressionOut.of(await outbox.suppress(uow, data.address, "by_hand", data.note.strip()))

    @post(
        "/{suppression_id:uuid}/removal", permission=Mail.WRITE, then="/mail-suppressions", status_code=200,
        flash=_("{address} gets mail again"),
    )  # fmt: skip
    async def remove(self, uow: Uow, suppression_id: FromPath[UUID]) -> SuppressionOut:
        """The address gets mail again."""
        row = await SuppressionRepository(uow).by_id(suppression_id)
        told = SuppressionOut.of(row)
        await uow.session.delete(row)
        return told
