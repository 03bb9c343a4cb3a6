"""A noun for each step of a shipment: ``POST /shipments/{id}/packing``, ``/readiness``, ``/dispatch`` and so on."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploaded
from unison_web.modules.files.rules import LARGEST
from unison_web.modules.prints.controllers.papers import shown as shown_paper
from unison_web.modules.prints.rules import Prints
from unison_web.modules.prints.schemas import PrintOut
from unison_web.modules.shipping import papers
from unison_web.modules.shipping.controllers.about import the_shipment
from unison_web.modules.shipping.presenters import shown
from unison_web.modules.shipping.repository import ShipmentRepository
from unison_web.modules.shipping.rules import Shipping
from unison_web.modules.shipping.schemas import (
    CancelIn,
    DeliveryIn,
    DispatchIn,
    NothingIn,
    ReturnIn,
    ShipmentPaperIn,
    WhyIn,
)
from unison_web.modules.shipping.schemas_shown import ShipmentOut
from unison_web.modules.shipping.service import moves

THEN = "/shipments/{id}"
SCREEN = "shipping/show.html"


class ShipmentMoveController(Module):
    path = "/shipments/{shipment_id:uuid}"
    tags = ["Shipping"]

    @page("/packing", permission=Shipping.PICK, template="shipping/packing.html", about=the_shipment)
    async def ask_pack(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        return Form(WhyIn)

    @post("/packing", permission=Shipping.PICK, form="shipping/packing.html", about=the_shipment, then=THEN,
          status_code=200)  # fmt: skip
    async def pack(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[WhyIn]) -> ShipmentOut:
        """Everything is picked and packed. Less than was wanted needs a reason."""
        await moves.pack(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data.reason)
        return await shown(uow, shipment_id)

    @post("/readiness", permission=Shipping.SHIP, form=SCREEN, about=the_shipment, then=THEN, status_code=200)
    async def ready(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[NothingIn]) -> ShipmentOut:
        """It may be loaded."""
        await moves.ready(uow, await ShipmentRepository(uow).record(shipment_id, lock=True))
        return await shown(uow, shipment_id)

    @post("/dispatch", permission=Shipping.SHIP, form=SCREEN, about=the_shipment, then=THEN, status_code=200,
          flash=_("{number} is on its way"))  # fmt: skip
    async def ship(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[DispatchIn]) -> ShipmentOut:
        """It leaves: everything goes out of stock, all of it or nothing, and each lot is linked with the customer."""
        await moves.ship(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)

    @page("/delivery", permission=Shipping.SHIP, template="shipping/delivery.html", about=the_shipment)
    async def ask_deliver(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        return Form(DeliveryIn)

    @post("/delivery", permission=Shipping.SHIP, form="shipping/delivery.html", about=the_shipment, then=THEN,
          status_code=200, request_max_body_size=LARGEST + 100_000)  # fmt: skip
    async def deliver(
        self, request: WebRequest, uow: Uow, shipment_id: FromPath[UUID], data: Body[DeliveryIn]
    ) -> ShipmentOut:
        """Somebody took it, with a picture as proof."""
        name, content = await uploaded(request, data.name, data.content)
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await moves.deliver(uow, shipment, data, request.app.state.storage, name, content)
        return await shown(uow, shipment_id)

    @page("/return", permission=Shipping.SHIP, template="shipping/return.html", about=the_shipment)
    async def ask_return(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        return Form(ReturnIn)

    @post("/return", permission=Shipping.SHIP, form="shipping/return.html", about=the_shipment, then=THEN,
          status_code=200)  # fmt: skip
    async def give_back(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[ReturnIn]) -> ShipmentOut:
        """All or a part came back: it lies in quarantine unless something else is said, and the ledger is reversed."""
        await moves.give_back(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)

    @post("/reopening", permission=Shipping.PICK, form=SCREEN, about=the_shipment, then=THEN, status_code=200)
    async def reopen(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[NothingIn]) -> ShipmentOut:
        """Something has to be picked or packed differently."""
        await moves.reopen(uow, await ShipmentRepository(uow).record(shipment_id, lock=True))
        return await shown(uow, shipment_id)

    @page("/cancellation", permission=Shipping.WRITE, template="shipping/cancel.html", about=the_shipment)
    async def ask_cancel(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        return Form(CancelIn)

    @post("/cancellation", permission=Shipping.WRITE, form="shipping/cancel.html", about=the_shipment, then=THEN,
          status_code=200)  # fmt: skip
    async def cancel(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[CancelIn]) -> ShipmentOut:
        """It does not go. What was kept for it is free again."""
        await moves.cancel(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data.reason)
        return await shown(uow, shipment_id)

    @post("/prints", permission=Prints.CREATE, then="/prints/{id}")
    async def paper(
        self, request: WebRequest, uow: Uow, shipment_id: FromPath[UUID], data: Body[ShipmentPaperIn]
    ) -> PrintOut:
        """Ask for the delivery note or the packing list as PDF. Its `file` appears when the worker is done."""
        shipment = await ShipmentRepository(uow).record(shipment_id)
        return shown_paper(request, await papers.ask(uow, shipment, data))
