"""A fact becomes part of the ledger: the stays around it are laid out again, and written where they changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from unison_web.engine.machine_time import Stay, learned
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.time_ledger.models import MachineFact, MachineTime
from unison_web.modules.time_ledger.repository import FactRepository, TimeRepository

#: What makes two stays the same, besides the state: operation, reason, note and source.
Key = tuple[UUID | None, UUID | None, str, str]


async def learn(uow: UnitOfWork, fact: MachineFact, *, frees: bool = False) -> None:
    """From ``fact.at`` on the machine was in a state, until the next fact there is. The order it had stays with it
    unless another came, or it was freed."""
    stays = TimeRepository(uow)
    await stays.lock(fact.machine_id)
    following = await FactRepository(uow).next_after(fact.machine_id, fact.at)
    rows = await stays.around(fact.machine_id, fact.at, following)
    before = next(
        (row for row in rows if row.starts_at <= fact.at and (not row.ends_at or row.ends_at > fact.at)), None
    )
    if before and fact.operation_id is None and not frees:
        fact.operation_id = before.operation_id
    uow.session.add(fact)
    laid = learned([as_stay(row) for row in rows], _stay_of(fact, before, frees=frees), following)
    await _write(uow, fact, rows, laid)


def as_stay(row: MachineTime) -> Stay:
    return Stay(row.starts_at, row.ends_at, row.state, key=(row.operation_id, row.reason_id, row.note, row.source))


def _stay_of(fact: MachineFact, before: MachineTime | None, *, frees: bool) -> Stay:
    """A machine that says again that it stands takes nothing away from the reason somebody gave. A message comes from
    somewhere else than the touch before it, which makes no other stay of it."""
    operation = None if frees else fact.operation_id
    key: Key = (operation, fact.reason_id, fact.note, fact.source)
    again = before is not None and before.state == fact.state and before.operation_id == operation
    if before and again and fact.reason_id in (None, before.reason_id) and fact.note in ("", before.note):
        key = (before.operation_id, before.reason_id, before.note, before.source)
    return Stay(fact.at, None, fact.state, key=key)


async def _write(uow: UnitOfWork, fact: MachineFact, rows: list[MachineTime], laid: list[Stay]) -> None:
    """Removed first, then shortened, then added, so that no two ever overlap on the way."""
    wanted = {stay.since: stay for stay in laid}
    known = {row.starts_at: row for row in rows}
    gone = [row for row in rows if row.starts_at not in wanted]
    if gone:
        mine = MachineTime.organization_id == uow.organization_id, MachineTime.id.in_([row.id for row in gone])
        await uow.session.execute(delete(MachineTime).where(*mine), execution_options={"synchronize_session": False})
        for row in gone:
            uow.session.expunge(row)
    for since, row in known.items():
        if stay := wanted.get(since):
            fill(row, stay)
    await uow.session.flush()
    added = [_row(fact, stay) for since, stay in wanted.items() if since not in known]
    await bulk_insert(uow, MachineTime, added)


def fill(row: MachineTime, stay: Stay) -> None:
    row.ends_at, row.state = stay.until, stay.state
    row.operation_id, row.reason_id, row.note, row.source = stay.key


def _row(fact: MachineFact, stay: Stay) -> dict[str, Any]:
    operation, reason, note, source = stay.key
    return {
        "machine_id": fact.machine_id, "plant_id": fact.plant_id, "starts_at": stay.since, "ends_at": stay.until,
        "state": stay.state, "operation_id": operation, "reason_id": reason, "note": note, "source": source,
    }  # fmt: skip


def fact_of(machine: UUID, plant: UUID, at: datetime, state: str, **more: Any) -> MachineFact:
    return MachineFact(machine_id=machine, plant_id=plant, at=at, kind="state", state=state, **more)
