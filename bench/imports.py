"""How long a file takes, and how much memory: materials, checked and imported, on the embedded server of a demo.

UNISON_DATA_DIR=… python -m bench.imports 1000000
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from unison_web.demo.companies import system
from unison_web.kit.db.engine import connect
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.service import steering, taking, undoing
from unison_web.modules.imports.service.working import Work
from unison_web.modules.materials.models import Unit
from unison_web.modules.organizations import service
from unison_web.settings import get_settings


def written(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write("Part No.;Name;UoM;Make/Buy;Cost\n")
        for n in range(rows):
            out.write(f"B{n:08};Screw M{n % 40}x{n % 97};PCE;buy;{n % 900},{n % 10}5\n")


@contextmanager
def timed(what: str, rows: int) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:8} {took:7.1f} s  {rows / took:9,.0f} rows/s  {most:6.0f} MB at most", flush=True)


async def main(rows: int) -> None:
    engine = connect(get_settings().url("app"))
    organization = new_id()
    actor = system(organization)
    async with unit_of_work(engine, actor) as uow:
        await service.found(uow, f"bench-{str(organization)[-6:]}", "Bench", currency="EUR")
        uow.session.add(Unit(code="PCE", name="Piece", dimension="count"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "materials.csv"
        written(path, rows)
        with timed("take", rows):
            async with unit_of_work(engine, actor) as uow:
                row = await taking.take(uow, [taking.Given("materials.csv", path)])
    work = Work(engine, actor, row.id)
    await _ask(engine, actor, row.id, "check")
    with timed("check", rows):
        await work.check()
    await _ask(engine, actor, row.id, "apply")
    with timed("import", rows):
        await Work(engine, actor, row.id).apply(leave_out=False)
    await _ask(engine, actor, row.id, "undo")
    with timed("undo", rows):
        await undoing.undo(engine, actor, row.id)
    async with unit_of_work(engine, actor) as uow:
        found = await uow.session.scalar(select(Import).where(Import.id == row.id))
        assert found
        print(found.state, found.counts, found.error[:300])
    await engine.dispose()


async def _ask(engine: object, actor: object, import_id: UUID, verb: str) -> None:
    async with unit_of_work(engine, actor) as uow:  # type: ignore[arg-type]
        row = await steering.meant(uow, import_id)
        if verb == "apply":
            await steering.apply(uow, row, leave_out=False)
        else:
            await {"check": steering.check, "undo": steering.undo}[verb](uow, row)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
