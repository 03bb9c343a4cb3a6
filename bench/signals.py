"""``python -m bench.signals``: how many values of machines a second go in, and how soon they are seen.

Everything as the application role under its policies, in batches of ten thousand rows as programs send them: the
statement that writes rows with the sums of their minutes and hours; the whole pipeline, which also sorts, judges and
remembers the newest value; and the pipeline behind HTTP with JSON. Then the questions that pages ask.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import click
import httpx
import msgspec
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench import stage
from bench.load import percentile
from unison_web.demo.companies import system
from unison_web.engine.signal import Reading
from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules import manifests
from unison_web.modules.machines.models import Machine
from unison_web.modules.signals.models import Connection, Link, Tag
from unison_web.modules.signals.repository import ConnectionRepository, LatestRepository, TagRepository
from unison_web.modules.signals.service import looking, pipeline, series
from unison_web.settings import Settings, load

WANTED, LATEST_MS, CURVE_MS = 100_000, 1.0, 5.0
TAGS, ROWS = 200, 10_000
Batch = list[Reading]


@click.command()
@click.option("--streams", default=2, help="Connections that send at once.")
@click.option("--batches", default=40, help="Batches of ten thousand rows of each.")
@click.option("--questions", default=200, help="Times each question is asked.")
def main(streams: int, batches: int, questions: int) -> None:
    with tempfile.TemporaryDirectory(prefix="unison-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where we are root
        server = EmbeddedServer(Path(folder))
        server.start()
        try:
            settings = load({"UNISON_DATA_DIR": folder, "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
            manifests()
            company = asyncio.run(stage.prepare(settings))
            asyncio.run(measure(settings, company.organization, streams, batches, questions))
            over_http(folder, batches // 4)
        finally:
            server.stop()


async def measure(settings: Settings, organization: UUID, streams: int, batches: int, questions: int) -> None:
    engine = connect(settings.database_url, pool_size=streams + 2)
    try:
        made = [await connection(engine, organization, f"Stream {n}") for n in range(streams + 1)]
        actor = system(organization)
        click.echo(f"ingest under row-level security ({ROWS:,} rows a batch, {TAGS} tags, {streams} at once)")
        for what, put, days in (("rows with their sums", write, 10), ("the whole pipeline", take, 5)):
            start = clock.now() - timedelta(days=days)
            send = partial(put, engine, actor)
            told(what, await rate(engine, made[:streams], batches, send, start))
        await take(engine, actor, made[streams], spread(made[streams][1]))
        await ask(engine, actor, made[streams], questions)
    finally:
        await engine.dispose()


Made = tuple[Connection, list[Tag]]


async def connection(engine: AsyncEngine, organization: UUID, name: str) -> Made:
    """Switched on, with its tags mapped to a machine as measured values."""
    async with unit_of_work(engine, system(organization)) as uow:
        machine = (await uow.session.scalars(select(Machine).order_by(Machine.code).limit(1))).one()
        row = Connection(plant_id=machine.plant_id, name=name, enabled=True)
        uow.session.add(row)
        await uow.session.flush()
        uow.session.add(Link(plant_id=machine.plant_id, connection_id=row.id, error=""))
        base = {"connection_id": row.id, "plant_id": machine.plant_id, "machine_id": machine.id, "words": None}
        await bulk_insert(
            uow, Tag, [{**base, "name": f"m/{n}", "kind": "telemetry"} for n in range(TAGS)], audited=False
        )
        tags = await TagRepository(uow).named(row.id, [f"m/{n}" for n in range(TAGS)])
        return row, tags


def batch(tags: list[Tag], start: datetime) -> Batch:
    """Every tag ten times a second, in the order of time: as a gateway sends it."""
    each = ROWS // len(tags)
    step = timedelta(milliseconds=100)
    return [Reading(tag.name, start + step * n, n * 0.25 + 20) for n in range(each) for tag in tags]


async def write(engine: AsyncEngine, actor: Actor, made: Made, readings: Batch) -> int:
    """The statement alone."""
    connection, tags = made
    rows = series.Columns()
    places = {tag.name: place for place, tag in enumerate(tags, 1)}
    rows.tags = [tag.id for tag in tags]
    rows.places = [places[reading.tag] for reading in readings]
    rows.ats = [reading.at or clock.now() for reading in readings]
    rows.values = [float(reading.value or 0) for reading in readings]
    async with unit_of_work(engine, actor) as uow:
        return await series.write(uow, connection.plant_id, rows)


async def take(engine: AsyncEngine, actor: Actor, made: Made, readings: Batch) -> int:
    async with unit_of_work(engine, actor) as uow:
        connection = await ConnectionRepository(uow).by_id(made[0].id)
        return (await pipeline.take(uow, connection, readings)).taken


@dataclass(frozen=True)
class Rate:
    """Rows a second by the clock, and seconds of processor for a hundred thousand: here, and in PostgreSQL."""

    rows: float
    ours: float = 0
    theirs: float = 0


async def rate(
    engine: AsyncEngine, made: list[Made], batches: int, put: Callable[[Made, Batch], Awaitable[int]], start: datetime
) -> Rate:
    """Rows a second of all streams together; the batches are there before the clock runs."""
    length = timedelta(milliseconds=100) * (ROWS // TAGS)
    waiting = [(one, [batch(one[1], start + length * n) for n in range(batches)]) for one in made]

    async def stream(one: Made, batches: list[Batch]) -> int:
        return sum([await put(one, each) for each in batches])

    began, before, here = time.perf_counter(), await busy(engine), time.process_time()
    written = sum(await asyncio.gather(*(stream(one, batches) for one, batches in waiting)))
    took, here = time.perf_counter() - began, time.process_time() - here
    if written != ROWS * batches * len(made):
        raise SystemExit(f"only {written} rows were new")
    per = 100_000 / written
    return Rate(written / took, here * per, (await busy(engine) - before) * per)


async def busy(engine: AsyncEngine) -> float:
    """Seconds of processor the connections of the application have used, where the system tells."""
    async with engine.connect() as asking:
        pids = list(await asking.scalars(text("SELECT pid FROM pg_stat_activity WHERE usename = current_user")))
    stats = [Path(f"/proc/{pid}/stat") for pid in pids]
    fields = [stat.read_text(encoding="utf-8").rpartition(")")[2].split() for stat in stats if stat.exists()]
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def told(what: str, found: Rate) -> None:
    cpu = f", CPU s a 100,000: {found.ours:.2f} here, {found.theirs:.2f} PostgreSQL" if found.theirs else ""
    click.echo(f"  {what:<22} {found.rows:>9,.0f} rows/s ({WANTED:,} wanted){cpu}")


def spread(tags: list[Tag]) -> Batch:
    """Ten days of a few tags, every five minutes."""
    start, step = clock.now() - timedelta(days=10), timedelta(minutes=5)
    return [Reading(tag.name, start + step * n, 20 + n % 40) for n in range(10 * 288) for tag in tags[:3]]


async def ask(engine: AsyncEngine, actor: Actor, made: Made, questions: int) -> None:
    click.echo("questions of pages")
    async with unit_of_work(engine, actor) as uow:
        tag = await TagRepository(uow).record(made[1][0].id)
        for what, question, wanted in (
            ("newest value of a tag", lambda: LatestRepository(uow).of(tag.id), LATEST_MS),
            ("ten days by the hour", lambda: looking.curve(uow, tag, "ten_days"), CURVE_MS),
        ):
            waits = [await timed(question) for _n in range(questions)]
            click.echo(
                f"  {what:<26} {median(waits):>7.2f} ms, p95 {percentile(waits, 0.95):.2f} ms ({wanted:g} wanted)"
            )
        found = await looking.curve(uow, tag, "ten_days")
        click.echo(f"  points of the ten days     {len(found.points):>7}")


async def timed(question: Callable[[], Any]) -> float:
    began = time.perf_counter()
    await question()
    return (time.perf_counter() - began) * 1000


def over_http(folder: str, batches: int) -> None:
    """One program, one connection, JSON of ten thousand rows a post."""
    with stage.granian("unison_web.app:create_app", factory=True, UNISON_DATA_DIR=folder, UNISON_ENV="demo") as (
        port,
        _pid,
    ):
        token = stage.Api(port, "admin").token
        start, length = clock.now() - timedelta(days=2), timedelta(milliseconds=100) * (ROWS // TAGS)
        tags = [Tag(name=f"m/{n}") for n in range(TAGS)]
        bodies = []
        for n in range(batches):
            rows = [{"tag": one.tag, "at": one.at, "value": one.value} for one in batch(tags, start + length * n)]
            bodies.append(msgspec.json.encode({"connection": "Stream 0", "message": f"bench-{n}", "rows": rows}))
        headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
            began = time.perf_counter()
            for n, body in enumerate(bodies):
                answer = client.post("/api/v1/signals", content=body, headers={"idempotency-key": f"bench-signals-{n}"})
                if answer.status_code != 200 or answer.json()["taken"] != ROWS:
                    raise SystemExit(answer.text[:500])
            told("over HTTP, one sender", Rate(ROWS * batches / (time.perf_counter() - began)))


if __name__ == "__main__":
    main()
