"""What lay there before anybody wrote it down: opening stock, as an import or a seed brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.posting import post


async def opening(
    uow: UnitOfWork, plant_id: UUID, rows: Iterable[tuple[UUID, UUID, Decimal]], lots: Mapping[UUID, UUID] | None = None
) -> None:
    """(material, place, quantity) of each; ``lots`` by material where it is tracked."""
    known = lots or {}
    lines = [
        Line("opening", material, much, "opening", Place(place), known.get(material))
        for material, place, much in rows
        if much
    ]
    await post(uow, plant_id, lines)
