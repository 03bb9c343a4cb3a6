"""What a piece takes, and which of it a scanned lot can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.assembly import rules
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.work_orders.models import WorkOrder


@dataclass(slots=True)
class Need:
    """A component that one piece takes. ``instead`` holds the ratio of each approved alternate: how much of it stands
    for one of the component. ``built`` is counted in the component."""

    component: Material
    unit: str
    operation: int | None
    needed: Decimal
    built: Decimal = rules.ZERO
    instead: dict[str, Decimal] = field(default_factory=dict)

    @property
    def open(self) -> Decimal:
        return max(self.needed - self.built, rules.ZERO)

    def ratio(self, number: str) -> Decimal | None:
        """How much of a material stands for one of the component; nothing where it does not."""
        return rules.ONE if number == self.component.number else self.instead.get(number)


async def of_piece(uow: UnitOfWork, order: WorkOrder, parts: Iterable[BuiltPart]) -> list[Need]:
    """One line for each component that is scanned, whatever operation it is used at. Where an alternate has a number
    and the component has none, the line is there for the alternate's sake."""
    found: dict[UUID, Need] = {}
    numbers = {each["number"] for line in order.materials for each in line.alternates or ()}
    others = {each.number: each.tracking for each in await MaterialRepository(uow).numbered(numbers)} if numbers else {}
    for line in order.materials:
        choices = {each["number"]: Decimal(each["ratio"]) for each in line.alternates or ()}
        tracked = {number: ratio for number, ratio in choices.items() if rules.by_scan(others.get(number, "none"))}
        if not rules.by_scan(line.component.tracking) and not tracked:
            continue
        need = found.setdefault(line.component_id, Need(line.component, line.unit, line.operation, rules.ZERO))
        need.needed += line.quantity_per
        need.instead |= tracked
    for need in found.values():
        need.needed = rules.of_one_piece(need.needed, need.component.tracking)
    _count(found, parts)
    return list(found.values())


def _count(needs: dict[UUID, Need], parts: Iterable[BuiltPart]) -> None:
    for part in parts:
        need = needs.get(part.stands_for_id or part.component_id)
        if need is not None and part.removed_at is None:
            need.built += part.quantity / (need.ratio(part.component.number) or rules.ONE)


def fitting(needs: Sequence[Need], material: Material) -> Need | None:
    """The component itself first, then what it may stand for; one with room first."""
    able = [need for need in needs if need.ratio(material.number)]
    own = sorted(able, key=lambda need: (need.component.id != material.id, not need.open))
    return next((need for need in own if need.open), own[0] if own else None)
