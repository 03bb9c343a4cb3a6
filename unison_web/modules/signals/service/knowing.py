"""Tags and their newest values, as the pipeline needs them: those that were never heard are written down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, text

from unison_web.engine.signal import Value, number, word
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.sets import as_json
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Connection, Tag
from unison_web.modules.signals.repository import TagRepository

LATEST = text(
    """INSERT INTO signal_latest
      (organization_id, id, created_at, plant_id, tag_id, at, received_at, value, said, recent)
    SELECT CAST(:o AS uuid), each.id, CAST(:now AS timestamptz), CAST(:p AS uuid), each.tag, each.at,
      CAST(:now AS timestamptz), each.value, each.said, CAST(each.recent AS jsonb)
    FROM unnest(CAST(:ids AS uuid[]), CAST(:tags AS uuid[]), CAST(:ats AS timestamptz[]),
      CAST(:values AS double precision[]), CAST(:said AS text[]), CAST(:recent AS text[]))
      AS each(id, tag, at, value, said, recent)
    ON CONFLICT (organization_id, tag_id) DO UPDATE SET recent = excluded.recent, received_at = excluded.received_at,
      value = CASE WHEN excluded.at >= signal_latest.at THEN excluded.value ELSE signal_latest.value END,
      said = CASE WHEN excluded.at >= signal_latest.at THEN excluded.said ELSE signal_latest.said END,
      at = greatest(excluded.at, signal_latest.at)"""
)


class Newest(NamedTuple):
    tag: UUID
    at: datetime
    value: Value
    recent: list[tuple[datetime, Value]]


async def known(uow: UnitOfWork, connection: Connection, names: Collection[str]) -> dict[str, Tag]:
    """Tags by name. New names become tags nobody has mapped yet, up to the most a connection may have."""
    found = {tag.name: tag for tag in await TagRepository(uow).named(connection.id, names)}
    missing = [name for name in names if name not in found]
    if missing:
        mine = Tag.organization_id == uow.organization_id, Tag.connection_id == connection.id
        room = rules.MOST_TAGS - int(await uow.session.scalar(select(func.count()).where(*mine)) or 0)
        rows = [
            {"connection_id": connection.id, "plant_id": connection.plant_id, "name": name, "words": None}
            for name in missing[: max(room, 0)]
        ]
        await bulk_insert(uow, Tag, rows)
        found |= {tag.name: tag for tag in await TagRepository(uow).named(connection.id, missing)}
    return found


async def remember(uow: UnitOfWork, plant: UUID, rows: Iterable[Newest]) -> None:
    """In the order of their keys, so that two that write at once wait for each other instead of dying."""
    ordered = sorted(rows, key=lambda row: row.tag.int)
    if not ordered:
        return
    numbers = [None if isinstance(row.value, bool) else number(row.value) for row in ordered]
    await uow.session.execute(
        LATEST,
        {
            "o": uow.organization_id, "p": plant, "now": uow.now(), "ids": [new_id() for _row in ordered],
            "tags": [row.tag for row in ordered], "ats": [row.at for row in ordered], "values": numbers,
            "said": [None if row.value is None else _said(row.value) for row in ordered],
            "recent": [as_json({"values": [[at, value] for at, value in row.recent]}) for row in ordered],
        },
    )  # fmt: skip


def _said(value: Value) -> str:
    return value[:200] if isinstance(value, str) else word(value)
