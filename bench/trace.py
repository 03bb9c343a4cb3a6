"""``python -m bench.trace``: both trees of a lot among a million edges, four levels deep, as the application role."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from uuid import UUID

import click
import psycopg

from bench import stage
from bench.finding import standing
from bench.load import percentile
from unison_web.demo.companies import system
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.traceability.service import tracing
from unison_web.settings import Settings, load

WANTED, LEVELS = 100, 4
LOTS = """
INSERT INTO stock_lots (organization_id, id, created_at, number, kind, material_id)
SELECT %(company)s, md5('lot' || l || '-' || n)::uuid, now(), 'BENCH-' || l || '-' || n, 'lot',
  (SELECT id FROM materials WHERE organization_id = %(company)s LIMIT 1)
FROM generate_series(0, %(levels)s - 1) l, generate_series(1, %(lots)s) n
"""
EDGES = """
INSERT INTO lot_edges (organization_id, id, created_at, kind, source_kind, source_id, target_kind, target_id, quantity,
  material_id, occurred_at)
SELECT %(company)s, gen_random_uuid(), now(), 'merge', 'lot', md5('lot' || l || '-' || n)::uuid, 'lot',
  md5('lot' || (l + 1) || '-' || (1 + floor(random() * %(lots)s))::int)::uuid, 1,
  (SELECT id FROM materials WHERE organization_id = %(company)s LIMIT 1), now()
FROM generate_series(0, %(levels)s - 2) l, generate_series(1, %(lots)s) n, generate_series(1, %(each)s)
"""


@click.command()
@click.option("--edges", default=1_000_000)
@click.option("--rounds", default=200)
@click.option("--folder", type=click.Path(path_type=Path), help="Keep the data here.")
def main(edges: int, rounds: int, folder: Path | None) -> None:
    with standing(folder) as (server, place):
        settings = load({"UNISON_DATA_DIR": str(place), "UNISON_ENV": "demo", "LOG_LEVEL": "ERROR"})
        company = asyncio.run(stage.prepare(settings)).organization
        lots = edges // 3 // (LEVELS - 1)
        fill(server, company, lots)
        took = asyncio.run(ask(settings, company, lots, rounds))
        click.echo(
            f"{edges} edges: p50 {percentile(took, 0.5):.0f} ms, p95 {percentile(took, 0.95):.0f} ms (≤ {WANTED})"
        )


def fill(server: EmbeddedServer, company: UUID, lots: int) -> None:
    said = {"company": company, "lots": lots, "levels": LEVELS, "each": 3}
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        for statement in (LOTS, EDGES, "ANALYZE lot_edges", "ANALYZE stock_lots"):
            admin.execute(statement, said if "%(" in statement else None)


async def ask(settings: Settings, company: UUID, lots: int, rounds: int) -> list[float]:
    """Lots of every level, chosen at random."""
    dice, took = random.Random(5), []
    engine = connect(settings.database_url)
    for _n in range(rounds):
        code = f"BENCH-{dice.randrange(LEVELS)}-{dice.randint(1, lots)}"
        async with unit_of_work(engine, system(company)) as uow:
            begun = time.perf_counter()
            found = await tracing.trace(uow, code)
            took.append((time.perf_counter() - begun) * 1000)
            assert found.node
    await engine.dispose()
    return took


if __name__ == "__main__":
    main()
