"""Streaming a file of rows: delimiter and encoding are found out, headings may be said in several ways."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.importing.declaring import NumberedRow

DELIMITERS = ",;\t|"
LONGEST_FIELD = 100_000
#: What other systems call our columns.
SYNONYMS = {
    "item_number": "number", "part_number": "number", "part_no": "number", "material_number": "number",
    "uom": "unit", "base_unit": "unit", "unit_of_measure": "unit", "cost": "standard_cost",
    "price": "standard_cost", "lead_time": "lead_days", "parent_number": "parent", "assembly": "parent",
    "component_number": "component", "qty": "quantity", "scrap_pct": "scrap", "scrap_percent": "scrap",
    "start_date": "valid_from", "end_date": "valid_to", "operation_number": "op", "sequence": "op",
    "workcenter": "work_center", "work_centre": "work_center", "run_min": "run_minutes", "setup_min": "setup_minutes",
    "run_min_per_unit": "run_minutes", "labour_min_per_unit": "labour_minutes", "labor_minutes": "labour_minutes",
    "std_qty": "usual_quantity", "rate_per_hour": "cost_rate", "class": "machine_class", "area": "location",
}  # fmt: skip


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[NumberedRow]:
    """The rows of a CSV file. Columns nobody asked for are ignored; a missing heading is refused by name."""
    with path.open(encoding=encoding_of(path), newline="") as file:
        yield from rows_in(file, columns)


def rows_in(file: TextIO, columns: Sequence[str]) -> Iterator[NumberedRow]:
    csv.field_size_limit(LONGEST_FIELD)
    first = file.readline()
    delimiter = max(DELIMITERS, key=first.count)
    headings = [heading(text) for text in next(csv.reader([first], delimiter=delimiter), [])]
    if not set(headings) & set(columns):
        known = ", ".join(columns)
        raise Refused(_("The first row must name the columns. Known are: {columns}").format(columns=known))
    reader = csv.reader(file, delimiter=delimiter)
    for fields in reader:
        said = {name: text.strip() for name, text in zip(headings, fields, strict=False) if name in columns}
        if any(said.values()):
            yield reader.line_num + 1, {name: text for name, text in said.items() if text}


def heading(text: str) -> str:
    """`Part No.` is `number`."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.strip().lstrip("\ufeff").lower()).strip("_")
    return SYNONYMS.get(plain, plain)


def encoding_of(path: Path) -> str:
    """UTF-8, with or without a mark; what is not UTF-8 is what spreadsheets on Windows write."""
    with path.open("rb") as file:
        start = file.read(1_000_000)
    try:
        start[: start.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def numbered(rows: Iterable[Mapping[str, object]]) -> Iterator[NumberedRow]:
    """Rows that come from a program instead of a file."""
    for index, row in enumerate(rows, start=2):
        yield index, {name: str(value) for name, value in row.items() if value not in (None, "")}


def plain_decimal(text: str) -> str:
    """`1.234,5` and `1,234.5` are both 1234.5; with one sign alone, a comma is a decimal comma."""
    text = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        text = text.replace(thousands, "")
    return text.replace(",", ".")
