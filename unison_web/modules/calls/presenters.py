"""Calls as they are shown."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from unison_web.kit import clock
from unison_web.modules.calls.models import Call
from unison_web.modules.calls.schemas import CallOut

TENTH = Decimal("0.1")


def call_out(row: Call) -> CallOut:
    until = row.accepted_at or row.ended_at or clock.now()
    return CallOut.of(
        row,
        machine=row.machine.code,
        machine_name=row.machine.name,
        caller=row.caller.name,
        helper=row.helper.name if row.helper else "",
        waited=_minutes(row.called_at, until),
        took=_minutes(row.called_at, row.ended_at) if row.ended_at else None,
    )


def _minutes(start: datetime, end: datetime) -> Decimal:
    return Decimal((end - start).total_seconds() / 60).quantize(TENTH)
