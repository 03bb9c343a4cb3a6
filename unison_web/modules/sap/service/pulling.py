"""A run: SAP's materials page by page, each page in a transaction of its own, nothing open while SAP is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.engine import odata
from unison_web.kit.actor import Actor
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.transaction import JOB_LIMITS
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.outside import Outside
from unison_web.kit.vault import Vault
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapRun
from unison_web.modules.sap.repository import DifferenceRepository, LinkRepository, RunRepository
from unison_web.modules.sap.service.client import Client, Down, Said
from unison_web.modules.sap.service.reading import EXPANDED, Reader, Theirs
from unison_web.modules.sap.service.systems import opened, refused_words, the_system, watched
from unison_web.modules.sap.service.taking import Found, Taker

#: More differences of one run are counted, and not listed.
MOST_LISTED = 20_000


class Puller:
    """One run, from the row that asks for it to the row that says what came of it."""

    service, name = "API_PRODUCT_SRV", "A_Product"

    def __init__(self, engine: AsyncEngine, actor: Actor, vault: Vault, outside: Outside, run_id: UUID) -> None:
        self._engine, self._actor, self._vault, self._outside, self._id = engine, actor, vault, outside, run_id
        self._counts: Counter[str] = Counter()
        self._seen: set[str] = set()
        self._listed = 0
        self._newest: datetime | None = None

    async def pull(self) -> None:
        """Nothing where it has ended already. What SAP or the line refuses is the run's own end, in words."""
        if not await self._begin():
            return
        try:
            async with watched(self._engine, self._actor), Client(self._outside, self._system) as sap:
                async for page in sap.pages(self.service, self.name, **self._asked()):
                    if not await self._take(page):
                        return
        except (Down, odata.NotOData) as error:
            await self.fail(str(error))
        except Said as said:
            await self.fail(refused_words(said))
        else:
            await self._end()

    async def fail(self, why: str) -> None:
        async with unit_of_work(self._engine, self._actor) as uow:
            told = {"state": "failed", "error": why[:500], "finished_at": uow.now()}
            await guarded_update(uow, SapRun, self._id, told, SapRun.state.in_(rules.UNFINISHED))

    async def _begin(self) -> bool:
        async with unit_of_work(self._engine, self._actor) as uow:
            run, row = await RunRepository(uow).by_id(self._id), await the_system(uow)
            if run.state not in rules.UNFINISHED:
                return False
            link = await LinkRepository(uow).the_one()
            run.state = "running"
            self._system, self._fields = opened(self._vault, row), rules.field_rules(row.fields)
            self._reader = Reader(self._fields, rules.units_said(row.units), row.language, row.plant)
            self._trial = run.trial
            self._since = link.delta_from if link and run.kind == "delta" else None
        return True

    def _asked(self) -> dict[str, str]:
        asked = {"expand": EXPANDED, "inlinecount": "allpages", "orderby": "Product"}
        if self._since:
            asked["filter"] = f"LastChangeDateTime ge {odata.literal(self._since)}"
        return asked

    async def _take(self, page: odata.Page) -> bool:
        """False where nobody wants the rest. A page that comes once more finds its materials seen."""
        rows: list[Theirs] = []
        found: list[Found] = []
        for row in page.rows:
            number = str(row.get("Product", ""))[:60]
            if number in self._seen:
                continue
            self._seen.add(number)
            try:
                rows.append(self._reader.read(row))
            except odata.NotOData as error:
                found.append(Found(number, outcome="refused", words=str(error)[:500]))
        async with unit_of_work(self._engine, self._actor, limits=JOB_LIMITS) as uow:
            found += await self._compare(uow, rows)
            await self._write_down(uow, found)
            self._note(rows, found, page.count)
            return await RunRepository(uow).advance(self._id, dict(self._counts))

    async def _compare(self, uow: UnitOfWork, rows: Sequence[Theirs]) -> list[Found]:
        numbers = [row.number for row in rows]
        known = {material.number: material for material in await MaterialRepository(uow).numbered(numbers)}
        kept = await DifferenceRepository(uow).kept(numbers)
        taker = Taker(uow, self._fields, trial=self._trial)
        found = []
        for row in rows:
            found += await taker.take(row, known.get(row.number), kept)
        return found

    async def _write_down(self, uow: UnitOfWork, found: Sequence[Found]) -> None:
        """By material and field once, however often the job began: it may run a second time from the start."""
        room = max(0, MOST_LISTED - self._listed)
        self._listed += len(found)
        rows: list[dict[str, Any]] = [
            {
                "organization_id": uow.organization_id, "id": new_id(), "created_at": uow.now(), "run_id": self._id,
                "number": each.number, "field": each.field, "theirs": each.theirs, "ours": each.ours,
                "outcome": each.outcome, "words": each.words,
            }
            for each in found[:room]
        ]  # fmt: skip
        await DifferenceRepository(uow).write_down(rows)

    def _note(self, rows: Sequence[Theirs], found: Sequence[Found], count: int | None) -> None:
        by_number: dict[str, set[str]] = {}
        for each in found:
            by_number.setdefault(each.number, set()).add(each.outcome)
        told = by_number.values()
        self._counts["read"] = len(self._seen)
        self._counts["total"] = count or max(self._counts["total"], len(self._seen))
        self._counts["created"] += sum("new" in outcomes for outcomes in told)
        self._counts["changed"] += sum("taken" in outcomes for outcomes in told)
        self._counts["asked"] += sum("ask" in outcomes for outcomes in told)
        self._counts["refused"] += sum("refused" in outcomes for outcomes in told)
        self._counts["same"] += sum(row.number not in by_number for row in rows)
        times = [row.changed for row in rows if row.changed]
        self._newest = max([*times, self._newest] if self._newest else times, default=None)

    async def _end(self) -> None:
        """From here on a delta begins at the newest change that was seen, and sees that one again: same instant, more
        than one material."""
        async with unit_of_work(self._engine, self._actor) as uow:
            told = {"state": "done", "finished_at": uow.now()}
            ended = await guarded_update(uow, SapRun, self._id, told, SapRun.state == "running")
            link = await LinkRepository(uow).the_one(lock=True)
            if ended and link and not self._trial and self._newest:
                link.delta_from = max(link.delta_from or self._newest, self._newest)
