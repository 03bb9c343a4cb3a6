"""Many lines at once: looked at together in a constant number of queries, written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.engine.structure import closing_path
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import Verdict, no
from unison_web.modules.bom import rules
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.repository import BomRepository, LineRepository
from unison_web.modules.bom.service.bills import again
from unison_web.modules.bom.service.structure import in_own_unit
from unison_web.modules.bom.sheets import CellsIn
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.repository import MaterialRepository, UnitRepository

FIELDS = (
    "position", "component_id", "quantity", "unit_id", "scrap", "valid_from", "valid_to", "operation", "note",
)  # fmt: skip


@dataclass
class Row:
    """One row, looked at: what it would become, and what is wrong with it."""

    cells: CellsIn
    line: BomLine | None = None
    component: Material | None = None
    unit: Unit | None = None
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        if self.errors:
            return "refuse"
        if self.cells.remove:
            return "remove"
        if self.line is None:
            return "insert"
        return "change" if self.changed else "same"

    @property
    def changed(self) -> list[str]:
        return [name for name in FIELDS if self.line is not None and getattr(self.line, name) != self.values[name]]

    def refuse(self, verdict: Verdict, at: str = "") -> None:
        if not verdict:
            self.errors.setdefault(at or verdict.field or "component", verdict.why)


@dataclass(frozen=True)
class Known:
    """Everything the rows refer to."""

    lines: Mapping[UUID, BomLine]
    materials: Mapping[str, Material]
    units: Mapping[str, Unit]
    below: dict[UUID, list[UUID]]
    names: dict[UUID, str]


async def save(uow: UnitOfWork, bom: Bom, cells: Sequence[CellsIn]) -> Bom:
    """All rows or none. Every wrong cell is named: ``lines[3].quantity``."""
    if not cells:
        raise Refused(_("No line was changed"))
    rows = await look(uow, bom, cells)
    errors = {f"lines[{place}].{name}": said for place, row in enumerate(rows) for name, said in row.errors.items()}
    if errors:
        raise Refused(_("Some lines are wrong; nothing was saved"), **errors)
    return await write(uow, bom, rows)


async def look(uow: UnitOfWork, bom: Bom, cells: Sequence[CellsIn]) -> list[Row]:
    """Each row against what is there. Nothing is written."""
    rules.may_change(bom.state).or_refuse()
    known = await _known(uow, bom, cells)
    last = max((line.position for line in bom.lines), default=0)
    rows = []
    for each in cells:
        row = Row(each, known.lines.get(each.id) if each.id else None)
        last = max(last, _look_at(bom, row, known, last))
        rows.append(row)
    return rows


async def write(uow: UnitOfWork, bom: Bom, rows: Sequence[Row]) -> Bom:
    for row in rows:
        if row.action == "insert":
            uow.session.add(BomLine(bom_id=bom.id, **row.values))
        elif row.action == "change":
            for name in row.changed:
                setattr(row.line, name, row.values[name])
        elif row.action == "remove" and row.line is not None:
            await uow.session.delete(row.line)
    await uow.session.flush()
    return await again(uow, bom.id)


async def _known(uow: UnitOfWork, bom: Bom, cells: Sequence[CellsIn]) -> Known:
    named = {each.component.strip() for each in cells if each.component.strip()}
    materials = await MaterialRepository(uow).all_meant(named)
    units = UnitRepository(uow)
    by_code = {unit.code: unit for unit in await units.all(units.mine())}
    lines = {line.id: line for line in bom.lines}
    new = {material.id for material in materials.values()} - {line.component_id for line in bom.lines}
    below: dict[UUID, list[UUID]] = {}
    if new:
        await BomRepository(uow).lock_structure()
        for upper, lower in await LineRepository(uow).living_below_all(new):
            below.setdefault(upper, []).append(lower)
    circles = {item for component in new for item in closing_path(below, bom.material_id, component)}
    named_items = await MaterialRepository(uow).named(circles) if circles else {}
    return Known(lines, materials, by_code, below, {key: item.number for key, item in named_items.items()})


def _look_at(bom: Bom, row: Row, known: Known, last: int) -> int:
    """Fill in what the row would become; the position it takes."""
    cells, line = row.cells, row.line
    if cells.id and line is None:
        row.refuse(no(_("This line is not there any more")), "component")
        return last
    if line is not None and cells.version not in (None, line.version):
        raise Outdated(_("Somebody changed line {position} in the meantime").format(position=line.position))
    if cells.remove:
        row.refuse(rules.may_remove_line(bom.state), "remove")
        return last
    position = cells.position or (line.position if line else last + 10)
    _look_at_names(bom, row, known)
    quantity, scrap = cells.quantity, cells.scrap / 100
    if quantity is None:
        row.errors.setdefault("quantity", _("Enter a value"))
    else:
        row.refuse(rules.good_line(quantity, scrap))
    row.refuse(rules.good_validity(cells.valid_from, cells.valid_to))
    if row.component and row.unit:
        row.values = dict(
            zip(FIELDS, (
                position, row.component.id, quantity, row.unit.id, scrap, cells.valid_from, cells.valid_to,
                cells.operation, cells.note.strip(),
            ), strict=True)
        )  # fmt: skip
        _countable(row, row.component, row.unit)
    return position


def _look_at_names(bom: Bom, row: Row, known: Known) -> None:
    """The component and its unit, and whether the component may go in here."""
    number, code = row.cells.component.strip(), row.cells.unit.strip()
    row.component = known.materials.get(number)
    if not number:
        row.errors["component"] = _("Enter a value")
    elif row.component is None:
        row.errors["component"] = _("There is no material with the number {number}").format(number=number)
    else:
        row.unit = known.units.get(code) if code else row.component.unit
        if row.unit is None or row.unit.state == "archived":
            row.errors["unit"] = _("There is no unit with the code {code}").format(code=code)
        if row.line is None or row.line.component_id != row.component.id:
            row.refuse(material_rules.may_enter_new_lines(number, row.component.state, "component"))
            row.refuse(rules.no_circle(closing_path(known.below, bom.material_id, row.component.id), known.names))


def _countable(row: Row, component: Material, unit: Unit) -> None:
    try:
        in_own_unit(BomLine(unit_id=unit.id, unit=unit, quantity=Decimal(1)), component)
    except Refused as wrong:
        row.errors |= wrong.fields
