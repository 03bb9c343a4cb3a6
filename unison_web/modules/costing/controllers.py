"""The cost of a material, kept roll-ups, and rates."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.costing.listings import COST_RATE_VIEW, COST_RATES, ROLL_VIEW, ROLLS
from unison_web.modules.costing.repository import CostRateRepository, RollRepository
from unison_web.modules.costing.rules import Costing
from unison_web.modules.costing.schemas import (
    AdoptIn,
    CostOut,
    CostRateIn,
    CostRateOut,
    RollIn,
    RollOut,
    RollRow,
)
from unison_web.modules.costing.service import asked, keeping
from unison_web.modules.materials.repository import MaterialRepository


class MaterialCostRollController(Module):
    path = "/materials/{material_id:uuid}"
    tags = ["Costing"]

    @get("/cost", permission=Costing.READ, template="costing/cost.html")
    async def cost(
        self,
        uow: Uow,
        material_id: FromPath[UUID],
        on: FromQuery[str] = "",
        currency: FromQuery[str] = "",
        lot: FromQuery[str] = "",
    ) -> CostOut:
        """What a lot costs on a day in a currency, rolled up, with every factor and what moved since the last time."""
        material = await MaterialRepository(uow).plain(material_id)
        return await asked.cost(uow, material, asked.day(uow, on), currency.upper(), asked.lot(lot))

    @post("/cost-rolls", permission=Costing.WRITE, then="/cost-rolls/{id}", flash=_("Roll-up kept"))
    async def keep(self, uow: Uow, material_id: FromPath[UUID], data: Body[RollIn]) -> RollOut:
        """Keep a roll-up with every price and rate that entered it."""
        return await asked.keep(uow, await MaterialRepository(uow).plain(material_id), data)


class CostRollController(Module):
    path = "/cost-rolls"
    tags = ["Costing"]

    @get("/", permission=Costing.READ, template="costing/rolls.html", listing=ROLL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RollRow]:
        """Every kept roll-up, the newest first."""
        return await ROLLS.page(uow, request.query_params)

    @get("/{roll_id:uuid}", permission=Costing.READ, template="costing/roll.html")
    async def show(self, uow: Uow, roll_id: FromPath[UUID]) -> RollOut:
        """A kept roll-up, and what moved since the one before."""
        return await keeping.roll_out(uow, await RollRepository(uow).record(roll_id))

    @post(
        "/{roll_id:uuid}/adoption", permission=Costing.ADOPT, then="/cost-rolls/{id}",
        flash=_("Taken over as standard cost"), status_code=200,
    )  # fmt: skip
    async def adopt(self, uow: Uow, roll_id: FromPath[UUID], data: Body[AdoptIn]) -> RollOut:
        """Make the rolled-up cost the standard cost from a day on."""
        roll = await keeping.adopt(uow, await RollRepository(uow).record(roll_id), data.valid_from)
        return await keeping.roll_out(uow, roll)


class CostRateController(Module):
    path = "/cost-rates"
    tags = ["Costing"]

    @get("/", permission=Costing.READ, template="costing/rates.html", listing=COST_RATE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CostRateOut]:
        """Rates of labour, overhead and outside work, the newest first."""
        return await COST_RATES.page(uow, request.query_params)

    @page("/new", permission=Costing.WRITE, template="costing/rate.html")
    async def new(self, uow: Uow) -> Form:
        return Form(CostRateIn, {"valid_from": date.fromisoformat(asked.today(uow)), "currency": uow.actor.currency})

    @post("/", permission=Costing.WRITE, form="costing/rate.html", then="/cost-rates", flash=_("Rate recorded"))
    async def create(self, uow: Uow, data: Body[CostRateIn]) -> CostRateOut:
        """Record a rate from a day on. One of the same day is replaced."""
        return CostRateOut.of(await keeping.set_rate(uow, data), work_center=data.work_center or None)

    @get("/{rate_id:uuid}", permission=Costing.READ)
    async def show(self, uow: Uow, rate_id: FromPath[UUID]) -> CostRateOut:
        """One rate."""
        rate = await CostRateRepository(uow).record(rate_id)
        center = rate.work_center
        return CostRateOut.of(
            rate, work_center=center.code if center else None, work_center_name=center.name if center else None
        )
