"""Log rows to what is seen."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from unison_web.modules.production.models import CheckResult, CounterReading, LabourTime, LogEntry
from unison_web.modules.production.schemas import EntryOut, FindingOut, OperationNow
from unison_web.modules.production.schemas_counting import CounterOut, LabourOut
from unison_web.modules.work_orders.models import Operation


def entry_out(entry: LogEntry, taken_back: Collection[UUID] = ()) -> EntryOut:
    return EntryOut.of(
        entry,
        order=entry.order.number,
        sequence=entry.operation.sequence,
        operation=entry.operation.name,
        operator=entry.operator.name,
        machine=entry.machine.code if entry.machine else "",
        reason=entry.reason.name if entry.reason else "",
        reversed=entry.id in taken_back,
        entered_by=entry.entered_by.name if entry.entered_by else "",
        component=entry.component.number if entry.component else "",
        media=entry.file.media_type if entry.file else "",
    )


def finding_out(row: CheckResult, operation: Operation, operator: str) -> FindingOut:
    return FindingOut.of(
        row,
        order=operation.order.number,
        sequence=operation.sequence,
        operation=operation.name,
        operator=operator,
        machine=operation.machine.code if operation.machine else "",
    )


def now_out(operation: Operation, entry: LogEntry | None = None) -> OperationNow:
    return OperationNow.of(
        operation, order=operation.order.number, order_state=operation.order.state, entry_id=entry.id if entry else None
    )


def counter_out(row: CounterReading, operation: Operation, before: CounterReading | None = None) -> CounterOut:
    return CounterOut.of(
        row,
        order=operation.order.number,
        sequence=operation.sequence,
        machine=operation.machine.code if operation.machine else "",
        before=before.reading if before else None,
        now=now_out(operation),
    )


def labour_out(row: LabourTime) -> LabourOut:
    return LabourOut.of(
        row,
        order=row.order.number,
        sequence=row.operation.sequence,
        operation=row.operation.name,
        person=row.person.name,
    )
