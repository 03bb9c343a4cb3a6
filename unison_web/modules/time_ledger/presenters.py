"""Stays and pieces to what is seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.engine.machine_time import Piece
from unison_web.engine.oee import ELEMENTS, Times
from unison_web.kit import clock
from unison_web.kit.web.structs import tidy
from unison_web.modules.production.models import Reason
from unison_web.modules.time_ledger.models import MachineTime, StopExplanation
from unison_web.modules.time_ledger.schemas import Choice, ElementOut, ExplanationOut, PieceOut, StayOut

MICROSECONDS = Decimal(60_000_000)
CENT, TENTH = Decimal("0.01"), Decimal("0.1")


def exact_minutes(time: timedelta) -> Decimal:
    """Without rounding: a minute has sixty million microseconds."""
    return Decimal(time // timedelta(microseconds=1)) / MICROSECONDS


def minutes(time: timedelta) -> Decimal:
    return Decimal(tidy(exact_minutes(time).quantize(CENT)))


def stay_out(row: MachineTime) -> StayOut:
    return StayOut(**_stay(row, clock.now()))


def _stay(row: MachineTime, now: datetime) -> dict[str, Any]:
    machine, reason = row.machine, row.reason
    lasted = max((row.ends_at or now) - row.starts_at, timedelta(0))
    return {
        "id": row.id, "machine_id": machine.id, "machine": machine.code, "machine_name": machine.name,
        "work_center": machine.work_center.code, "starts_at": row.starts_at, "ends_at": row.ends_at,
        "minutes": minutes(lasted), "state": row.state, "reason": reason.name if reason else "",
        "reason_code": reason.code if reason else "", "planned": bool(reason and reason.planned),
        "failure": bool(reason and reason.failure), "note": row.note, "source": row.source,
        "order": row.operation.order.number if row.operation else "",
        "cost": tidy((exact_minutes(lasted) / 60 * machine.rate).quantize(CENT)),
        "currency": machine.work_center.currency,
    }  # fmt: skip


def stop_fields(row: MachineTime, now: datetime) -> dict[str, Any]:
    return _stay(row, now)


def explanation_out(row: StopExplanation) -> ExplanationOut:
    return ExplanationOut.of(row, reason=row.reason.name)


def choice(reason: Reason, names: Mapping[UUID, str]) -> Choice:
    return Choice(reason.code, reason.name, reason.icon, names.get(reason.parent_id, "") if reason.parent_id else "")


def element_rows(times: Times) -> list[ElementOut]:
    """Those there were, in the order of the standard."""
    return [ElementOut(each, minutes(times.of(each))) for each in ELEMENTS if times.of(each)]


def piece_out(piece: Piece, reasons: Mapping[UUID, Reason], orders: Mapping[UUID, str]) -> PieceOut:
    row = piece.stay.key if piece.stay else None
    reason = reasons.get(row.reason_id) if row and row.reason_id else None
    return PieceOut(
        piece.span.start, piece.span.end, minutes(piece.span.length), piece.element, row.state if row else "unknown",
        reason.name if reason else "", row.note if row else "",
        orders.get(row.operation_id, "") if row and row.operation_id else "", row.source if row else "",
        row.id if row else None,
    )  # fmt: skip
