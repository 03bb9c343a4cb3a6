"""What a worker does: the check, the import itself. Each is one pass; how far it is, is told in transactions beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from time import monotonic
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db import statistics
from unison_web.kit.db.transaction import LOAD_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Conflict, UnisonError
from unison_web.kit.i18n import _
from unison_web.modules.imports import rules
from unison_web.modules.imports.files import guessing
from unison_web.modules.imports.files.sniffing import plain
from unison_web.modules.imports.models import Import, ImportRow
from unison_web.modules.imports.repository import BAD, ImportRepository
from unison_web.modules.imports.schemas import Plan
from unison_web.modules.imports.service import passing, stored
from unison_web.modules.imports.service.passing import Result

#: Seconds between two looks at whether somebody wants it to stop.
EVERY = 1.0


class Stopped(Exception):
    """Somebody pressed Cancel."""


class RolledBack(Exception):
    """The end of a check."""


def mark(import_id: UUID) -> str:
    """What all audit rows of an import carry."""
    return f"import:{import_id}"


class Work:
    """One import, on behalf of one person."""

    def __init__(self, engine: AsyncEngine, actor: Actor, import_id: UUID) -> None:
        self.engine, self.actor, self.id = engine, actor, import_id
        self.counts: Counter[str] = Counter()
        self.done = 0
        self.told = 0.0

    async def check(self) -> None:
        """Everything is written and rolled back; what became of each row stays."""
        plan = await self._begin("checking", forget=True)
        if plan is None:
            return
        try:
            async with unit_of_work(self.engine, self.actor, request_id=mark(self.id), limits=LOAD_LIMITS) as uow:
                async with stored.on_disk(uow, self.id) as paths:
                    await passing.over(uow, plan, paths, self._note, trial=True)
                raise RolledBack
        except RolledBack:
            await self._end("checked", from_state="checking")
        except Stopped:
            return
        except UnisonError as trouble:
            await self._end("failed", from_state="checking", error=trouble.message)

    async def apply(self, *, leave_out: bool) -> None:
        """The same pass, kept: in one transaction, and only if every row does what the check said."""
        plan = await self._begin("applying")
        if plan is None:
            return
        self.leave_out = leave_out
        try:
            reason = _("Import")
            async with unit_of_work(
                self.engine, self.actor, request_id=mark(self.id), reason=reason, limits=LOAD_LIMITS
            ) as uow:
                async with stored.on_disk(uow, self.id) as paths:
                    await passing.over(uow, plan, paths, self._as_promised)
                await uow.settle()
                await remember(uow, plan)
                await self._finish(uow, "done", "applying")
        except Stopped:
            return
        except UnisonError as trouble:
            await self._end("checked", from_state="applying", error=trouble.message)

    async def fail(self, why: str) -> None:
        for state in rules.WORKING:
            await self._end("failed", from_state=state, error=why)

    async def _begin(self, state: str, *, forget: bool = False) -> Plan | None:
        async with unit_of_work(self.engine, self.actor, limits=LOAD_LIMITS) as uow:
            row = await ImportRepository(uow).by_id(self.id)
            if row.state != state:
                return None
            if forget:
                await ImportRepository(uow).forget_rows(self.id)
            return msgspec.convert(row.plan, Plan)

    async def _note(self, results: Sequence[Result]) -> None:
        """Kept beside the check's own transaction, so that the page sees how far it is."""
        self.counts.update(result.outcome for result in results)
        async with unit_of_work(self.engine, self.actor, limits=LOAD_LIMITS) as uow:
            await ImportRepository(uow).keep_rows([row_of(self.id, result) for result in results])
            await self._step(uow, len(results), "checking")

    async def _as_promised(self, results: Sequence[Result]) -> None:
        self.counts.update(result.outcome for result in results)
        async with unit_of_work(self.engine, self.actor, limits=LOAD_LIMITS) as uow:
            for source in {result.source for result in results}:
                mine = [result for result in results if result.source == source]
                staged = await ImportRepository(uow).staged(self.id, source, [result.row for result in mine])
                for result in mine:
                    self._same(result, staged.get(result.row))
            await self._step(uow, len(results), "applying")

    def _same(self, result: Result, staged: tuple[str, Any] | None) -> None:
        if staged is None or staged[0] != result.outcome or (staged[1] or {}) != result.changes:
            raise Conflict(_("Row {n}: somebody changed this since the check. Check again").format(n=result.row))
        if result.outcome in BAD and not self.leave_out:
            raise Conflict(_("Some rows cannot be taken. Correct them, or say that they are left out"))

    async def _step(self, uow: UnitOfWork, rows: int, state: str) -> None:
        """Told at most once a second: each time leaves a version of the row behind that nobody may clear away."""
        self.done += rows
        if monotonic() - self.told < EVERY:
            return
        self.told = monotonic()
        if not await ImportRepository(uow).advance(self.id, self.done, state):
            raise Stopped

    async def _end(self, state: str, *, from_state: str, error: str = "") -> None:
        async with unit_of_work(self.engine, self.actor, limits=LOAD_LIMITS) as uow:
            await self._finish(uow, state, from_state, error)

    async def _finish(self, uow: UnitOfWork, state: str, from_state: str, error: str = "") -> None:
        row: Import = await ImportRepository(uow).locked(self.id)
        if row.state != from_state:
            raise Stopped
        row.state, row.error, row.rows_done = state, error, self.done
        if state in ("checked", "done") and not error:
            row.counts, row.rows_total = dict(self.counts), self.done
        if state == "checked" and self.done >= statistics.ENOUGH:
            await statistics.look_at(uow.session, ImportRow.__tablename__)
        if state == "done":
            row.finished_at = uow.now()


async def remember(uow: UnitOfWork, plan: Plan) -> None:
    """How these headings are read, for next time."""
    for source in plan.sources:
        if source.noun != passing.NONE and any(source.mapping):
            read = {plain(head): name for head, name in zip(source.heads, source.mapping, strict=False) if name}
            await ImportRepository(uow).remember(source.noun, guessing.signature(source.heads), read)


def row_of(import_id: UUID, result: Result) -> dict[str, Any]:
    return {
        "import_id": import_id, "source": result.source, "row": result.row, "said": result.said,
        "outcome": result.outcome, "problems": {"all": result.problems} if result.problems else None,
        "changes": result.changes or None, "record": result.record,
    }  # fmt: skip
