"""Rows of cells, as texts, from any file: streamed, never held as a whole."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.imports.files import safety

MOST_COLUMNS = 300
MOST_SHEETS = 50
LONGEST_CELL = 32_767
csv.field_size_limit(200_000)

#: A text that begins with one of these is a formula to a spreadsheet.
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")

Cells = list[str]


def sheets_of(path: Path) -> list[str]:
    """The tabs of a workbook; one without a name for a text file."""
    if not safety.is_workbook(path):
        return [""]
    safety.looked_at(path)
    with opened(path) as book:
        return [sheet.title for sheet in book.worksheets[:MOST_SHEETS]]


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Cells are read one row at a time; formulas are the values they had."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions it does not know: nothing of them is read
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:
            raise Refused(_("This workbook is damaged or locked with a password"), code="damaged") from error
        try:
            yield book
        finally:
            book.close()


def rows_of(path: Path, sheet: str, encoding: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """Rows with their number in the file, from 1. Empty ones are left out."""
    return book_rows(path, sheet) if sheet else text_rows(path, encoding, delimiter)


def text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        reader = csv.reader((line.replace("\x00", "") for line in file), delimiter=delimiter)
        number = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise Refused(_("Line {n} cannot be read: {why}").format(n=number, why=error)) from error
            if any(cells):
                yield number, [meant(cell.strip()) for cell in cells[:MOST_COLUMNS]]
            number = reader.line_num + 1


def meant(text: str) -> str:
    """Without the sign that an export puts before what a spreadsheet would take for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA and text != "'" else text


def book_rows(path: Path, sheet: str) -> Iterator[tuple[int, Cells]]:
    with opened(path) as book:
        if sheet not in book.sheetnames:
            raise Refused(_("There is no sheet {name} in this workbook").format(name=sheet))
        page = book[sheet]
        page.reset_dimensions()
        for number, values in enumerate(page.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            cells = [as_text(value) for value in values]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells


def as_text(value: Any) -> str:
    """A cell of a workbook, written so that it reads the same everywhere."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        plain = value.replace(microsecond=0)
        return plain.date().isoformat() if plain.time() == time(0) else plain.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).replace("\x00", "").strip()[:LONGEST_CELL]
