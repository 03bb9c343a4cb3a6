"""Messages to SAP: the monitor, put right and sent again, or left out."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.sap.listings import MESSAGE_VIEW, MESSAGES
from unison_web.modules.sap.presenters import message_shown
from unison_web.modules.sap.repository import MessageRepository
from unison_web.modules.sap.rules import SapRights
from unison_web.modules.sap.schemas import DropIn, MessageOut, MessageRow, ResendIn
from unison_web.modules.sap.service import noting

RECORD = "/sap/messages/{id}"


async def the_message(request: WebRequest, uow: Uow, message_id: UUID) -> Record:
    message = await MessageRepository(uow).record(message_id)
    return Record(message.audit_label, f"/sap/messages/{message_id}")


class MessageController(Module):
    path = "/sap/messages"
    tags = ["SAP"]

    @get("/", permission=SapRights.READ, template="sap/messages.html", listing=MESSAGE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MessageRow]:
        """What SAP is told, what it has, and what it refuses, in its own words."""
        return await MESSAGES.page(uow, request.query_params)

    @get("/{message_id:uuid}", permission=SapRights.READ, template="sap/message.html")
    async def show(self, uow: Uow, message_id: FromPath[UUID]) -> MessageOut:
        """One message and what became of it."""
        return message_shown(await MessageRepository(uow).record(message_id))

    @page("/{message_id:uuid}/resend", permission=SapRights.RUN, template="sap/resend.html", about=the_message)
    async def form(self, uow: Uow, message_id: FromPath[UUID]) -> Form:
        message = await MessageRepository(uow).record(message_id)
        return Form(ResendIn, {name: getattr(message, name) for name in ResendIn.__struct_fields__})

    @post(
        "/{message_id:uuid}/resend", permission=SapRights.RUN, form="sap/resend.html", about=the_message, then=RECORD,
        flash=_("It is sent again"), status_code=200,
    )  # fmt: skip
    async def resend(self, uow: Uow, message_id: FromPath[UUID], data: Body[ResendIn]) -> MessageOut:
        """Put right what SAP refused, and send it again. SAP never gets it twice."""
        return message_shown(await noting.resend(uow, message_id, data))

    @page("/{message_id:uuid}/drop", permission=SapRights.RUN, template="sap/drop.html", about=the_message)
    async def ask(self, uow: Uow, message_id: FromPath[UUID]) -> Form:
        return Form(DropIn)

    @post(
        "/{message_id:uuid}/drop", permission=SapRights.RUN, form="sap/drop.html", about=the_message, then=RECORD,
        flash=_("SAP is not told"), status_code=200,
    )  # fmt: skip
    async def drop(self, uow: Uow, message_id: FromPath[UUID], data: Body[DropIn]) -> MessageOut:
        """Do not send it: somebody has entered it in SAP by hand. Later messages of its order go on."""
        return message_shown(await noting.drop(uow, message_id, data.reason))
