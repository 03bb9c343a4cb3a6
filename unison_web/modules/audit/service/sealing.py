"""One seal after the other, over what none has yet."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine import seals
from unison_web.kit.actor import Actor
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.modules.audit import rules
from unison_web.modules.audit.seal_repository import SealRepository

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def seal_company(engine: AsyncEngine, organization_id: UUID, *, whole: bool) -> int:
    """Seal what waits, each batch in a transaction of its own. How many seals there were to make."""
    for made in range(rules.SEALS):
        async with unit_of_work(engine, Actor(organization_id), limits=JOB_LIMITS) as uow:
            if not await seal_next(uow, whole=whole):
                return made
    return rules.SEALS


async def seal_next(uow: UnitOfWork, *, whole: bool = True) -> int:
    """How many entries the new seal has; 0 where none waits, or where somebody else is sealing just now."""
    trail = SealRepository(uow)
    if not await trail.alone():
        return 0
    last = await trail.last()
    since = None if whole or last is None else min(last.last_at, uow.now()) - rules.LOOKS_BACK
    entries = await trail.unsealed(rules.ENTRIES, lowest_id(since) if since else None)
    if not entries:
        return 0
    hashes = await asyncio.to_thread(lambda: [seals.entry_hash(entry) for entry in entries])
    seal = {
        "organization_id": uow.organization_id,
        "number": last.number + 1 if last else 1,
        "sealed_at": uow.now(),
        "previous": last.hash if last else seals.FIRST,
        **facts(entries),
    }
    row = {**seal, "id": new_id(), "created_at": uow.now(), "hash": seals.seal_hash(seal, hashes)}
    await trail.add(row, [_held(row["id"], place, entry, hashes[place - 1]) for place, entry in enumerate(entries, 1)])
    return len(entries)


def facts(entries: Sequence[Mapping[Any, Any]]) -> dict[str, Any]:
    """What a seal says of its entries."""
    times = [entry["created_at"] for entry in entries]
    return {
        "row_count": len(entries),
        "first_id": entries[0]["id"],
        "last_id": entries[-1]["id"],
        "first_at": min(times),
        "last_at": max(times),
    }


def _held(seal_id: UUID, place: int, entry: dict[str, Any], hash_: str) -> dict[str, Any]:
    words = {name: entry[name] for name in ("organization_id", "id", "created_at", "entity", "label", "actor_name")}
    return {**words, "seal_id": seal_id, "place": place, "hash": hash_}


def lowest_id(moment: datetime) -> UUID:
    """No UUIDv7 of ``moment`` or later is below it: the first 48 bits count milliseconds."""
    return UUID(int=(moment - EPOCH) // timedelta(milliseconds=1) << 80)
