"""CSV (RFC 4180) in UTF-8 with a mark at its beginning, by which Excel knows that it is UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from unison_web.modules.exports.sheet import Cell

MARK = "\ufeff".encode()
TYPE = "text/csv; charset=utf-8"
#: A text that begins with one of these is a formula to a spreadsheet (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([_said(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _said(cell: Cell) -> str:
    """Numbers with a point, days and instants as ISO 8601 has them; a text never becomes a formula."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return "'" + cell if isinstance(cell, str) and cell.startswith(FORMULA) else str(cell)
