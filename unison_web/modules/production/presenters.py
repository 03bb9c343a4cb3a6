"""Log rows to what is seen."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from unison_web.modules.production.models import CheckResult, LogEntry
from unison_web.modules.production.schemas import EntryOut, FindingOut, OperationNow
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
