"""Writing the log, and saying that something was written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden
from unison_web.kit.i18n import _
from unison_web.modules.production import rules
from unison_web.modules.production.events import Reported
from unison_web.modules.production.models import LogEntry, Reason
from unison_web.modules.work_orders.models import Operation


@dataclass(frozen=True, slots=True)
class Part:
    """What is said in place of an entry, or of a part of it."""

    kind: str
    quantity: Decimal
    reason: Reason | None = None
    note: str = ""


_somebody: ContextVar[UUID | None] = ContextVar("in_the_name_of", default=None)


@contextmanager
def in_the_name_of(person: UUID | None) -> Iterator[None]:
    """What is written meanwhile was done by somebody else than whoever writes it down."""
    token = _somebody.set(person)
    try:
        yield
    finally:
        _somebody.reset(token)


def entry(
    uow: UnitOfWork, operation: Operation, kind: str, quantity: Decimal = rules.ZERO, *, reason: Reason | None = None,
    reason_id: UUID | None = None, note: str = "", occurred_at: datetime | None = None, reverses: UUID | None = None,
) -> LogEntry:  # fmt: skip
    """Append a row under the acting person. Work has a name behind it: a program without a person cannot report."""
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to report"))
    person = _somebody.get()
    row = LogEntry(
        plant_id=operation.plant_id, work_order_id=operation.work_order_id, operation_id=operation.id,
        machine_id=operation.machine_id, operator_id=person or uow.actor.user_id,
        entered_by_id=uow.actor.user_id if person not in (None, uow.actor.user_id) else None,
        kind=kind, quantity=quantity, reason_id=reason.id if reason else reason_id, note=note.strip(),
        device=uow.actor.device_name, occurred_at=rules.happened_at(occurred_at, uow.now()), reverses_id=reverses,
    )  # fmt: skip
    uow.session.add(row)
    return row


def reversal(uow: UnitOfWork, entry: LogEntry, why: str) -> LogEntry:
    """The entry with the opposite sign, for a correction: its id is the correction's, too."""
    row = _beside(uow, entry, entry.kind, -entry.quantity, entry.reason, why)
    row.id = new_id()
    row.reverses_id, row.correction_id = entry.id, row.id
    return row


def instead(uow: UnitOfWork, entry: LogEntry, correction: UUID, part: Part) -> LogEntry:
    """What is said in place of an entry."""
    row = _beside(uow, entry, part.kind, part.quantity, part.reason, part.note)
    row.correction_id = correction
    return row


def _beside(
    uow: UnitOfWork, entry: LogEntry, kind: str, quantity: Decimal, reason: Reason | None, note: str
) -> LogEntry:
    """A row at the place, of the person and of the moment of another one, written by whoever acts."""
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to report"))
    row = LogEntry(
        plant_id=entry.plant_id, work_order_id=entry.work_order_id, operation_id=entry.operation_id,
        machine_id=entry.machine_id, operator_id=entry.operator_id, entered_by_id=uow.actor.user_id, kind=kind,
        quantity=quantity, reason_id=reason.id if reason else None, note=note.strip(), device=uow.actor.device_name,
        occurred_at=entry.occurred_at, component_id=entry.component_id, lot=entry.lot,
    )  # fmt: skip
    uow.session.add(row)
    return row


def tell(uow: UnitOfWork, row: LogEntry) -> None:
    uow.emit(
        Reported(row.id, row.work_order_id, row.operation_id, row.machine_id, row.plant_id, row.kind, row.quantity)
    )
