"""Rows to what is seen."""

from __future__ import annotations

from collections.abc import Sequence

from unison_web.modules.stock.models import Count, Location, Lot, StockBalance
from unison_web.modules.stock.models_moves import PlantMove
from unison_web.modules.stock.schemas import HoldOut, LocationOut, LotOut, LyingOut
from unison_web.modules.stock.schemas_counts import CountOut
from unison_web.modules.stock.schemas_moves import PlantMoveOut


def location_out(row: Location) -> LocationOut:
    return LocationOut.of(
        row, plant=row.plant.code, parent=row.parent.code if row.parent else "",
        work_center=row.work_center.code if row.work_center else "", partner=row.partner.number if row.partner else "",
    )  # fmt: skip


def lot_out(row: Lot, lying: Sequence[StockBalance]) -> LotOut:
    return LotOut.of(
        row, material=row.material.number, name=row.material.name, unit=row.material.unit.code,
        supplier=row.supplier.name if row.supplier else "",
        holds=[HoldOut.of(each, by=each.by.name if each.by else "") for each in row.holds],
        lying=[LyingOut.of(each, location=each.location.code) for each in lying],
    )  # fmt: skip


def plant_move_out(row: PlantMove) -> PlantMoveOut:
    return PlantMoveOut.of(
        row, from_plant=row.from_plant.code, to_plant=row.to_plant.code, material=row.material.number,
        name=row.material.name, unit=row.material.unit.code, lot=row.lot.number if row.lot else "",
        person=row.sender.name if row.sender else "",
    )  # fmt: skip


def count_out(row: Count) -> CountOut:
    return CountOut.of(
        row, number=row.material.number, name=row.material.name, unit=row.material.unit.code,
        location=row.location.code, lot=row.lot.number if row.lot else "",
        person=row.counter.name if row.counter else "",
    )  # fmt: skip
