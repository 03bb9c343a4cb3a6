"""Making paper in a test the way the worker makes it, and looking at it the way a scanner does."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from tests.cast import Person
from unison_web import worker
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.pdf import Printer
from unison_web.kit.web import templates
from unison_web.modules import manifests
from unison_web.modules.prints.jobs import render_print
from unison_web.settings import Settings

MILLIMETRES = 25.4 / 72
LABEL_PRINTER = 203  # dots per inch of the thermal printers on a shop floor
needs_poppler = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="run: python bin/system.py poppler")


@dataclass(frozen=True)
class Code:
    """What a scanner reads: the kind of symbol and its text."""

    kind: str
    text: str


@asynccontextmanager
async def workshop(settings: Settings, engine: AsyncEngine) -> AsyncIterator[dict[str, Any]]:
    """The context the worker gives to each job."""
    words = {name: word for module in manifests() for name, word in module.words.items()}
    printer = Printer()
    yield {
        "settings": settings,
        "engine": engine,
        "jinja": templates.environment(words, reload=False),
        "printer": printer,
    }
    printer._pool.shutdown(wait=True)


async def job_row(connection: AsyncConnection, print_id: str, kind: str = "print") -> bytes | None:
    """The job as the queue holds it."""
    found = await connection.execute(
        text("select job from saq.saq_jobs where key = :key"), {"key": f"unison:{kind}:{print_id}"}
    )
    row = found.scalar_one_or_none()
    return bytes(row) if row is not None else None


async def job_of(settings: Settings, engine: AsyncEngine, print_id: str) -> Any:
    """Read back by SAQ's own queue, so that what we insert is what it understands."""
    async with open_connection(engine) as connection:
        raw = await job_row(connection, print_id)
    return jobs.queue(settings.database_url).deserialize(raw)


async def ask(person: Person, number: str, kind: str, copies: int = 1) -> dict[str, Any]:
    answer = await person.api("POST", f"/work-orders/{number}/prints", {"kind": kind, "copies": copies})
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def size_in_mm(pdf: Path) -> tuple[int, int]:
    said = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", said).groups()  # type: ignore[union-attr]
    return round(float(width) * MILLIMETRES), round(float(height) * MILLIMETRES)


def pages(pdf: Path) -> Iterator[Image.Image]:
    """Each page as a thermal printer would burn it: 203 dots an inch, black or white, nothing between."""
    subprocess.run(["pdftoppm", "-r", str(LABEL_PRINTER), "-mono", pdf, pdf.with_suffix("")], check=True)
    for file in sorted(pdf.parent.glob(f"{pdf.stem}-*.pbm")):
        with Image.open(file) as page:
            yield page.convert("L")


def codes(pdf: Path) -> set[Code]:
    return {Code(found.format.name, found.text) for page in pages(pdf) for found in zxingcpp.read_barcodes(page)}


def saved(folder: Path, document: bytes) -> Path:
    file = folder / "paper.pdf"
    file.write_bytes(document)
    return file


def order_input(material: str) -> dict[str, str]:
    return {"material": material, "quantity": "12", "due_at": "2027-01-15T16:00:00", "customer": "SO-1"}


async def made(context: dict[str, Any], settings: Settings, engine: AsyncEngine, print_id: str) -> None:
    """What the worker does with the job."""
    job = await job_of(settings, engine, print_id)
    _name, run = worker.alive(render_print)
    await run({**context, "job": job}, **job.kwargs)


def words(pdf: Path) -> str:
    """Everything that can be read on it."""
    told = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return told.stdout
