"""Reading structures: explosion as of a day, where-used, sums, and what an order needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast
from uuid import UUID

from unison_web.engine import explosion
from unison_web.engine.quantity import UnitMismatch, ratio
from unison_web.engine.structure import Line, Structure, as_fraction, survival
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.memory import uncollected
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import LineRepository, LossRepository
from unison_web.modules.bom.rows import LineRow
from unison_web.modules.materials.components import Component, Counted
from unison_web.modules.materials.models import Unit
from unison_web.modules.materials.repository import MaterialRepository, UnitRepository
from unison_web.modules.materials.service.materials import bridges

MOST_ROWS = 20_000
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a handful of queries bring: lines by id, every material they touch, and the graph of the day."""

    on: date
    materials: Mapping[UUID, Component]
    lines: Mapping[UUID, LineRow]
    structure: Structure[UUID]
    losses: Mapping[UUID, Mapping[int, Decimal]] = field(default_factory=dict)

    def ended(self, key: UUID) -> LineRow | None:
        """The ended line that stands for itself in the structure, if ``key`` is one."""
        return self.lines.get(key)


@dataclass(frozen=True, slots=True)
class Need:
    """What an order has to issue: a component at an operation, in the component's own unit."""

    component: Component
    exact: Fraction
    quantity: Decimal
    operation: int | None
    position: int
    line: LineRow
    through: tuple[UUID, ...] = ()


async def load_below(uow: UnitOfWork, material_id: UUID, on: date, *, ended: bool = False) -> Loaded:
    """The structure under a material. ``ended`` keeps lines that are over as leaves, so that they can be shown."""
    units = await UnitRepository(uow).by_ids()
    return await _load(
        uow, await LineRepository(uow).below(material_id, on, units), material_id, on, units, ended=ended
    )


async def load_bill(uow: UnitOfWork, bill: Bom, on: date, *, ended: bool = False) -> Loaded:
    """The structure under one bill, a draft too."""
    units = await UnitRepository(uow).by_ids()
    lines = await LineRepository(uow).below_bill(bill, on, units)
    return await _load(uow, lines, bill.material_id, on, units, ended=ended)


async def load_above(uow: UnitOfWork, material_id: UUID, on: date) -> Loaded:
    """The structure over a material."""
    units = await UnitRepository(uow).by_ids()
    return await _load(uow, await LineRepository(uow).above(material_id, on, units), material_id, on, units)


async def needs(uow: UnitOfWork, material_id: UUID, quantity: Decimal, on: date) -> list[Need]:
    """What an order of ``quantity`` takes on that day, phantoms replaced by what is in them."""
    loaded = await load_below(uow, material_id, on)
    found = []
    for need in explosion.requirements(loaded.structure, material_id, quantity):
        first, last = loaded.lines[_key(need.first)], loaded.lines[_key(need.line)]
        component = loaded.materials[need.component]
        found.append(Need(component, need.exact, need.quantity, first.operation, first.position, last, need.through))
    return found


async def _load(
    uow: UnitOfWork, rows: list[LineRow], material_id: UUID, on: date, units: Mapping[UUID, Unit], *,
    ended: bool = False,
) -> Loaded:  # fmt: skip
    touched = {material_id, *(line.bom.material_id for line in rows), *(line.component_id for line in rows)}
    materials = await MaterialRepository(uow).components(touched, units)
    losses = await LossRepository(uow).of_bills({line.bom.id for line in rows if line.bom.loses})
    with uncollected():
        lines = list(_lines(rows, materials, losses, on, ended=ended))
        phantoms = {key for key, material in materials.items() if material.phantom}
        return Loaded(on, materials, {line.id: line for line in rows}, Structure.of(lines, phantoms), losses)


def _lines(
    rows: list[LineRow], materials: Mapping[UUID, Component], losses: Mapping[UUID, Mapping[int, Decimal]], on: date, *,
    ended: bool,
) -> Iterator[Line[UUID]]:  # fmt: skip
    """What counts on that day, and with ``ended`` what is over as leaves."""
    for line in rows:
        if line.effective(on):
            lost = losses.get(line.bom.id)
            alive = survival(lost, line.operation) if lost else ONE
            yield engine_line(line, materials[line.component_id], alive=alive)
        elif ended and line.valid_to is not None and line.valid_to < on:
            yield engine_line(line, materials[line.component_id], leaf=line.id)


def engine_line(line: LineRow, component: Component, *, leaf: UUID | None = None, alive: Fraction = ONE) -> Line[UUID]:
    """A line in the component's own unit, exactly. ``leaf`` puts a stand-in with nothing below in its place; ``alive``
    is the share of pieces that are still there at the end."""
    quantity: Decimal | Fraction = line.quantity
    if line.unit_id != component.unit_id or alive is not ONE:
        quantity = as_fraction(line.quantity) * in_own_unit(line, component) / alive
    bill, key = line.bom, leaf or component.id
    return Line(bill.material_id, key, quantity, bill.base_quantity, line.scrap, position=line.position, key=line.id)


def in_own_unit(line: BomLine | LineRow, component: Counted) -> Fraction:
    """How many of the component's own units one unit of the line is."""
    if line.unit_id == component.unit_id:
        return Fraction(1)
    try:
        return ratio(line.unit.exact, component.unit.exact, bridges=bridges(component))
    except UnitMismatch as wrong:
        verdict = rules.not_comparable(component.number, line.unit.code, component.unit.code)
        raise Refused.at(verdict.field, verdict.why) from wrong


def _key(line: Line[UUID]) -> UUID:
    return cast("UUID", line.key)
