"""Suppliers of a material and their prices."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.controllers.materials import the_material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.materials.service.costs import today
from unison_web.modules.sourcing import presenters
from unison_web.modules.sourcing.listings import OFFERS, VIEW
from unison_web.modules.sourcing.repository import OfferRepository
from unison_web.modules.sourcing.schemas import MaterialSuppliersOut, OfferIn, OfferOut, OfferRow, PriceIn
from unison_web.modules.sourcing.service import suppliers as service


class OfferListController(Module):
    path = "/material-suppliers"
    tags = ["Sourcing"]

    @get("/", permission=Materials.READ, template="sourcing/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[OfferRow]:
        """Who sells what, at which price today; filters `material`, `supplier`, `supplier_number`."""
        return await OFFERS.page(uow, request.query_params)


class SupplierController(Module):
    path = "/materials/{material_id:uuid}/suppliers"
    tags = ["Sourcing"]

    @get("/", permission=Materials.READ, template="sourcing/suppliers.html")
    async def index(self, uow: Uow, material_id: FromPath[UUID]) -> MaterialSuppliersOut:
        """Who sells it, with every price and those that hold today."""
        return await of_material(uow, material_id)

    @page("/new", permission=Materials.WRITE, template="sourcing/supplier.html", about=the_material)
    async def new(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        return Form(OfferIn)

    @post(
        "/", permission=Materials.WRITE, form="sourcing/supplier.html", about=the_material,
        then="/materials/{material_id}/suppliers", flash=_("Supplier added"),
    )  # fmt: skip
    async def create(self, uow: Uow, material_id: FromPath[UUID], data: Body[OfferIn]) -> OfferOut:
        """Say that a supplier sells it."""
        return await written(uow, material_id, data)

    @page("/{offer_id:uuid}/edit", permission=Materials.WRITE, template="sourcing/supplier.html", about=the_material)
    async def edit(self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Form:
        offer = await OfferRepository(uow).of(material_id, offer_id)
        said = {name: getattr(offer, name) for name in OfferIn.__struct_fields__}
        return Form(OfferIn, {**said, "supplier": offer.supplier.number, "unit": offer.unit.code})

    @post(
        "/{offer_id:uuid}/edit", permission=Materials.WRITE, page=True, form="sourcing/supplier.html",
        about=the_material, then="/materials/{material_id}/suppliers",
    )  # fmt: skip
    async def save(
        self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID], data: Body[OfferIn]
    ) -> OfferOut:
        return await written(uow, material_id, data, offer_id)

    @put("/{offer_id:uuid}", permission=Materials.WRITE)
    async def update(
        self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID], data: Body[OfferIn]
    ) -> OfferOut:
        """Replace what is said of a supplier; its prices stay."""
        return await written(uow, material_id, data, offer_id)

    @delete("/{offer_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def delete(self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID]) -> MaterialSuppliersOut:
        """Take a supplier and its prices away."""
        return await without(uow, material_id, offer_id)

    @post("/{offer_id:uuid}/removal", permission=Materials.WRITE, page=True, then="/materials/{material.id}/suppliers")
    async def remove(self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID]) -> MaterialSuppliersOut:
        return await without(uow, material_id, offer_id)


class PriceController(Module):
    path = "/materials/{material_id:uuid}/suppliers/{offer_id:uuid}/prices"
    tags = ["Sourcing"]

    @page("/new", permission=Materials.WRITE, template="sourcing/price.html", about=the_material)
    async def new(self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID]) -> Form:
        offer = await OfferRepository(uow).of(material_id, offer_id)
        return Form(PriceIn, {"currency": offer.supplier.currency, "valid_from": today(uow)})

    @post(
        "/", permission=Materials.WRITE, form="sourcing/price.html", about=the_material,
        then="/materials/{material_id}/suppliers",
    )  # fmt: skip
    async def create(
        self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID], data: Body[PriceIn]
    ) -> OfferOut:
        """Write a price down, from a quantity and a day on."""
        offer = await OfferRepository(uow).of(material_id, offer_id)
        return presenters.offer_out(await service.put_price(uow, offer, data), today(uow))

    @delete("/{price_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def delete(
        self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID], price_id: FromPath[UUID]
    ) -> OfferOut:
        """Take a price away."""
        return await cheaper(uow, material_id, offer_id, price_id)

    @post("/{price_id:uuid}/removal", permission=Materials.WRITE, page=True, then="/materials/{material_id}/suppliers")
    async def remove(
        self, uow: Uow, material_id: FromPath[UUID], offer_id: FromPath[UUID], price_id: FromPath[UUID]
    ) -> OfferOut:
        return await cheaper(uow, material_id, offer_id, price_id)


async def of_material(uow: Uow, material_id: UUID) -> MaterialSuppliersOut:
    material = await MaterialRepository(uow).record(material_id)
    return presenters.suppliers(material, await OfferRepository(uow).of_material(material_id), today(uow))


async def written(uow: Uow, material_id: UUID, data: OfferIn, offer_id: UUID | None = None) -> OfferOut:
    material = await MaterialRepository(uow).record(material_id)
    return presenters.offer_out(await service.put(uow, material, data, offer_id), today(uow))


async def without(uow: Uow, material_id: UUID, offer_id: UUID) -> MaterialSuppliersOut:
    await service.remove(uow, await OfferRepository(uow).of(material_id, offer_id))
    return await of_material(uow, material_id)


async def cheaper(uow: Uow, material_id: UUID, offer_id: UUID, price_id: UUID) -> OfferOut:
    offer = await OfferRepository(uow).of(material_id, offer_id)
    return presenters.offer_out(await service.remove_price(uow, offer, price_id), today(uow))
