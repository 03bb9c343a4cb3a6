"""Handing a machine over to the next shift: what the house knows, what somebody says, and who read it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from unison_web.kit import clock
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.floor.models import ShiftNote, Station
from unison_web.modules.floor.repository import FloorRepository
from unison_web.modules.floor.schemas.notes import FloorNote, ShiftFacts, ShiftNoteOut
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.rules import happened_at
from unison_web.modules.shifts.service import calendars
from unison_web.modules.work_orders.rules import WORKING

#: Where nobody says by which shifts is worked, the last hours are handed over.
WITHOUT_SHIFTS = timedelta(hours=8)


class ShiftNoteRepository(Repository[ShiftNote]):
    model_type = ShiftNote

    async def unread(self, station: Station) -> list[ShiftNote]:
        """What others wrote at this machine and nobody has read."""
        mine = self.mine().where(
            ShiftNote.machine_id == station.machine_id,
            ShiftNote.read_at.is_(None),
            ShiftNote.writer_id != self.uow.actor.user_id,
        )
        return await self.all(mine.order_by(ShiftNote.written_at), joinedload(ShiftNote.writer))


async def facts(uow: UnitOfWork, station: Station) -> ShiftFacts:
    """What happened at the machine in this shift so far."""
    now, machine = clock.now(), station.machine
    shift, since = await _shift(uow, station, now)
    statement = select(LogEntry.kind, func.sum(LogEntry.quantity), func.count()).where(
        LogEntry.organization_id == uow.organization_id, LogEntry.machine_id == machine.id,
        LogEntry.occurred_at >= since, LogEntry.kind.in_(("good", "scrap", "rework", "stop")),
    )  # fmt: skip
    found = {kind: (total, rows) for kind, total, rows in await uow.session.execute(statement.group_by(LogEntry.kind))}
    queue = await FloorRepository(uow).queue(machine)
    running = [each for each in queue if each.state in WORKING and each.machine_id == machine.id]
    jobs = ", ".join(f"{each.order.number} {each.sequence} {each.name}" for each in running)
    counts = {kind: tidy(found.get(kind, (0, 0))[0]) for kind in ("good", "scrap", "rework")}
    return ShiftFacts(
        machine.code, machine.name, shift, since, **counts, stops=found.get("stop", (0, 0))[1], open_job=jobs
    )


async def _shift(uow: UnitOfWork, station: Station, now: datetime) -> tuple[str, datetime]:
    """The name of the shift that runs at the machine, and since when."""
    worked = await calendars.worked(uow, station.plant_id, now, now + timedelta(seconds=1))
    here = worked.get(station.machine.work_center_id) or worked[None]
    if here.shifts:
        return here.shifts[-1].name, here.shifts[-1].starts_at
    return "", now - WITHOUT_SHIFTS


async def write(uow: UnitOfWork, station: Station, data: FloorNote) -> ShiftNote:
    """Tell the next shift. The facts are kept as they were at this moment."""
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to report"))
    known = await facts(uow, station)
    row = ShiftNote(
        plant_id=station.plant_id, machine_id=station.machine_id, writer_id=uow.actor.user_id, shift=known.shift,
        since=known.since, written_at=happened_at(data.occurred_at, uow.now()), good=known.good, scrap=known.scrap,
        rework=known.rework, stops=known.stops, open_job=known.open_job, note=data.note.strip(),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def read(uow: UnitOfWork, station: Station, at: datetime | None) -> int:
    """Whoever acts has read what was handed over here: how many notes that were."""
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to report"))
    rows = await ShiftNoteRepository(uow).unread(station)
    if not rows:
        raise Refused(_("There is nothing to read here any more"), code="nothing-unread")
    for row in rows:
        row.read_at, row.reader_id = happened_at(at, uow.now()), uow.actor.user_id
    await uow.session.flush()
    return len(rows)


def shown(row: ShiftNote) -> ShiftNoteOut:
    return ShiftNoteOut.of(row, machine="", writer=row.writer.name, reader="")
