"""The rows of a page as a file, in the words of who asks and with the digits of the page."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.listing import Column
from unison_web.modules.exports import comma, excel
from unison_web.modules.exports.sheet import Sheet
from unison_web.modules.reporting.schemas import FigureRow, OeeOut

COLUMNS = (
    Column("code", _("Code")),
    Column("name", _("Name")),
    Column("oee", _("OEE %")),
    Column("availability", _("Availability %")),
    Column("effectiveness", _("Effectiveness %")),
    Column("quality_ratio", _("Quality ratio %")),
    Column("good", _("Good")),
    Column("scrap", _("Bad")),
    Column("calendar", _("Calendar time, min")),
    Column("busy", _("Planned busy time, min")),
    Column("production", _("Production, min")),
    Column("setup", _("Setup, min")),
    Column("delay", _("Delay, min")),
    Column("unexplained", _("Without a reason, min")),
    Column("down", _("Breakdown, min")),
    Column("idle", _("No order, min")),
    Column("unknown", _("No data, min")),
    Column("planned_down", _("Planned stop, min")),
    Column("earned", _("Planned for the pieces, min")),
    Column("note", _("Note")),
)


async def file_of(found: OeeOut, form: str, zone: ZoneInfo) -> tuple[bytes, str, str]:
    """The file, its type and its name."""
    sheet, rows = Sheet(COLUMNS, zone), [*found.rows, _total(found)]
    name = f"oee-{found.plant}-{found.day}.{form}"
    if form == "csv":
        return comma.MARK + comma.lines([sheet.heads, *sheet.rows(rows)]), comma.TYPE, name
    if form != "xlsx":
        raise Refused(format=now_("Choose csv or xlsx"))
    return await asyncio.to_thread(_book, found.title, sheet, rows), excel.TYPE, name


def _total(found: OeeOut) -> FigureRow:
    found.total.code = now_("Total")
    return found.total


def _book(title: str, sheet: Sheet, rows: list[FigureRow]) -> bytes:
    with excel.Book(title, sheet.heads) as book:
        book.write(sheet.rows(rows))
        return book.finished()
