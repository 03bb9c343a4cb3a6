"""Readings of a machine's counter, and pallets."""

from __future__ import annotations

from uuid import UUID

from unison_web.engine.counter import advanced
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.production import rules
from unison_web.modules.production import rules_counting as may
from unison_web.modules.production.models import CounterReading
from unison_web.modules.production.repository import CounterRepository
from unison_web.modules.production.schemas import ReportIn
from unison_web.modules.production.schemas_counting import CounterIn
from unison_web.modules.production.service import reports, running
from unison_web.modules.work_orders.models import Operation


async def read_counter(
    uow: UnitOfWork, operation: Operation, data: CounterIn, station: UUID | None = None
) -> tuple[CounterReading, CounterReading | None]:
    """Count what the machine made since its counter was read before. Where it was read for another operation, or never,
    this is where counting begins. Returns the reading and the one before that it counts from."""
    rules.order_is_open(operation.order.state).or_refuse()
    may.good_reading(data.reading, data.top).or_refuse()
    if operation.state in ("ready", "paused"):
        rules.may_start(operation.state, operation.arrived, operation.done).or_refuse()
        await running.begin(uow, operation, "", data.occurred_at, station)
    rules.may_report(operation.state).or_refuse()
    last = await CounterRepository(uow).last(operation.machine_id) if operation.machine_id else None
    may.has_machine(operation.machine_id is not None).or_refuse()
    before = last if last and last.operation_id == operation.id else None
    if before:
        may.explained(before.reading, data.reading, data.top, data.why).or_refuse()
    row = _reading(uow, operation, data, before)
    if before and row.counted:
        numbers = {"before": may.plain(before.reading), "reading": may.plain(data.reading)}
        note = _("Counter {before} to {reading}").format(**numbers)
        said = ReportIn(quantity=row.counted, note=note, occurred_at=data.occurred_at)
        row.entry_id = (await reports.report(uow, operation, said, station)).id
    uow.session.add(row)
    await uow.session.flush()
    return row, before


def _reading(uow: UnitOfWork, operation: Operation, data: CounterIn, before: CounterReading | None) -> CounterReading:
    back = data.why == "set_back"
    counted = rules.ZERO
    if before:
        counted = data.reading if back else advanced(before.reading, data.reading, data.top)
    return CounterReading(
        plant_id=operation.plant_id, machine_id=operation.machine_id, operation_id=operation.id, entry_id=None,
        reading=data.reading, counted=counted, top=data.top, was_reset=back,
        read_at=rules.happened_at(data.occurred_at, uow.now()),
    )  # fmt: skip


async def set_pallet(uow: UnitOfWork, operation: Operation, quantity: int) -> Operation:
    """How many pieces one touch of the pallet button reports."""
    operation.pallet_quantity = quantity
    await uow.session.flush()
    return operation
