"""The one road of everything machines send, from a reading to the ledger, the series and the newest value.

Rows may be late, shuffled or sent twice. A tag says one thing at one instant: the first that was taken stays. States
and counters are handed to the time ledger under a key made of tag and instant, and are nowhere else; telemetry goes
into series under the same key. What cannot be taken is told by row, and the others are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from unison_web.engine.signal import Reading, Value, alarmed, word
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.signals import rules
from unison_web.modules.signals.models import Alarm, Batch, Connection, Link, Tag
from unison_web.modules.signals.repository import BatchRepository, LatestRepository, LinkRepository
from unison_web.modules.signals.service import knowing, meaning, series
from unison_web.modules.signals.service.knowing import Newest
from unison_web.modules.time_ledger.rules import believable
from unison_web.modules.time_ledger.schemas import SignalIn, SignalsIn
from unison_web.modules.time_ledger.service import signals as ledger

#: As many as one call of the ledger takes, and as many faults as are told.
AT_ONCE, TOLD = 1000, 100
#: The place of a row in its batch, when it was, and what it said.
Row = tuple[int, datetime, Value]


@dataclass(slots=True)
class Taken:
    """What became of a batch. ``late`` rows are older than what was known; they count among the taken."""

    rows: int = 0
    taken: int = 0
    repeated: int = 0
    late: int = 0
    unmapped: int = 0
    refused: int = 0
    again: bool = False
    faults: list[tuple[int, str, str]] = field(default_factory=list)

    def refuse(self, place: int, tag: str, why: str, rows: int = 1) -> None:
        self.refused += rows
        if len(self.faults) < TOLD:
            self.faults.append((place, tag, why))

    def counts(self) -> dict[str, Any]:
        names = ("rows", "taken", "repeated", "late", "unmapped", "refused")
        return {**{name: getattr(self, name) for name in names}, "faults": self.faults}


@dataclass(slots=True)
class _Work:
    """What a batch has to write, gathered tag by tag."""

    series: series.Columns = field(default_factory=series.Columns)
    ledger: dict[UUID, list[SignalIn]] = field(default_factory=lambda: defaultdict(list))
    alarms: list[dict[str, Any]] = field(default_factory=list)
    newest: list[Newest] = field(default_factory=list)


async def take(uow: UnitOfWork, connection: Connection, readings: Sequence[Reading], message: str = "") -> Taken:
    """Take a batch; one ``message`` of a connection counts once. One at a time writes for a connection."""
    link = await LinkRepository(uow).of(connection.id, lock=True)
    if message and (before := await BatchRepository(uow).known(connection.id, message)):
        return _told_again(before)
    done = Taken(rows=len(readings))
    by_name: dict[str, list[Row]] = defaultdict(list)
    now = uow.now()
    for place, (name, at, value) in enumerate(readings):
        by_name[name].append((place, at or now, value))
    tags = await knowing.known(uow, connection, by_name.keys())
    newest = await LatestRepository(uow).of_all([tag.id for tag in tags.values()])
    work = _Work()
    for name, rows in by_name.items():
        if tag := tags.get(name):
            _sort(tag, _believed(done, tag, rows, now), newest.get(tag.id), done, work)
        else:
            done.refuse(rows[0][0], name, _("This connection has too many tags already"), len(rows))
    await _write(uow, connection, done, work)
    _note(uow, link, done)
    for machine in {tag.machine_id for tag in tags.values() if tag.machine_id and not tag.ignored}:
        uow.tick(f"heard:{machine}")
    if message:
        kept = {"connection_id": connection.id, "plant_id": connection.plant_id, "message": message}
        uow.session.add(Batch(**kept, counts=done.counts()))
    return done


def _told_again(before: Batch) -> Taken:
    counts = {**before.counts, "faults": [tuple(fault) for fault in before.counts["faults"]]}
    return Taken(**counts, again=True)


def _believed(done: Taken, tag: Tag, rows: list[Row], now: datetime) -> list[Row]:
    """In the order of time. Where the first and the last can be believed, so can those between them."""
    rows.sort(key=lambda row: row[1])
    if believable(rows[0][1], now) and believable(rows[-1][1], now):
        return rows
    good = []
    for row in rows:
        verdict = believable(row[1], now)
        if verdict:
            good.append(row)
        else:
            done.refuse(row[0], tag.name, verdict.why)
    return good


def _sort(tag: Tag, rows: list[Row], known: tuple[datetime, dict[str, Any]] | None, done: Taken, work: _Work) -> None:
    """The rows of one tag, to where their kind belongs."""
    if not rows or tag.ignored:
        done.unmapped += len(rows)
        return
    if known:
        done.late += sum(1 for row in rows if row[1] < known[0])
    work.newest.append(_newest(tag, rows, known[1]["values"] if known else []))
    if not tag.kind or tag.machine_id is None:
        done.unmapped += len(rows)
    elif tag.kind in rules.SERIES:
        _as_series(tag, rows, done, work)
    elif tag.kind == "pulse":
        work.ledger[tag.machine_id] += _pulses(tag, rows, known[1]["values"] if known else [])
    elif tag.kind in rules.LEDGER:
        _as_facts(tag, tag.machine_id, rows, done, work)
    else:
        work.alarms += [_alarm(tag, at, value) for _place, at, value in rows]


def _as_series(tag: Tag, rows: list[Row], done: Taken, work: _Work) -> None:
    ats, values, factor, shift = [], [], float(tag.factor), float(tag.shift)
    for place, at, value in rows:
        number = value if type(value) is float else meaning.number(value)
        if number is not None:
            ats.append(at)
            values.append(number * factor + shift)
        elif value is not None:
            done.refuse(place, tag.name, _("This is not a number"))
    if ats:
        work.series.add(tag.id, ats, values)


def _as_facts(tag: Tag, machine: UUID, rows: list[Row], done: Taken, work: _Work) -> None:
    for place, at, value in rows:
        if tag.kind in ("good", "reject") and value is None:
            continue
        signal, why = meaning.signal(tag, at, value)
        if signal:
            work.ledger[machine].append(signal)
        else:
            done.refuse(place, tag.name, why)


def _pulses(tag: Tag, rows: list[Row], before: list[Any]) -> list[SignalIn]:
    values: dict[datetime, Value] = {datetime.fromisoformat(at): value for at, value in before}
    new = {at for _place, at, _value in rows} - values.keys()
    return meaning.pulses(tag, {**{at: value for _place, at, value in rows}, **values}.items(), new)


def _alarm(tag: Tag, at: datetime, value: Value) -> dict[str, Any]:
    said = value if isinstance(value, str) and alarmed(value) and not word(value).isdigit() else ""
    return {"tag_id": tag.id, "machine_id": tag.machine_id, "at": at, "active": alarmed(value), "words": said[:200]}


def _newest(tag: Tag, rows: list[Row], before: list[Any]) -> Newest:
    _place, at, value = rows[-1]
    recent: list[tuple[datetime, Value]] = [(when, said) for _n, when, said in rows[-rules.RECENT :]]
    if before:
        there = {when for when, _said in recent}
        old = [(datetime.fromisoformat(when), said) for when, said in before]
        recent += [pair for pair in old if pair[0] not in there]
        recent = sorted(recent, key=lambda pair: pair[0])[-rules.RECENT :]
    return Newest(tag.id, at, value, recent)


async def _write(uow: UnitOfWork, connection: Connection, done: Taken, work: _Work) -> None:
    if work.series.ats:
        new = await series.write(uow, connection.plant_id, work.series)
        done.taken += new
        done.repeated += len(work.series.ats) - new
    for machine_id in sorted(work.ledger, key=lambda each: each.int):
        machine, said = await MachineRepository(uow).record(machine_id), work.ledger[machine_id]
        for start in range(0, len(said), AT_ONCE):
            told = await ledger.take(uow, machine, SignalsIn(signals=said[start : start + AT_ONCE]))
            done.taken += told.taken
            done.repeated += told.known
    if work.alarms:
        done.taken += (new := await _ring(uow, connection, work.alarms))
        done.repeated += len(work.alarms) - new
    await knowing.remember(uow, connection.plant_id, work.newest)


async def _ring(uow: UnitOfWork, connection: Connection, alarms: list[dict[str, Any]]) -> int:
    once = {(row["tag_id"], row["at"]): row for row in alarms}
    base = {"organization_id": uow.organization_id, "created_at": uow.now(), "plant_id": connection.plant_id}
    rows = [{**base, "id": new_id(), **row} for row in once.values()]
    written = insert(Alarm).values(rows).on_conflict_do_nothing().returning(Alarm.id)
    return len((await uow.session.execute(written)).all())


def _note(uow: UnitOfWork, link: Link, done: Taken) -> None:
    link.heard_at = link.message_at = uow.now()
    link.taken += done.taken
    link.repeated += done.repeated
    link.late += done.late
    link.refused += done.refused
    if link.state in ("waiting", "broken"):
        link.state, link.since, link.error = "connected", uow.now(), ""
