"""Values into series, in one statement: the rows, and the sums of their minutes and hours.

COPY is refused under row-level security; one array for each column is nearly as fast. Only rows that are new are
summed, so a value that comes twice changes nothing and one that comes late changes exactly its own minute and hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from unison_web.kit.db.unit_of_work import UnitOfWork

CHUNK = 20_000


def _sums(table: str, unit: str) -> str:
    kept = f"{table}.last_at"
    return f"""INSERT INTO {table} (organization_id, tag_id, plant_id, at, n, total, low, high, last, last_at)
    SELECT CAST(:o AS uuid), tag_id, CAST(:p AS uuid), date_trunc('{unit}', at, 'UTC') AS began, count(*), sum(value),
      min(value), max(value), (array_agg(value ORDER BY at DESC))[1], max(at)
    FROM kept GROUP BY tag_id, began ORDER BY tag_id, began
    ON CONFLICT (organization_id, tag_id, at) DO UPDATE SET n = {table}.n + excluded.n,
      total = {table}.total + excluded.total, low = least({table}.low, excluded.low),
      high = greatest({table}.high, excluded.high),
      last = CASE WHEN excluded.last_at >= {kept} THEN excluded.last ELSE {table}.last END,
      last_at = greatest({kept}, excluded.last_at)"""  # noqa: S608  names are ours


STATEMENT = (  # names are ours; every value is a parameter
    """WITH kept AS (
    INSERT INTO telemetry (organization_id, tag_id, plant_id, at, value)
    SELECT CAST(:o AS uuid), (CAST(:tags AS uuid[]))[each.place], CAST(:p AS uuid), each.at, each.value
    FROM unnest(CAST(:places AS integer[]), CAST(:ats AS timestamptz[]), CAST(:values AS double precision[]))
      AS each(place, at, value)
    ON CONFLICT DO NOTHING RETURNING tag_id, at, value
), minutes AS ("""  # noqa: S608
    + _sums("telemetry_minutes", "minute")
    + "), hours AS ("
    + _sums("telemetry_hours", "hour")
    + ") SELECT count(*) FROM kept"
)  # fmt: skip
WRITE = text(STATEMENT)


@dataclass(slots=True)
class Columns:
    """Rows as columns; a tag is named once and then by its place, from 1."""

    tags: list[UUID] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    ats: list[datetime] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, tag: UUID, ats: list[datetime], values: list[float]) -> None:
        self.tags.append(tag)
        self.places.extend([len(self.tags)] * len(ats))
        self.ats.extend(ats)
        self.values.extend(values)


async def write(uow: UnitOfWork, plant: UUID, rows: Columns) -> int:
    """How many were new."""
    new = 0
    for start in range(0, len(rows.ats), CHUNK):
        part = slice(start, start + CHUNK)
        said = {
            "o": uow.organization_id, "p": plant, "tags": rows.tags,
            "places": rows.places[part], "ats": rows.ats[part], "values": rows.values[part],
        }  # fmt: skip
        new += int((await uow.session.execute(WRITE, said)).scalar_one())
    return new
