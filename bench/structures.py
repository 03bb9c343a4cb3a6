"""``python -m bench.structures``: opening a bill of 10 levels with 2,000 lines, and exploding 100,000 lines.

The database, the queries and the arithmetic are the product's own; everything runs in a folder of its own and ends by
itself. Questions are counted: their number may not depend on how many lines there are.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench import stage
from unison_web.demo.companies import system
from unison_web.engine import explosion
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.engine import connect
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.memory import seldom
from unison_web.modules.bom.models import Bom, BomLine
from unison_web.modules.bom.service.structure import load_below
from unison_web.modules.bom.service.views import tree
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.settings import Settings, load

LEVELS = 10


@click.command()
@click.option("--lines", default=100_000, help="Lines of the large structure.")
def main(lines: int) -> None:
    with tempfile.TemporaryDirectory(prefix="unison-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as another user where we are root
        server = EmbeddedServer(Path(folder))
        server.start()
        try:
            settings = load({"UNISON_DATA_DIR": folder, "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
            company = asyncio.run(stage.prepare(settings))
            asyncio.run(measure(settings, company.organization, lines))
        finally:
            server.stop()


async def measure(settings: Settings, organization: UUID, lines: int) -> None:
    seldom()
    engine = connect(settings.database_url)
    try:
        for name, width in (("2,000 lines", 200), (f"{lines:,} lines", lines // LEVELS)):
            top = await build(engine, organization, name, width)
            await analyze(settings.database_owner_url)
            await explode(engine, organization, top, name)
    finally:
        await engine.dispose()


async def analyze(url: str) -> None:
    """What autovacuum does within a minute: without figures the planner takes a recursion for a handful of rows."""
    owner = connect(url)
    async with owner.connect() as connection:
        await connection.execute(text("ANALYZE materials, boms, bom_lines"))
        await connection.commit()
    await owner.dispose()


async def build(engine: AsyncEngine, organization: UUID, name: str, width: int) -> UUID:
    """Each part of a level goes into one of the level above, the first level into the top."""
    async with unit_of_work(engine, system(organization), limits=JOB_LIMITS) as uow:
        unit = await uow.session.scalar(select(Unit.id).where(Unit.organization_id == organization).limit(1))
        numbers = [f"{name}", *(f"{name} {level}-{place}" for level in range(LEVELS) for place in range(width))]
        rows = [{"number": n, "name": n, "type": "make", "unit_id": unit, "search_text": n} for n in numbers]
        await bulk_insert(uow, Material, rows)
        known = await MaterialRepository(uow).ids_by_number()
        parents = [numbers[0], *(f"{name} {level}-{place}" for level in range(LEVELS - 1) for place in range(width))]
        await bulk_insert(uow, Bom, [{"material_id": known[n], "revision": "A", "state": "released"} for n in parents])
        bills = dict(
            (
                await uow.session.execute(select(Bom.material_id, Bom.id).where(Bom.organization_id == organization))
            ).all()
        )
        lines = [
            {
                "bom_id": bills[known[numbers[0] if level == 0 else f"{name} {level - 1}-{place}"]],
                "component_id": known[f"{name} {level}-{place}"], "quantity": Decimal(2), "unit_id": unit,
            }
            for level in range(LEVELS)
            for place in range(width)
        ]  # fmt: skip
        await bulk_insert(uow, BomLine, lines)
        return known[numbers[0]]


async def explode(engine: AsyncEngine, organization: UUID, top: UUID, name: str) -> None:
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda _c, _k, statement, *_r: asked.append(statement))
    async with unit_of_work(engine, system(organization), limits=JOB_LIMITS) as uow:
        material = await MaterialRepository(uow).record(top)
        asked.clear()
        start, busy = time.perf_counter(), time.process_time()
        loaded = await load_below(uow, top, uow.now().date())
        read, ours = time.perf_counter(), time.process_time() - busy
        sums = explosion.totals(loaded.structure, top)
        summed = time.perf_counter()
        shown = tree(loaded, material, None, Decimal(1), None, ended=False)
        done = time.perf_counter()
    print(
        f"{name}: read {read - start:.2f} s ({ours:.2f} s of it ours) in {len(asked)} questions, "
        f"summed {len(sums):,} components in {summed - read:.2f} s, "
        f"{len(shown.rows):,} rows made ready in {done - summed:.2f} s"
    )


if __name__ == "__main__":
    main()
