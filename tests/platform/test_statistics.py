"""What the planner knows of a table while it grows."""

from __future__ import annotations

from sqlalchemy import text

from unison_web.kit.db import statistics
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.materials.models import Unit

FEW = text("SELECT reltuples FROM pg_class WHERE relname = 'units'")
FOREIGN = text("SELECT reltuples FROM pg_class WHERE relname = 'alembic_version'")


async def test_rows_that_are_not_committed_yet_are_known_to_the_planner(uow: UnitOfWork) -> None:
    def rows(first: int, last: int) -> list[dict[str, str]]:
        return [{"code": f"STAT-{n}", "name": "Piece", "dimension": "count"} for n in range(first, last)]

    before = await uow.session.scalar(FEW)
    await bulk_insert(uow, Unit, rows(0, statistics.ENOUGH - 1))
    await statistics.refresh(uow.session)
    assert await uow.session.scalar(FEW) == before  # so few rows are not worth a look
    await bulk_insert(uow, Unit, rows(statistics.ENOUGH, statistics.ENOUGH + 10))
    await statistics.refresh(uow.session)
    assert (await uow.session.scalar(FEW) or 0) >= statistics.ENOUGH


async def test_the_application_has_no_table_looked_at_that_it_does_not_write(uow: UnitOfWork) -> None:
    before = await uow.session.scalar(FOREIGN)
    await statistics.look_at(uow.session, "alembic_version", "pg_authid", "units; drop table units")
    assert await uow.session.scalar(FOREIGN) == before
