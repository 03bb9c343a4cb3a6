"""The pick list of a shipment, line by line."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.shipping.controllers.about import the_shipment
from unison_web.modules.shipping.presenters import seen, shown
from unison_web.modules.shipping.repository import ShipmentRepository
from unison_web.modules.shipping.rules import Shipping
from unison_web.modules.shipping.schemas import ExchangeIn, NothingIn, PickIn
from unison_web.modules.shipping.schemas_shown import ShipmentOut
from unison_web.modules.shipping.service import picking

THEN = "/shipments/{id}/picks"
LIST = "shipping/picks.html"


class AllocationController(Module):
    path = "/shipments/{shipment_id:uuid}/allocation"
    tags = ["Shipping"]

    @post("/", permission=Shipping.PICK, form="shipping/show.html", about=the_shipment, then=THEN, status_code=200)
    async def create(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[NothingIn]) -> ShipmentOut:
        """Keep stock for every line, what expires or came first, first. Begins the picking; again later, it looks for
        what was missing."""
        await picking.allocate(uow, await ShipmentRepository(uow).record(shipment_id, lock=True))
        return await shown(uow, shipment_id)


class PickController(Module):
    path = "/shipments/{shipment_id:uuid}/picks"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template=LIST)
    async def index(self, uow: Uow, shipment_id: FromPath[UUID]) -> ShipmentOut:
        """What is to be picked, in the order of the walk."""
        return await seen(uow, shipment_id)

    @post("/{pick_id:uuid}/confirmation", permission=Shipping.PICK, form=LIST, about=the_shipment, then=THEN,
          status_code=200)  # fmt: skip
    async def confirm(
        self, uow: Uow, shipment_id: FromPath[UUID], pick_id: FromPath[UUID], data: Body[PickIn]
    ) -> ShipmentOut:
        """It was taken, or less of it and why. A scanned code of something else is refused."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await picking.confirm(uow, shipment, picking.pick_of(shipment, pick_id), data)
        return await shown(uow, shipment_id)

    @post("/{pick_id:uuid}/undo", permission=Shipping.PICK, then=THEN, status_code=200)
    async def undo(
        self, uow: Uow, shipment_id: FromPath[UUID], pick_id: FromPath[UUID], data: Body[NothingIn]
    ) -> ShipmentOut:
        """It was not taken after all."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await picking.undo(uow, shipment, picking.pick_of(shipment, pick_id))
        return await shown(uow, shipment_id)

    @page("/{pick_id:uuid}/exchange", permission=Shipping.PICK, template="shipping/exchange.html", about=the_shipment)
    async def ask_exchange(self, uow: Uow, shipment_id: FromPath[UUID], pick_id: FromPath[UUID]) -> Form:
        return Form(ExchangeIn)

    @post("/{pick_id:uuid}/exchange", permission=Shipping.PICK, form="shipping/exchange.html", about=the_shipment,
          then=THEN, status_code=200, flash=_("Another place is on the list"))  # fmt: skip
    async def exchange(
        self, uow: Uow, shipment_id: FromPath[UUID], pick_id: FromPath[UUID], data: Body[ExchangeIn]
    ) -> ShipmentOut:
        """Take it from another lot or place. Whoever passes what goes first says why."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await picking.exchange(uow, shipment, picking.pick_of(shipment, pick_id), data)
        return await shown(uow, shipment_id)
