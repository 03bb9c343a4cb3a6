"""A workbook of one sheet. Rows go to a file as they come, so a large one needs no more memory than a small one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import xlsxwriter

from unison_web.modules.exports.sheet import Cell

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767
WIDTH = 18
#: Excel counts days from here; what is earlier it knows as text only.
FIRST_YEAR = 1900
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """Not for the event loop: everything here is slow. ``with`` throws away what is not finished."""

    def __init__(self, title: str, heads: Sequence[str]) -> None:
        self._folder = TemporaryDirectory(prefix="unison-export-")
        self._path = Path(self._folder.name) / "book.xlsx"
        self._book = xlsxwriter.Workbook(
            self._path, {"constant_memory": True, "tmpdir": self._folder.name, "in_memory": False, **PLAIN}
        )
        self._instant = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet = self._book.add_worksheet(tab(title))
        self._sheet.set_column(0, max(len(heads) - 1, 0), WIDTH)
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True, "bottom": 1})
        for place, head in enumerate(heads):
            self._sheet.write_string(0, place, head, bold)
        self._rows, self._columns = 0, len(heads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._sheet._opt_close()  # the file of the rows, which a finished book has closed itself
        self._folder.cleanup()

    def write(self, rows: Iterable[Sequence[Cell]]) -> None:
        for row in rows:
            self._rows += 1
            for place, cell in enumerate(row):
                self._put(place, cell)

    def _put(self, place: int, cell: Cell) -> None:
        at: Any = (self._rows, place)
        if isinstance(cell, int | Decimal):
            self._sheet.write_number(*at, cell)
        elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
            shape = self._instant if isinstance(cell, datetime) else self._day
            self._sheet.write_datetime(*at, cell, shape)
        elif cell != "":
            self._sheet.write_string(*at, str(cell)[:LONGEST_TEXT])

    def finished(self) -> bytes:
        if self._columns and self._rows:
            self._sheet.autofilter(0, 0, self._rows, self._columns - 1)
        self._book.close()
        return self._path.read_bytes()


def tab(title: str) -> str:
    """A name Excel takes for a sheet: at most 31 characters, none of ``[]:*?/\\``, no apostrophe at an end."""
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in title).strip("' ")[:31] or "1"
