"""The chain, computed again: what a seal says, what its entries were, and what stands in the trail now."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import RowMapping

from unison_web.engine import seals
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.audit import rules
from unison_web.modules.audit.models import AuditSeal
from unison_web.modules.audit.schemas import FoundOut, VerifiedOut
from unison_web.modules.audit.seal_repository import SealRepository, as_entry
from unison_web.modules.audit.service.sealing import facts


async def verify(uow: UnitOfWork, most: int | None = None) -> VerifiedOut:
    """From the first seal on, or the newest ones with ``most`` entries; ends at the first thing that is not as it was
    sealed. Reads a few thousand entries at a time."""
    trail = SealRepository(uow)
    start = await trail.starting_within(most) if most else 1
    previous, upto, skipped = await trail.before(start)
    chain = Chain(start, previous, upto)
    while group := await trail.next_group(chain.number):
        entries = await trail.entries_of(group)
        if found := await asyncio.to_thread(chain.take, group, entries):
            return chain.said(skipped, found)
    if skipped:
        return chain.said(skipped)
    return chain.said(0, await slipped_in(trail, chain), await trail.waiting())


async def slipped_in(trail: SealRepository, chain: Chain) -> FoundOut | None:
    row = await trail.slipped_in(chain.upto - rules.LATE) if chain.upto else None
    return None if row is None else _found("added", None, row)


class Chain:
    """As far as it was followed. ``number`` is that of the next seal."""

    def __init__(self, number: int, previous: str, upto: datetime | None) -> None:
        self.number, self._previous, self.upto = number, previous, upto
        self._seals = self._entries = 0

    @property
    def entries(self) -> int:
        return self._entries

    def take(self, group: Sequence[AuditSeal], rows: Sequence[RowMapping]) -> FoundOut | None:
        """Follow it through ``group``; ``rows`` are its entries. The first thing that is wrong, or None."""
        held = {seal_id: list(those) for seal_id, those in groupby(rows, itemgetter("seal_id"))}
        for seal in group:
            if found := self._next(seal, held.get(seal.id, [])):
                return found
        return None

    def _next(self, seal: AuditSeal, rows: list[RowMapping]) -> FoundOut | None:
        if seal.number != self.number:
            return FoundOut(kind="gap", seal=self.number)
        for row in rows:
            if kind := self._wrong(row):
                return _found(kind, seal.number, row, "sealed_")
        if not self._fits(seal, rows):
            return FoundOut(kind="seal", seal=seal.number, first_at=seal.first_at, last_at=seal.last_at)
        self.number, self._previous = seal.number + 1, seal.hash
        self.upto = max(self.upto or seal.last_at, seal.last_at)
        self._seals, self._entries = self._seals + 1, self._entries + len(rows)
        return None

    def _wrong(self, row: RowMapping) -> str:
        if row["id"] is None:
            return "missing"
        if seals.entry_hash(as_entry(row)) != row["hash"]:
            return "changed"
        return "added" if self.upto and row["created_at"] < self.upto - rules.LATE else ""

    def _fits(self, seal: AuditSeal, rows: list[RowMapping]) -> bool:
        """The seal says of itself what its entries say."""
        if not rows:
            return False
        said = {name: getattr(seal, name) for name in seals.SEAL}
        again = {**said, **facts(rows), "previous": self._previous}
        return said == again and seals.seal_hash(again, [row["hash"] for row in rows]) == seal.hash

    def said(self, skipped: int, found: FoundOut | None = None, waiting: int | None = None) -> VerifiedOut:
        return VerifiedOut(
            intact=found is None, seals=self._seals, entries=self._entries, skipped=skipped, waiting=waiting,
            upto=self.upto, hash=self._previous, found=found,
        )  # fmt: skip


def _found(kind: str, seal: int | None, row: RowMapping, prefix: str = "") -> FoundOut:
    """The entry in the words it had when it was sealed."""
    names = {"entry_id": "id", "entity": "entity", "label": "label", "at": "created_at", "actor_name": "actor_name"}
    return FoundOut(kind=kind, seal=seal, **{field: row[prefix + name] for field, name in names.items()})
