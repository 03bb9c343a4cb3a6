"""Reading structures: explosion as of a day, where-used, sums, and what an order needs."""

from __future__ import annotations

from collections.abc import Mapping
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
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import LineRepository, LossRepository
from unison_web.modules.bom.rows import Head, LineRow, Rows
from unison_web.modules.materials.components import Component, Counted
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.materials import bridges

MOST_ROWS = 20_000
ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a handful of queries bring: lines by id, every material they touch, and the graph of the day."""

    on: date
    materials: Mapping[UUID, Component]
    lines: Mapping[UUID, tuple[Head, LineRow]]
    structure: Structure[UUID]
    losses: Mapping[UUID, Mapping[int, Decimal]] = field(default_factory=dict)

    def ended(self, key: UUID) -> LineRow | None:
        """The ended line that stands for itself in the structure, if ``key`` is one."""
        return self.lines[key][1] if key in self.lines else None


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
    return await _load(uow, await LineRepository(uow).below(material_id, on), material_id, on, ended=ended)


async def load_bill(uow: UnitOfWork, bill: Bom, on: date, *, ended: bool = False) -> Loaded:
    """The structure under one bill, a draft too."""
    return await _load(uow, await LineRepository(uow).below_bill(bill, on), bill.material_id, on, ended=ended)


async def load_above(uow: UnitOfWork, material_id: UUID, on: date) -> Loaded:
    """The structure over a material."""
    return await _load(uow, await LineRepository(uow).above(material_id, on), material_id, on, ended=False)


async def needs(uow: UnitOfWork, material_id: UUID, quantity: Decimal, on: date) -> list[Need]:
    """What an order of ``quantity`` takes on that day, phantoms replaced by what is in them."""
    loaded = await load_below(uow, material_id, on)
    found = []
    for need in explosion.requirements(loaded.structure, material_id, quantity):
        _bom, first = loaded.lines[_key(need.first)]
        _bom, last = loaded.lines[_key(need.line)]
        component = loaded.materials[need.component]
        found.append(Need(component, need.exact, need.quantity, first.operation, first.position, last, need.through))
    return found


async def _load(uow: UnitOfWork, rows: Rows, material_id: UUID, on: date, *, ended: bool) -> Loaded:
    touched = {material_id} | {parent for parent, _bom, _line in rows} | {line.component_id for _p, _bom, line in rows}
    materials = await MaterialRepository(uow).components(touched)
    losses = await LossRepository(uow).of_bills({bom.id for _parent, bom, _line in rows})
    lines: list[Line[UUID]] = []
    for parent, bom, line in rows:
        if line.effective(on):
            alive = survival(losses[bom.id], line.operation) if bom.id in losses else ONE
            lines.append(engine_line(parent, bom, line, materials[line.component_id], alive=alive))
        elif ended and line.valid_to is not None and line.valid_to < on:
            lines.append(engine_line(parent, bom, line, materials[line.component_id], leaf=line.id))
    phantoms = {key for key, material in materials.items() if material.phantom}
    by_id = {line.id: (bom, line) for _parent, bom, line in rows}
    return Loaded(on, materials, by_id, Structure.of(lines, phantoms), losses)


def engine_line(
    parent: UUID, bom: Head, line: LineRow, component: Component, *, leaf: UUID | None = None, alive: Fraction = ONE
) -> Line[UUID]:
    """A line in the component's own unit, exactly. ``leaf`` puts a stand-in with nothing below in its place; ``alive``
    is the share of pieces that are still there at the end."""
    quantity = as_fraction(line.quantity)
    if line.unit_id != component.unit_id:
        quantity *= in_own_unit(line, component)
    if alive is not ONE:
        quantity /= alive
    key = leaf or component.id
    return Line(parent, key, quantity, bom.base_quantity, line.scrap, position=line.position, key=line.id)


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
