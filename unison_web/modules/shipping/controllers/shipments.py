"""Shipments and their lines."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.shipping import listings
from unison_web.modules.shipping.controllers.about import the_shipment
from unison_web.modules.shipping.models import Shipment
from unison_web.modules.shipping.presenters import head_said, seen, shown
from unison_web.modules.shipping.repository import ShipmentRepository
from unison_web.modules.shipping.rules import Shipping
from unison_web.modules.shipping.schemas import LineQuantityIn, ShipmentIn, ShipmentLineIn
from unison_web.modules.shipping.schemas_shown import ShipmentOut, ShipmentRow
from unison_web.modules.shipping.service import heads

THEN = "/shipments/{id}"
AT = "/{shipment_id:uuid}"
FORM = "shipping/shipment.html"


def asked(request: WebRequest) -> Form:
    """What a link said already: the customer order, the customer, the dock, the day."""
    known = {name: value[:120] for name, value in request.query_params.items() if name in ShipmentIn.__struct_fields__}
    return Form(ShipmentIn, known)


class ShipmentController(Module):
    path = "/shipments"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template="shipping/shipments.html", listing=listings.SHIPMENT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ShipmentRow]:
        """Shipments by the day they leave, by words `q`, filters `open`, `state`, `customer`, `order`, `due`."""
        return await listings.SHIPMENTS.page(uow, request.query_params)

    @page("/new", permission=Shipping.WRITE, template=FORM)
    async def new(self, request: WebRequest) -> Form:
        return asked(request)

    @post("/", permission=Shipping.WRITE, form=FORM, then=THEN, flash=_("Shipment {number} created"))
    async def create(self, uow: Uow, data: Body[ShipmentIn]) -> ShipmentOut:
        """A draft; of a customer order with everything of it that is not on its way."""
        return await shown(uow, (await heads.create(uow, data)).id)

    @get(AT, permission=Shipping.READ, template="shipping/show.html")
    async def show(self, uow: Uow, shipment_id: FromPath[UUID]) -> ShipmentOut:
        """One shipment: lines, what was picked, boxes, what stops it, and what may be done with it."""
        return await seen(uow, shipment_id)

    @page(AT + "/edit", permission=Shipping.WRITE, template=FORM, about=the_shipment)
    async def edit(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        shipment = await ShipmentRepository(uow).head(shipment_id)
        return Form(ShipmentIn, {**head_said(shipment), "dock_at": here(uow, shipment)})

    @post(AT + "/edit", permission=Shipping.WRITE, page=True, form=FORM, about=the_shipment, then=THEN,
          flash=_("Shipment changed"))  # fmt: skip
    async def save(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[ShipmentIn]) -> ShipmentOut:
        await heads.change(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)

    @put(AT, permission=Shipping.WRITE)
    async def update(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[ShipmentIn]) -> ShipmentOut:
        """Replace what its head says. A shipment of an order stays with it."""
        await heads.change(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)


def here(uow: Uow, shipment: Shipment) -> object:
    """In the plant's time, as the form shows it."""
    return shipment.dock_at.astimezone(uow.actor.timezone).replace(tzinfo=None) if shipment.dock_at else None


class ShipmentLineController(Module):
    path = "/shipments/{shipment_id:uuid}/lines"
    tags = ["Shipping"]

    @page("/new", permission=Shipping.WRITE, template="shipping/line.html", about=the_shipment)
    async def new(self, uow: Uow, shipment_id: FromPath[UUID]) -> Form:
        return Form(ShipmentLineIn)

    @post("/", permission=Shipping.WRITE, form="shipping/line.html", about=the_shipment, then=THEN)
    async def create(self, uow: Uow, shipment_id: FromPath[UUID], data: Body[ShipmentLineIn]) -> ShipmentOut:
        """Add a line to a draft."""
        await heads.add_line(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), data)
        return await shown(uow, shipment_id)

    @page("/{line_id:uuid}/edit", permission=Shipping.WRITE, template="shipping/quantity.html", about=the_shipment)
    async def edit(self, uow: Uow, shipment_id: FromPath[UUID], line_id: FromPath[UUID]) -> Form:
        line = await ShipmentRepository(uow).line(shipment_id, line_id)
        return Form(LineQuantityIn, {"quantity": line.quantity})

    @post("/{line_id:uuid}/edit", permission=Shipping.WRITE, page=True, form="shipping/quantity.html",
          about=the_shipment, then=THEN)  # fmt: skip
    async def save(
        self, uow: Uow, shipment_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[LineQuantityIn]
    ) -> ShipmentOut:
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await heads.change_line(uow, shipment, line_id, data.quantity)
        return await shown(uow, shipment_id)

    @put("/{line_id:uuid}", permission=Shipping.WRITE)
    async def update(
        self, uow: Uow, shipment_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[LineQuantityIn]
    ) -> ShipmentOut:
        """Another quantity, at most what the order still wants."""
        shipment = await ShipmentRepository(uow).record(shipment_id, lock=True)
        await heads.change_line(uow, shipment, line_id, data.quantity)
        return await shown(uow, shipment_id)

    @delete("/{line_id:uuid}", permission=Shipping.WRITE, status_code=200)
    async def delete(self, uow: Uow, shipment_id: FromPath[UUID], line_id: FromPath[UUID]) -> ShipmentOut:
        """Take a line out of a draft."""
        await heads.drop_line(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), line_id)
        return await shown(uow, shipment_id)

    @post("/{line_id:uuid}/removal", permission=Shipping.WRITE, page=True, then=THEN)
    async def remove(self, uow: Uow, shipment_id: FromPath[UUID], line_id: FromPath[UUID]) -> ShipmentOut:
        await heads.drop_line(uow, await ShipmentRepository(uow).record(shipment_id, lock=True), line_id)
        return await shown(uow, shipment_id)
