"""Making labels in a test the way the worker makes them, and a label printer that listens like one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.prints import paper
from tests.modules.stock.place import code, made, material, warehouse
from unison_web import worker
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.modules.labels.jobs import print_label
from unison_web.settings import Settings

GTIN = "09506000134352"
TEXT = {"kind": "text", "x": "3", "y": "3", "size": "4", "width": "60", "text": "{number}"}
MATRIX = {
    "kind": "code",
    "x": "70",
    "y": "4",
    "size": "0.5",
    "code": "gs1_datamatrix",
    "text": "(01){gtin}(10){number}",
}
BARS = {"kind": "code", "x": "3", "y": "20", "size": "0.25", "height": "10", "code": "code128", "text": "{number}"}
LINK = {"kind": "code", "x": "70", "y": "24", "size": "0.5", "code": "digital_link", "text": "(01){gtin}(10){number}"}
LINE = {"kind": "line", "x": "3", "y": "16", "width": "60", "height": "0.5"}
BOX = {"kind": "box", "x": "1", "y": "1", "width": "98", "height": "48", "size": "0.25"}


async def a_label(person: Person, *elements: dict[str, Any], noun: str = "lots", released: bool = True) -> str:
    """A label of 100 × 50 mm, by its code."""
    said = {"code": code("LB"), "name": "A label", "noun": noun, "width": "100", "height": "50"}
    row = await made(person, "/labels", {**said, "elements": list(elements) or [TEXT, MATRIX, BARS, LINK, LINE, BOX]})
    if released:
        await made(person, f"/labels/{row['id']}/release", {})
    return str(row["code"])


async def a_printer(person: Person, kind: str = "pdf", **more: Any) -> str:
    said = {"code": code("PR"), "name": "A printer", "kind": kind, **more}
    return str((await made(person, "/printers", said))["code"])


async def a_lot(planner: Person, logistics: Person, number: str = "", **more: Any) -> str:
    """Ten pieces of a lot, of a material with a GTIN of its own unless it is said."""
    gtin = more.pop("gtin", "")
    part = await material(planner, "lot", **({"gtin": gtin} if gtin else {}))
    said = {"material": part, "quantity": "10", "location": await warehouse(logistics), "lot": number or code("L")}
    await made(logistics, "/stock-receipts", {**said, **more})
    return said["lot"]


async def printed(
    person: Person, context: dict[str, Any], settings: Settings, engine: AsyncEngine, said: dict[str, Any], at: str = ""
) -> dict[str, Any]:
    """Ask for a label and let the worker do its job, once."""
    row = await made(person, at or "/label-prints", said)
    await work(context, settings, engine, row["id"])
    return (await person.api("GET", f"/label-prints/{row['id']}")).json()  # type: ignore[no-any-return]


async def work(context: dict[str, Any], settings: Settings, engine: AsyncEngine, print_id: str) -> None:
    async with open_connection(engine) as connection:
        raw = await paper.job_row(connection, print_id, "label")
    job = jobs.queue(settings.database_url).deserialize(raw)
    _name, run = worker.alive(print_label)
    await run({**context, "job": job}, **job.kwargs)


@asynccontextmanager
async def listening() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A label printer: its port, and what came in, a job each."""
    heard: list[bytes] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], heard
