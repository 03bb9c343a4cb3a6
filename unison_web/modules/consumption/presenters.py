"""Rows to what is seen."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from unison_web.modules.consumption.models import Missing, Reservation
from unison_web.modules.consumption.schemas import MissingOut, MovedOut, ReservationOut
from unison_web.modules.stock.models import Movement


def reservation_out(row: Reservation) -> ReservationOut:
    lies = row.balance
    return ReservationOut.of(
        row, material_id=lies.material_id, number=lies.material.number, name=lies.material.name,
        location=lies.location.code, lot=lies.lot.number if lies.lot else "",
    )  # fmt: skip


def missing_out(row: Missing, order: str, unit: str) -> MissingOut:
    return MissingOut.of(row, order=order, number=row.material.number, name=row.material.name, unit=unit)


def moved_out(row: Movement, taken_back: Collection[UUID]) -> MovedOut:
    place = row.from_location or row.to_location
    return MovedOut.of(
        row, number=row.material.number, name=row.material.name, lot=row.lot.number if row.lot else "",
        place=place.code if place else "", reversed=row.id in taken_back or row.reverses_id is not None,
    )  # fmt: skip
