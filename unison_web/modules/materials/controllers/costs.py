"""What materials cost, by kind and day."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials import presenters
from unison_web.modules.materials.controllers.materials import the_material
from unison_web.modules.materials.listings import COST_VIEW, COSTS
from unison_web.modules.materials.repository import CostRepository, MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.materials.schemas.costs import CostIn, CostOut, CostRow, MaterialCostsOut
from unison_web.modules.materials.service import costs as service


class CostController(Module):
    path = "/material-costs"
    tags = ["Materials"]

    @get("/", permission=Materials.READ, template="materials/costs.html", listing=COST_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CostRow]:
        """All cost records, by words `q` of the material, filters `kind`, `source`, `currency`, and `sort`."""
        return await COSTS.page(uow, request.query_params)


class MaterialCostController(Module):
    path = "/materials/{material_id:uuid}/costs"
    tags = ["Materials"]

    @get("/", permission=Materials.READ, template="materials/of_costs.html")
    async def index(self, uow: Uow, material_id: FromPath[UUID]) -> MaterialCostsOut:
        """What a material costs, newest first, and what counts today."""
        return await of_material(uow, material_id)

    @page("/new", permission=Materials.WRITE, template="materials/cost.html", about=the_material)
    async def new(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        material = await MaterialRepository(uow).record(material_id)
        said = {"valid_from": service.today(uow), "unit": material.unit.code, "currency": material.currency}
        return Form(CostIn, said)

    @post(
        "/", permission=Materials.WRITE, form="materials/cost.html", about=the_material,
        then="/materials/{material_id}/costs", flash=_("Cost recorded"),
    )  # fmt: skip
    async def create(self, uow: Uow, material_id: FromPath[UUID], data: Body[CostIn]) -> CostOut:
        """Record a cost from a day on. One of the same kind and day is replaced."""
        material = await MaterialRepository(uow).record(material_id)
        return presenters.cost_out(await service.record(uow, material, data), material, service.today(uow))

    @delete("/{cost_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def delete(self, uow: Uow, material_id: FromPath[UUID], cost_id: FromPath[UUID]) -> MaterialCostsOut:
        """Take back a cost that is not valid yet."""
        return await without(uow, material_id, cost_id)

    @post("/{cost_id:uuid}/removal", permission=Materials.WRITE, page=True, then="/materials/{material.id}/costs")
    async def remove(self, uow: Uow, material_id: FromPath[UUID], cost_id: FromPath[UUID]) -> MaterialCostsOut:
        return await without(uow, material_id, cost_id)


async def of_material(uow: Uow, material_id: UUID) -> MaterialCostsOut:
    material = await MaterialRepository(uow).record(material_id)
    return presenters.material_costs(material, await CostRepository(uow).of_material(material_id), service.today(uow))


async def without(uow: Uow, material_id: UUID, cost_id: UUID) -> MaterialCostsOut:
    await service.remove(uow, await MaterialRepository(uow).record(material_id), cost_id)
    return await of_material(uow, material_id)
