"""Cells out of a spreadsheet: which column is which, and which row means which line."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.formats import number
from unison_web.kit.web.forms import field_errors
from unison_web.kit.web.handwriting import plain_number
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.service import sheet
from unison_web.modules.bom.service.bills import again
from unison_web.modules.bom.sheets import AppliedOut, CellChange, CellsIn, PastedRow, PasteOut

#: What the columns are called in the sheets people have.
HEADINGS = {
    "component": ("component", "number", "item", "item number", "material", "part", "part number", "part no", "article",
                  "komponente", "nummer", "artikel", "componente", "número"),
    "quantity": ("quantity", "qty", "amount", "per", "menge", "anzahl", "cantidad"),
    "unit": ("unit", "uom", "unit of measure", "um", "einheit", "me", "unidad"),
    "scrap": ("scrap", "scrap %", "scrap pct", "waste", "ausschuss", "merma"),
    "operation": ("operation", "op", "used at operation", "vorgang", "operación"),
    "position": ("position", "pos", "line", "no", "#", "posición"),
    "valid_from": ("valid from", "effective from", "from", "start", "gültig ab", "ab", "desde"),
    "valid_to": ("valid to", "effective to", "to", "end", "gültig bis", "bis", "hasta"),
    "note": ("note", "notes", "remark", "comment", "bemerkung", "nota"),
}  # fmt: skip
MEANT = {word: name for name, words in HEADINGS.items() for word in words}
USUAL = ("component", "quantity", "unit", "scrap", "operation", "valid_from", "valid_to", "note")
NUMBERS = frozenset({"quantity", "scrap", "operation", "position"})


async def preview(uow: UnitOfWork, bom: Bom, text: str) -> PasteOut:
    """What each row would do. Nothing is written."""
    columns, rows = await _look(uow, bom, text)
    shown = [_shown(place, row) for place, row in enumerate(rows, start=1)]
    counts = Counter(row.action for row in shown)
    return PasteOut.of(
        bom, material=bom.material.number, material_name=bom.material.name, text=text, columns=columns, rows=shown,
        insert=counts["insert"], change=counts["change"], same=counts["same"], refuse=counts["refuse"],
    )  # fmt: skip


async def apply(uow: UnitOfWork, bom: Bom, text: str) -> AppliedOut:
    """The rows that are good, in one transaction."""
    _columns, rows = await _look(uow, bom, text)
    counts = Counter(row.action for row in rows)
    if not counts["insert"] + counts["change"]:
        raise Refused(text=_("There is nothing in this that could be applied"))
    await sheet.write(uow, bom, [row for row in rows if row.action in ("insert", "change")])
    await again(uow, bom.id)
    return AppliedOut(bom.id, counts["insert"], counts["change"], counts["refuse"])


async def _look(uow: UnitOfWork, bom: Bom, text: str) -> tuple[list[str], list[sheet.Row]]:
    columns, records = read(text)
    if "component" not in columns:
        raise Refused(text=_("No column says which component is meant. Head it with Number or Component"))
    taken: set[Any] = set()
    cells, wrong = [], []
    for record in records:
        line = _line_of(bom, record, taken)
        said, errors = _cells(record, line)
        cells.append(said)
        wrong.append(errors)
    rows = await sheet.look(uow, bom, cells)
    for row, errors in zip(rows, wrong, strict=True):
        row.errors |= errors
    return columns, rows


def read(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """Names of the columns and a record for each row; without headings the columns stand in the usual order."""
    delimiter = "\t" if "\t" in text else ";" if ";" in text else "\t"
    table = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text.strip("\r\n"), newline=""), delimiter=delimiter)
    ]
    table = [row for row in table if any(row)]
    if not table:
        return [], []
    columns = _headings(table[0])
    if columns:
        table = table[1:]
    else:
        columns = list(USUAL[: max(len(row) for row in table)])
    return columns, [
        {name: value for name, value in zip(columns, row, strict=False) if name and value} for row in table
    ]


def _headings(first: Sequence[str]) -> list[str]:
    """The first row, if it is one of headings: it names a column that a line of a bill has."""
    meant = [MEANT.get(cell.casefold().rstrip(":."), "") for cell in first]
    return meant if "component" in meant else []


def _line_of(bom: Bom, record: dict[str, str], taken: set[Any]) -> BomLine | None:
    """The first line of that component that no other row means: where a position is said, the one that stands there."""
    wanted = record.get("component", "").casefold()
    alike = [line for line in bom.lines if line.component.number.casefold() == wanted and line.id not in taken]
    position = record.get("position")
    found = next((line for line in alike if position is None or str(line.position) == position), None)
    if found is not None:
        taken.add(found.id)
    return found


def _cells(record: dict[str, str], line: BomLine | None) -> tuple[CellsIn, dict[str, str]]:
    """A row over the line it means: columns that were not pasted keep what the line has."""
    raw: dict[str, Any] = {
        name: plain_number(value.removesuffix("%")) if name in NUMBERS else value for name, value in record.items()
    }
    errors = field_errors(CellsIn, raw)
    good = msgspec.convert({name: value for name, value in raw.items() if name not in errors}, CellsIn, strict=False)
    if line is None:
        return good, errors
    said = {name: getattr(good, name) for name in raw if name not in errors}
    kept = {
        name: getattr(line, name) for name in ("position", "quantity", "valid_from", "valid_to", "operation", "note")
    }
    kept |= {"component": line.component.number, "unit": line.unit.code, "scrap": line.scrap * 100}
    return CellsIn(id=line.id, **{**kept, **said, "component": line.component.number}), errors


def _shown(place: int, row: sheet.Row) -> PastedRow:
    cells, component = row.cells, row.component
    return PastedRow(
        row=place,
        action=row.action,
        component=cells.component,
        name=component.name if component else "",
        quantity=number(cells.quantity),
        unit=cells.unit or (component.unit.code if component else ""),
        changes=list(_changes(row, row.line)) if row.line and row.action == "change" else [],
        errors=row.errors,
    )


def _changes(row: sheet.Row, line: BomLine) -> Iterable[CellChange]:
    """Before and after, as people read it."""
    for name in row.changed:
        if name == "unit_id":
            before, after = line.unit.code, row.unit.code if row.unit else ""
        elif name == "scrap":
            before, after = f"{number(line.scrap * 100)} %", f"{number(row.cells.scrap)} %"
        else:
            before, after = (_text(value) for value in (getattr(line, name), row.values[name]))
        yield CellChange(name.removesuffix("_id"), before, after)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else value if isinstance(value, str) else number(value)
