"""What a request says about costing, and its answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from unison_web.engine.quantity import as_decimal
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.costing.repository import RollRepository
from unison_web.modules.costing.rules import PLACES
from unison_web.modules.costing.schemas import CostOut, RollIn, RollOut
from unison_web.modules.costing.service import keeping
from unison_web.modules.costing.service.calculation import calculate
from unison_web.modules.costing.service.views import cost_out
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service import costs


async def cost(uow: UnitOfWork, material: Material, on: date, currency: str, size: Decimal) -> CostOut:
    """The cost tree, and what moved since the last kept roll-up in that currency."""
    done = await calculate(uow, material, on, currency or uow.actor.currency, size)
    last = await RollRepository(uow).last(material.id, done.currency)
    unit_cost = as_decimal(done.roll.unit[material.id], PLACES)
    moved = keeping.movement(last, keeping.leaves_of(done), unit_cost) if last else None
    return cost_out(done, moved)


async def keep(uow: UnitOfWork, material: Material, data: RollIn) -> RollOut:
    on = data.on or costs.today(uow)
    done = await calculate(uow, material, on, data.currency or uow.actor.currency, data.lot)
    return await keeping.roll_out(uow, await keeping.keep(uow, done))


def today(uow: UnitOfWork) -> str:
    return costs.today(uow).isoformat()


def day(uow: UnitOfWork, text: str) -> date:
    try:
        return date.fromisoformat(text) if text else costs.today(uow)
    except ValueError:
        raise Refused(on=_("Enter a date as year-month-day")) from None


def lot(text: str) -> Decimal:
    try:
        value = Decimal(text or "1")
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Refused(lot=_("Enter a number"))
    return value
