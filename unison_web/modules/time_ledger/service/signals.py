"""What machines send: states and counters, in batches, late, twice, or in the wrong order."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.structs import tidy
from unison_web.modules.machines import service as machines
from unison_web.modules.machines.events import Occasion
from unison_web.modules.machines.models import Machine
from unison_web.modules.time_ledger import rules
from unison_web.modules.time_ledger.models import MachineFact
from unison_web.modules.time_ledger.repository import FactRepository
from unison_web.modules.time_ledger.schemas import CountedOut, SignalIn, SignalsIn, SignalsOut
from unison_web.modules.time_ledger.service import ledger


async def take(uow: UnitOfWork, machine: Machine, data: SignalsIn) -> SignalsOut:
    """All of them or none. A message that came before is counted and left."""
    known = await FactRepository(uow).known(machine.id, [signal.message for signal in data.signals if signal.message])
    taken = 0
    for signal in sorted(data.signals, key=lambda each: each.at or uow.now()):
        if signal.message and signal.message in known:
            continue
        known.add(signal.message)
        await _one(uow, machine, signal)
        taken += 1
    return SignalsOut(machine.id, machine.code, machine.state, taken, len(data.signals) - taken)


async def _one(uow: UnitOfWork, machine: Machine, signal: SignalIn) -> None:
    at = signal.at or uow.now()
    rules.believable(at, uow.now()).or_refuse()
    rules.says_one_thing(signal.state, signal.reading, signal.wraps_at).or_refuse()
    fact = MachineFact(
        machine_id=machine.id, plant_id=machine.plant_id, kind=signal.counter if signal.state is None else "state",
        at=min(at, uow.now()), state=signal.state or "", reading=signal.reading, wraps_at=signal.wraps_at,
        source="signal", message=signal.message or None, note="",
    )  # fmt: skip
    if signal.state is None:
        uow.session.add(fact)
        return
    await ledger.learn(uow, fact)
    await machines.set_state(uow, machine, signal.state, _reason_kept(machine, signal.state), _heard(fact))


def _reason_kept(machine: Machine, state: str) -> str:
    """A machine that still stands still stands for the same reason."""
    return machine.state_reason if machine.state == state else ""


def _heard(fact: MachineFact) -> Occasion:
    return Occasion(at=fact.at, source="signal")


async def counted(uow: UnitOfWork, machine: UUID, start: datetime, end: datetime) -> CountedOut:
    """Pieces a machine's own counters say it made, in whatever order their readings came."""
    sums = {}
    for kind in ("good", "reject"):
        before: Decimal | None = None
        sums[kind] = rules.ZERO
        for reading, wraps_at in await FactRepository(uow).readings(machine, kind, start, end):
            sums[kind] += rules.counted(before, reading, wraps_at)
            before = reading
    return CountedOut(tidy(sums["good"]), tidy(sums["reject"]))
