"""What people touch and say about machines is written down in the same transaction."""

from __future__ import annotations

from typing import Any

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import on
from unison_web.modules.machines.events import MachineStateChanged
from unison_web.modules.time_ledger import rules
from unison_web.modules.time_ledger.service import explaining, ledger


@on(MachineStateChanged)
async def written_down(uow: UnitOfWork, event: MachineStateChanged) -> None:
    """Signals are facts already when they change a machine, and an explanation is no new state."""
    if event.source not in ("touch", "hand"):
        return
    said: dict[str, Any] = {"operation_id": event.operation_id, "reason_id": event.reason_id, "source": event.source}
    note = event.reason if event.after in rules.STOPS else ""
    fact = ledger.fact_of(event.machine_id, event.plant, event.at, event.after, note=note, **said)
    await ledger.learn(uow, fact, frees=event.frees)
    if event.reason_id:
        await explaining.remember(uow, fact, event.reason_id)
