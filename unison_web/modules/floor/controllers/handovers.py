"""What tablets gave to the supervisor."""

from __future__ import annotations

from uuid import UUID

from litestar.di import Provide
from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.filters import choice
from unison_web.kit.web.listing import Column, Listing, ListPage
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.reading import Records
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import provide_floor
from unison_web.modules.floor.models import Handover
from unison_web.modules.floor.repository import HANDED_OVER, HandoverRepository
from unison_web.modules.floor.rules import FloorBoard, Handovers
from unison_web.modules.floor.schemas import HandoverIn, HandoverOut, SettleIn
from unison_web.modules.floor.service import handovers

STATES = (("open", _("Open")), ("settled", _("Settled")))
HANDOVERS: Listing[HandoverOut] = Listing(
    noun="handovers",
    url="/handovers",
    model=Handover,
    columns=(
        Column("occurred", _("When"), Handover.occurred_at, holds=(("occurred_at", _("When")),)),
        Column("what", _("What"), Handover.label, holds=(("label", _("What")),)),
        Column("who", _("Who"), holds=(("person", _("Who")), ("device", _("Tablet")))),
        Column("order", _("Order"), holds=(("order", _("Order")), ("operation", _("Operation")))),
        Column("refusal", _("Why it was refused")),
        Column("state", _("State"), Handover.state, words=dict(STATES)),
    ),
    reads=Records(handovers.shown, HANDED_OVER),
    default_sort="-occurred",
    search=(Handover.label, Handover.refusal, Handover.note),
    filters=(choice("state", _("State"), Handover.state, STATES),),
)
VIEW = ListView(HANDOVERS, _("Given to you"), _("What, or why"), "{n} item", "{n} items")


async def the_handover(request: WebRequest, uow: Uow, handover_id: UUID) -> HandoverOut:
    return handovers.shown(await HandoverRepository(uow).record(handover_id))


class HandoverController(Module):
    path = "/handovers"
    tags = ["Handovers"]

    @get("/", permission=Handovers.READ, template="floor/handovers.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[HandoverOut]:
        """Reports that the server refused and a person gave to the supervisor."""
        return await HANDOVERS.page(uow, request.query_params)

    @get("/{handover_id:uuid}", permission=Handovers.READ, template="floor/handover.html")
    async def show(self, uow: Uow, handover_id: FromPath[UUID]) -> HandoverOut:
        """What was touched, by whom, when, and what the server said."""
        return handovers.shown(await HandoverRepository(uow).record(handover_id))

    @post(
        "/{handover_id:uuid}/settle",
        permission=FloorBoard.SETTLE,
        form="floor/handover.html",
        about=the_handover,
        then="/handovers",
        flash=_("Settled"),
        status_code=200,
    )
    async def settle(self, uow: Uow, handover_id: FromPath[UUID], data: Body[SettleIn]) -> HandoverOut:
        """Say what was done about it."""
        return handovers.shown(await handovers.settle(uow, handover_id, data.note))


class FloorHandoverController(Module):
    """Where the outbox of a tablet gives away what it cannot send."""

    path = "/floor/handovers"
    dependencies = {"uow": Provide(provide_floor)}

    @post("/", permission=ANYONE, include_in_schema=False)
    async def create(self, uow: Uow, data: Body[HandoverIn]) -> HandoverOut:
        taken = await handovers.take(uow, data)
        return handovers.shown(await HandoverRepository(uow).record(taken.id))
