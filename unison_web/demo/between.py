"""Stock of the gear factory on its way to its other plant."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.organizations.models import Plant
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.stock.schemas_moves import PlantMoveIn
from unison_web.modules.stock.service import plant_moves

SENT = Decimal(20)


async def plants(uow: UnitOfWork, here: Plant, there: Plant, most: int = 2) -> None:
    """Of the first materials that lie here freely."""
    statement = (
        select(StockBalance)
        .where(
            StockBalance.organization_id == uow.organization_id, StockBalance.plant_id == here.id,
            StockBalance.lot_id.is_(None), StockBalance.status == "released",
            StockBalance.quantity - StockBalance.reserved >= SENT,
        )
        .options(joinedload(StockBalance.material), joinedload(StockBalance.location))
        .order_by(StockBalance.created_at, StockBalance.id)
        .limit(most)
    )  # fmt: skip
    for place, row in enumerate(await uow.session.scalars(statement), start=1):
        await plant_moves.send(uow, PlantMoveIn(
            material=row.material.number, quantity=SENT, location=row.location.code, to_plant=there.code,
            document=f"DN-{4710 + place}", note="With the truck at noon",
        ))  # fmt: skip
