"""Boxes, pallets and crates of a shipment, and what is in them."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.shipping import listings
from unison_web.modules.shipping.controllers.about import the_shipment
from unison_web.modules.shipping.presenters import seen, shown
from unison_web.modules.shipping.repository import ShipmentRepository, UnitRepository
from unison_web.modules.shipping.rules import Shipping
from unison_web.modules.shipping.schemas import ContentIn, NothingIn, UnitIn
from unison_web.modules.shipping.schemas_shown import HandlingUnitRow, ShipmentOut
from unison_web.modules.shipping.service import packing

THEN = "/shipments/{id}/units"
SCREEN = "shipping/units.html"


class HandlingUnitController(Module):
    path = "/handling-units"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template="shipping/handling_units.html", listing=listings.UNIT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[HandlingUnitRow]:
        """Boxes, pallets and crates, newest first, by SSCC, shipment or customer."""
        return await listings.UNITS_LIST.page(uow, request.query_params)


class ShipmentUnitController(Module):
    path = "/shipments/{shipment_id:uuid}/units"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template=SCREEN)
    async def index(self, uow: Uow, shipment_id: FromPath[UUID]) -> ShipmentOut:
        """What is in which box, and what is still to be packed."""
        return await seen(uow, shipment_id)

    @post("/", permission=Shipping.PICK, form=SCREEN, about=the_shipment, then=THEN)
    async def create(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[UnitIn]) -> ShipmentOut:
        """A new box, pallet or crate with a number of its own: an SSCC where the company has a GS1 prefix."""
        await packing.add_unit(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)

    @page("/{unit_id:uuid}/edit", permission=Shipping.PICK, template="shipping/unit.html", about=the_shipment)
    async def edit(self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID]) -> Form:
        unit = await UnitRepository(uow).inside(shipment_id, unit_id)
        return Form(UnitIn, {"kind": unit.kind, "weight": unit.weight})

    @post("/{unit_id:uuid}/edit", permission=Shipping.PICK, page=True, form="shipping/unit.html", about=the_shipment,
          then=THEN)  # fmt: skip
    async def save(
        self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID], data: Body[UnitIn]
    ) -> ShipmentOut:
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await packing.change_unit(uow, shipment, packing.unit_of(shipment, unit_id), data)
        return await shown(uow, shipment_id)

    @put("/{unit_id:uuid}", permission=Shipping.PICK)
    async def update(
        self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID], data: Body[UnitIn]
    ) -> ShipmentOut:
        """Its kind, and what it weighs with everything in it."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await packing.change_unit(uow, shipment, packing.unit_of(shipment, unit_id), data)
        return await shown(uow, shipment_id)

    @post("/{unit_id:uuid}/removal", permission=Shipping.PICK, then=THEN, status_code=200,
          flash=_("What was in it is to be packed again"))  # fmt: skip
    async def remove(
        self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID], data: Body[NothingIn]
    ) -> ShipmentOut:
        """Empty it and take it away. Its number is never given again."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await packing.drop_unit(uow, shipment, packing.unit_of(shipment, unit_id))
        return await shown(uow, shipment_id)

    @post("/{unit_id:uuid}/contents", permission=Shipping.PICK, form=SCREEN, about=the_shipment, then=THEN)
    async def put_in(
        self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID], data: Body[ContentIn]
    ) -> ShipmentOut:
        """Put in something that was picked."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await packing.put_in(uow, shipment, packing.unit_of(shipment, unit_id), data)
        return await shown(uow, shipment_id)

    @post("/{unit_id:uuid}/contents/{content_id:uuid}/removal", permission=Shipping.PICK, then=THEN,
          status_code=200)  # fmt: skip
    async def take_out(
        self, uow: Uow, shipment_id: FromPath[UUID], unit_id: FromPath[UUID], content_id: FromPath[UUID],
        data: Body[NothingIn],
    ) -> ShipmentOut:  # fmt: skip
        """Take something out again."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await packing.take_out(uow, shipment, packing.unit_of(shipment, unit_id), content_id)
        return await shown(uow, shipment_id)
