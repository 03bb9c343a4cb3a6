"""Named questions about seals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Text, and_, cast, exists, func, insert, select, text, true

from unison_web.engine import seals
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.repository import Repository
from unison_web.modules.audit.models import AuditSeal, SealedEntry

ALONE = text("select pg_try_advisory_xact_lock(hashtextextended('audit_seals ' || :organization, 0))")
#: JSON as PostgreSQL holds it: numbers exactly, before any driver makes them binary.
COLUMNS = tuple(
    (cast(column, Text) if name in ("before", "after") else column).label(name)
    for name in seals.ENTRY
    for column in [getattr(AuditEntry, name)]
)
#: Seals, and entries, that are read in one piece.
PAGE, ROOM = 500, 4_000


def as_entry(row: RowMapping) -> dict[str, Any]:
    """A row of :data:`COLUMNS` as the engine hashes it."""
    return {**row, "before": _json(row["before"]), "after": _json(row["after"])}


def _json(said: str | None) -> Any:
    return None if said is None else json.loads(said, parse_float=Decimal, parse_int=Decimal)


class SealRepository(Repository[AuditSeal]):
    model_type = AuditSeal

    async def alone(self) -> bool:
        """Nobody else seals this company's trail until this transaction ends; False where somebody does."""
        return bool(await self.session.scalar(ALONE, {"organization": str(self.uow.organization_id)}))

    async def last(self) -> AuditSeal | None:
        return await self.perhaps(self.mine().order_by(AuditSeal.number.desc()).limit(1))

    async def upto(self) -> datetime | None:
        """The time of the newest entry of the newest seal."""
        last = await self.last()
        return last.last_at if last else None

    def _unsealed(self, since: UUID | None = None) -> ColumnElement[bool]:
        """What no seal has. By membership, not by a mark up to which all is sealed: a transaction that began earlier
        may commit later, and its entries then come with the next seal."""
        mine = self.uow.organization_id
        sealed = exists().where(
            SealedEntry.organization_id == mine, SealedEntry.id == AuditEntry.id,
            SealedEntry.id > since if since else true(),
        )  # fmt: skip
        return and_(AuditEntry.organization_id == mine, AuditEntry.id > since if since else true(), ~sealed)

    async def unsealed(self, limit: int, since: UUID | None = None) -> list[dict[str, Any]]:
        """Entries that wait for a seal, the earliest first."""
        waiting = select(*COLUMNS).where(self._unsealed(since)).order_by(AuditEntry.created_at, AuditEntry.id)
        return [as_entry(row) for row in (await self.session.execute(waiting.limit(limit))).mappings()]

    async def waiting(self) -> int:
        counted = select(func.count()).select_from(AuditEntry).where(self._unsealed())
        return await self.session.scalar(counted) or 0

    async def slipped_in(self, before: datetime) -> RowMapping | None:
        """The first unsealed entry that says it is from before ``before``."""
        late = select(*COLUMNS).where(self._unsealed(), AuditEntry.created_at < before)
        found = await self.session.execute(late.order_by(AuditEntry.created_at, AuditEntry.id).limit(1))
        return found.mappings().one_or_none()

    async def add(self, seal: dict[str, Any], entries: list[dict[str, Any]]) -> None:  # type: ignore[override]
        await self.session.execute(insert(AuditSeal), [seal])
        await self.session.execute(insert(SealedEntry), entries)

    async def starting_within(self, entries: int) -> int:
        """The number of the first of the newest seals that have at most so many entries together."""
        running = func.sum(AuditSeal.row_count).over(order_by=AuditSeal.number.desc())
        mine = AuditSeal.organization_id == self.uow.organization_id
        added = select(AuditSeal.number, running.label("total")).where(mine).subquery()
        return await self.session.scalar(select(func.min(added.c.number)).where(added.c.total <= entries)) or 1

    async def before(self, number: int) -> tuple[str, datetime | None, int]:
        """The hash of the seal before ``number``, the latest time sealed up to there, and how many entries."""
        mine = AuditSeal.organization_id == self.uow.organization_id
        previous = select(AuditSeal.hash).where(mine, AuditSeal.number == number - 1).scalar_subquery()
        facts = select(
            func.coalesce(previous, seals.FIRST), func.max(AuditSeal.last_at),
            func.coalesce(func.sum(AuditSeal.row_count), 0),
        ).where(mine, AuditSeal.number < number)  # fmt: skip
        hash_, upto, entries = (await self.session.execute(facts)).one()
        return hash_, upto, entries

    async def next_group(self, number: int) -> list[AuditSeal]:
        """Seals from ``number`` on that fit into memory with their entries: at least one, where there is one."""
        found = await self.all(self.mine().where(AuditSeal.number >= number).order_by(AuditSeal.number).limit(PAGE))
        taken, room = found[:1], ROOM - sum(seal.row_count for seal in found[:1])
        for seal in found[1:]:
            room -= seal.row_count
            if room < 0:
                break
            taken.append(seal)
        return taken

    async def entries_of(self, group: Sequence[AuditSeal]) -> list[RowMapping]:
        """What each seal holds, in its order, beside the row of the trail it is about (all null where gone)."""
        there = and_(AuditEntry.organization_id == SealedEntry.organization_id, AuditEntry.id == SealedEntry.id)
        held = (
            select(
                SealedEntry.id.label("sealed_id"), SealedEntry.created_at.label("sealed_created_at"),
                SealedEntry.seal_id, SealedEntry.place, SealedEntry.hash,
                SealedEntry.entity.label("sealed_entity"), SealedEntry.label.label("sealed_label"),
                SealedEntry.actor_name.label("sealed_actor_name"), *COLUMNS,
            )
            .outerjoin(AuditEntry, there)
            .where(
                SealedEntry.organization_id == self.uow.organization_id,
                SealedEntry.seal_id.in_([seal.id for seal in group]),
            )
            .order_by(SealedEntry.seal_id, SealedEntry.place)
        )  # fmt: skip
        return list((await self.session.execute(held)).mappings())

    async def of_entry(self, entry_id: UUID) -> dict[str, Any]:
        """Which seal the entry is under, at which place, with which hash; nothing where it waits."""
        there = and_(AuditSeal.organization_id == SealedEntry.organization_id, AuditSeal.id == SealedEntry.seal_id)
        held = select(AuditSeal.number.label("seal"), SealedEntry.place, SealedEntry.hash).join(AuditSeal, there)
        mine = SealedEntry.organization_id == self.uow.organization_id
        row = (await self.session.execute(held.where(mine, SealedEntry.id == entry_id))).mappings().one_or_none()
        return dict(row or {})

    async def holds(self, hash_: str) -> bool:
        """Is there a seal with this hash?"""
        return await self.session.scalar(self.mine().where(AuditSeal.hash == hash_).limit(1)) is not None
