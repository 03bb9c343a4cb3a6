"""From bills, routings, costs and rates of a day to a roll-up, in a constant number of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from unison_web.engine.costing import ONE, Input, Item, Price, Roll, Work, roll_up
from unison_web.engine.currency import Rates
from unison_web.engine.quantity import UnitMismatch
from unison_web.engine.structure import survival
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.bom.repository import OutputRepository
from unison_web.modules.bom.service.structure import Loaded, in_own_unit, load_below
from unison_web.modules.costing.repository import CostRateRepository, Known
from unison_web.modules.currencies.rules import known_currency
from unison_web.modules.currencies.service import rates_of
from unison_web.modules.materials.components import Component
from unison_web.modules.materials.models import Material, MaterialCost
from unison_web.modules.materials.repository import CostRepository
from unison_web.modules.materials.service.costs import per_own_unit
from unison_web.modules.routings.models import Routing, RoutingOperation
from unison_web.modules.routings.repository import RoutingRepository

HOUR = 60
HUNDRED = 100


@dataclass(frozen=True)
class Calculation:
    """A roll-up with all that entered it."""

    material: Material
    on: date
    currency: str
    lot: Decimal
    loaded: Loaded
    items: Mapping[UUID, Item[UUID]]
    roll: Roll[UUID]
    routings: Mapping[UUID, Routing]
    costs: Mapping[UUID, MaterialCost]


async def calculate(uow: UnitOfWork, material: Material, on: date, currency: str, lot: Decimal) -> Calculation:
    """What a lot costs on a day."""
    known_currency(currency, "currency").or_refuse()
    if not 0 < lot <= Decimal(10) ** 9:
        raise Refused(lot=_("The lot must be above zero"))
    loaded = await load_below(uow, material.id, on)
    bills = {line.bom.material_id: line.bom.id for line in loaded.lines.values()}
    outputs = await OutputRepository(uow).of_bills(set(bills.values()))
    shares = {
        key: ONE - sum((Fraction(each.cost_share) for each in outputs.get(bill, ())), Fraction(0))
        for key, bill in bills.items()
    }
    made = [key for key, one in loaded.materials.items() if one.type == "make" and not one.phantom]
    routings = await RoutingRepository(uow).released_of(made, uow.actor.plant_id)
    costs = await CostRepository(uow).as_of(loaded.materials, on)
    hours = await CostRateRepository(uow).latest(on)
    rates: Rates = await rates_of(uow, on)
    items = {
        key: Item(
            key,
            _price(costs.get(key), one),
            _inputs(loaded, key),
            _works(routings.get(key), hours, loaded.losses.get(bills.get(key, key), {})),
            shares.get(key, ONE),
        )
        for key, one in loaded.materials.items()
    }
    roll = roll_up(items, material.id, Fraction(lot), lambda code: rates.find(code, currency))
    return Calculation(material, on, currency, lot, loaded, items, roll, routings, costs)


def _price(cost: MaterialCost | None, material: Component) -> Price | None:
    """The standard cost of one of the material's own unit."""
    if cost is None:
        return None
    try:
        return Price(per_own_unit(cost, material), cost.currency, cost.id)
    except UnitMismatch:  # the conversion was taken away since
        return None


def _inputs(loaded: Loaded, key: UUID) -> list[Input[UUID]]:
    found = []
    for takes in loaded.structure.below.get(key, ()):
        line = loaded.lines[takes.key]  # type: ignore[index]
        quantity = Fraction(line.quantity) / Fraction(line.bom.base_quantity)
        factor = in_own_unit(line, loaded.materials[line.component_id])
        found.append(Input(takes.component, quantity, factor, takes.takes / quantity / factor, line.id))
    return found


def _works(routing: Routing | None, hours: Known, losses: Mapping[int, Decimal]) -> list[Work]:
    if routing is None:
        return []
    return [_work(operation, hours, losses) for operation in routing.operations]


def _work(operation: RoutingOperation, hours: Known, losses: Mapping[int, Decimal]) -> Work:
    center = operation.work_center

    def rate(kind: str) -> Price | None:
        found = hours.get((kind, center.id)) or (hours.get((kind, None)) if kind != "subcontract" else None)
        return Price(Fraction(found.amount), found.currency, found.id) if found else None

    overhead = rate("overhead")
    return Work(
        f"{operation.sequence} {operation.name}",
        Fraction(operation.setup_minutes) / HOUR,
        Fraction(operation.run_minutes) / HOUR,
        Fraction(operation.labour_minutes) / HOUR,
        1 / survival(losses, operation.sequence),
        Price(Fraction(center.cost_rate), center.currency, center.id) if center.cost_rate else None,
        rate("labour"),
        overhead.amount / HUNDRED if overhead else Fraction(0),
        rate("subcontract"),
        operation.routing_id,
    )
