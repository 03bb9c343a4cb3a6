"""``python -m bench.imports``: how long a company's first files take, and how much memory.

Materials and bills of material, each with one bad row, are checked, imported and undone, in the way a worker does it.
Everything runs in a folder of its own and ends by itself; with ``--here`` in the database of the settings.
"""

from __future__ import annotations

import asyncio
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bench import stage
from unison_web.demo.companies import system
from unison_web.kit.actor import Actor
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.engine import connect
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.memory import seldom
from unison_web.modules.bom.service.structure import load_below
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.service import steering, taking, undoing
from unison_web.modules.imports.service.working import Work
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.organizations import service
from unison_web.settings import get_settings, load

#: Each part goes into one of a tenth as many.
WIDTH = 10


@click.command()
@click.option("--materials", default=1_000_000, help="Rows of the file of materials.")
@click.option("--lines", default=0, help="Rows of the file of bills.")
@click.option("--here", is_flag=True, help="In the database of the settings, which runs already.")
@click.option("--undo/--keep", default=True, help="Take it all back at the end.")
def main(materials: int, lines: int, here: bool, undo: bool) -> None:
    """Import large files and undo them."""
    if here:
        asyncio.run(measure(get_settings().url("app"), materials, lines, undo=undo))
        return
    with tempfile.TemporaryDirectory(prefix="unison-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where we are root
        server = EmbeddedServer(Path(folder))
        server.start()
        try:
            settings = load({"UNISON_DATA_DIR": folder, "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
            asyncio.run(stage.migrated(settings))
            asyncio.run(measure(settings.url("app"), materials, lines, undo=undo))
        finally:
            server.stop()


async def measure(url: str, materials: int, lines: int, *, undo: bool) -> None:
    seldom()
    engine, organization = connect(url), new_id()
    actor = system(organization)
    async with unit_of_work(engine, actor) as uow:
        await service.found(uow, f"bench-{str(organization)[-6:]}", "Bench", currency="EUR")
        uow.session.add(Unit(code="PCE", name="Piece", dimension="count"))
    done = [await brought(engine, actor, "materials", parts(materials), materials)]
    if lines:
        done.append(await brought(engine, actor, "bom", bills(lines), lines))
        await read(engine, actor)
    for import_id, rows in reversed(list(zip(done, (materials, lines), strict=False))) if undo else ():
        await ask(engine, actor, import_id, "undo")
        with timed("  undo", rows):
            await undoing.undo(engine, actor, import_id)
        click.echo(f"    {await outcome(engine, actor, import_id)}")
    await engine.dispose()


def parts(count: int) -> Iterator[str]:
    yield "Part No.;Name;UoM;Make/Buy;Cost\n"
    for n in range(count):
        unit = "NONE" if n == count // 2 else "PCE"
        yield f"B{n:08};Screw M{n % 40}x{n % 97};{unit};buy;{n % 900},{n % 10}5\n"


def bills(count: int) -> Iterator[str]:
    yield "Parent;Component;Qty\n"
    for n in range(1, count + 1):
        component = "NOTHING" if n == count - 1 else f"B{n:08}"
        yield f"B{(n - 1) // WIDTH:08};{component};{n % 7 + 1}\n"


async def brought(engine: AsyncEngine, actor: Actor, noun: str, lines: Iterator[str], rows: int) -> UUID:
    """A file through the importer: taken, checked, imported without its bad row."""
    click.echo(f"{rows:,} rows of {noun}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{noun}.csv"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(lines)
        with timed("  take", rows):
            async with unit_of_work(engine, actor) as uow:
                row = await taking.take(uow, [taking.Given(path.name, path)], noun)
    began = time.perf_counter()
    await ask(engine, actor, row.id, "check")
    with timed("  check", rows):
        await Work(engine, actor, row.id).check()
    await ask(engine, actor, row.id, "apply")
    with timed("  import", rows):
        await Work(engine, actor, row.id).apply(leave_out=True)
    click.echo(f"    {await outcome(engine, actor, row.id)}, {time.perf_counter() - began:.0f} s together")
    return row.id


async def read(engine: AsyncEngine, actor: Actor) -> None:
    """The whole structure, right after it came."""
    async with unit_of_work(engine, actor, limits=JOB_LIMITS) as uow:
        mine = Material.organization_id == actor.organization_id
        top = await uow.session.scalar(select(Material.id).where(mine, Material.number == f"B{0:08}"))
        assert top
        began = time.perf_counter()
        loaded = await load_below(uow, top, uow.now().date())
        click.echo(f"  {len(loaded.lines):,} lines read in {time.perf_counter() - began:.1f} s right after")


async def ask(engine: AsyncEngine, actor: Actor, import_id: UUID, verb: str) -> None:
    async with unit_of_work(engine, actor) as uow:
        row = await steering.meant(uow, import_id)
        if verb == "apply":
            await steering.apply(uow, row, leave_out=True)
        else:
            await {"check": steering.check, "undo": steering.undo}[verb](uow, row)


async def outcome(engine: AsyncEngine, actor: Actor, import_id: UUID) -> str:
    async with unit_of_work(engine, actor) as uow:
        found = await uow.session.get(Import, (actor.organization_id, import_id))
        assert found
        return f"{found.state} {found.counts} {found.error[:300]}".strip()


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    began, busy = time.perf_counter(), time.process_time()
    yield
    took, own = time.perf_counter() - began, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(f"{what:8} {took:7.1f} s, {own:5.1f} s of it ours {rows / took:9,.0f} rows/s  {most:6.0f} MB at most")


if __name__ == "__main__":
    main()
