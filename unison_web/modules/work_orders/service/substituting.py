"""Something else goes into an order: an approved alternate, or again what the bill says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.state import Verdict
from unison_web.kit.web.formats import plain_day
from unison_web.modules.bom.models import BomAlternate
from unison_web.modules.bom.repository import AlternateRepository
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.events import WorkOrderEvent
from unison_web.modules.work_orders.models import Requirement, WorkOrder
from unison_web.modules.work_orders.service.making import first_day, offered


@dataclass(frozen=True, slots=True)
class Choice:
    """A component, how much of it one piece of the order takes, and the alternate that says so, if one does."""

    component: Material
    quantity_per: Decimal
    alternate: BomAlternate | None = None


def requirement_at(order: WorkOrder, position: int) -> Requirement:
    found = next((each for each in order.materials if each.position == position), None)
    if found is None:
        raise NotFound
    return found


async def choices(uow: UnitOfWork, requirement: Requirement) -> list[Choice]:
    """What the bill says where something else is taken, then every alternate of its line, the first choice first."""
    per, found = requirement.quantity_per, list[Choice]()
    if said := requirement.replaced:
        per = Decimal(said["quantity_per"])
        found += [Choice(each, per) for each in await MaterialRepository(uow).numbered([said["number"]])]
    line = requirement.from_line
    known = (await AlternateRepository(uow).of_lines([line])).get(line, []) if line else []
    found += [Choice(each.component, per * each.ratio, each) for each in known]
    return [each for each in found if each.component.id != requirement.component_id]


def open_to(choices: Sequence[Choice], day: date) -> list[Choice]:
    """Those that may be taken."""
    return [each for each in choices if may_take(each, day)]


def may_take(choice: Choice, day: date) -> Verdict:
    component, alternate = choice.component, choice.alternate
    early = alternate is not None and alternate.valid_from is not None and alternate.valid_from > day
    late = alternate is not None and alternate.valid_to is not None and alternate.valid_to < day
    return rules.may_take(
        component.number, approved=alternate is None or alternate.state == "approved", starts=plain_day(day),
        first=plain_day(alternate.valid_from) if early and alternate and alternate.valid_from else "",
        last=plain_day(alternate.valid_to) if late and alternate and alternate.valid_to else "",
        obsolete=component.state == "obsolete",
    )  # fmt: skip


def untouched(order: WorkOrder, requirement: Requirement) -> Verdict:
    """Whether nothing of it has gone in."""
    takes = next((each for each in order.operations if each.sequence == requirement.operation), None)
    made = takes.done if takes else order.good + order.scrap
    finished = takes is not None and takes.state in ("done", "skipped")
    return rules.may_substitute(order.state, made, finished=finished, component=requirement.component.number)


async def substitute(uow: UnitOfWork, order: WorkOrder, position: int, number: str, reason: str) -> Requirement:
    """The requirement is of another component from now on: how much, in which unit, short or not, at what cost."""
    requirement = requirement_at(order, position)
    untouched(order, requirement).or_refuse()
    known = {each.component.number: each for each in await choices(uow, requirement)}
    if number not in known:
        rules.may_take(number, approved=False, starts="", first="", last="", obsolete=False).or_refuse()
    choice, day = known[number], first_day(order, uow.actor.timezone)
    may_take(choice, day).or_refuse()
    uow.reason = reason.strip()
    before = requirement.replaced or {
        "number": requirement.component.number, "quantity_per": str(requirement.quantity_per),
    }  # fmt: skip
    requirement.replaced = None if before["number"] == number else before
    requirement.takes = number
    requirement.component, requirement.component_id = choice.component, choice.component.id
    requirement.unit, requirement.quantity_per = choice.component.unit.code, choice.quantity_per
    requirement.needed = choice.quantity_per * order.quantity
    if requirement.from_line:
        lines = await AlternateRepository(uow).of_lines([requirement.from_line])
        requirement.alternates = offered(lines.get(requirement.from_line, ()), day)
    uow.emit(WorkOrderEvent(order.id, order.number, order.plant_id, "substitute", order.state))
    return requirement
