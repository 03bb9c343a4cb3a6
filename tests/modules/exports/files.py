"""Reading files back the way a spreadsheet does, and making them the way the worker does."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.demo.companies import system
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.web.listview import ListView
from unison_web.modules.exports.jobs import make_export
from unison_web.settings import Settings

NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
#: Excel's day 0, counting from 1 March 1900 on.
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet knows no zones


#: How a workbook writes what XML has no place for.
ESCAPED = re.compile("_x([0-9A-F]{4})_")


@dataclass(frozen=True)
class Cell:
    """``kind`` is text, number or formula; ``shape`` the number format."""

    kind: str
    value: Any
    shape: str = ""


def csv_rows(body: bytes) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to know UTF-8"
    said = body.decode("utf-8-sig")
    assert "\n" not in said.replace("\r\n", "") or '"' in said, "lines end with CR LF"
    return list(csv.reader(io.StringIO(said, newline="")))


def sheet_rows(body: bytes) -> list[list[Cell | None]]:
    """The first sheet: a list of cells a row, None where a cell is empty."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        shapes = formats(ElementTree.fromstring(book.read("xl/styles.xml")))
    rows = sheet.findall("x:sheetData/x:row", NS)
    width = max(column(cell) for row in rows for cell in row) + 1
    found = []
    for row in rows:
        cells: list[Cell | None] = [None] * width
        for cell in row:
            cells[column(cell)] = read(cell, shapes)
        found.append(cells)
    return found


def formats(styles: ElementTree.Element) -> list[str]:
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.findall("x:numFmts/x:numFmt", NS)}
    return [own.get(one.get("numFmtId"), "") for one in styles.findall("x:cellXfs/x:xf", NS)]


def column(cell: ElementTree.Element) -> int:
    place = 0
    for letter in (letter for letter in cell.get("r", "") if letter.isalpha()):
        place = place * 26 + ord(letter) - 64
    return place - 1


def read(cell: ElementTree.Element, shapes: list[str]) -> Cell | None:
    if cell.find("x:f", NS) is not None:
        return Cell("formula", cell.findtext("x:f", "", NS))
    if cell.get("t") == "inlineStr":
        return Cell("text", ESCAPED.sub(lambda code: chr(int(code[1], 16)), cell.findtext("x:is/x:t", "", NS)))
    said = cell.findtext("x:v", None, NS)
    shape = shapes[int(cell.get("s", 0))]
    if said is None:
        return None
    return Cell("number", instant(said) if shape else float(said), shape)


def instant(said: str) -> datetime:
    return EPOCH + timedelta(seconds=round(float(said) * 86400))


async def taken(person: Person, view: ListView | str, form: str, **asked: str) -> bytes:
    noun = view if isinstance(view, str) else view.noun
    answer = await person.client.get(f"/exports/lists/{noun}.{form}", params=asked, headers={"accept": "text/html"})
    assert answer.status_code == 200, answer.text[:400]
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="{noun}-')
    return answer.content


async def job_of(settings: Settings, engine: AsyncEngine, export_id: str) -> Any:
    """As the queue holds it."""
    key = {"key": f"unison:export:{export_id}"}
    async with open_connection(engine) as connection:
        row = (await connection.execute(text("select job from saq.saq_jobs where key = :key"), key)).scalar_one()
    return jobs.queue(settings.database_url).deserialize(bytes(row))


async def made(settings: Settings, engine: AsyncEngine, export_id: str) -> None:
    """What the worker does with the job."""
    job = await job_of(settings, engine, export_id)
    await make_export({"engine": engine, "settings": settings, "job": job}, **job.kwargs)


async def look(person: Person, export_id: str) -> dict[str, Any]:
    """What its page says."""
    answer = await person.api("GET", f"/exports/{export_id}")
    return answer.json()  # type: ignore[no-any-return]


async def run(engine: AsyncEngine, person: Person, statement: str, **values: Any) -> Any:
    """In the person's company, as the application."""
    async with unit_of_work(engine, system(person.organization)) as uow:
        found = await uow.session.execute(text(statement), values)
        return found.mappings().all() if found.returns_rows else []
