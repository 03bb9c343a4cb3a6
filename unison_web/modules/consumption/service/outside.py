"""Material of an order at a supplier's: what went there, what of it was used, lost or brought back. All of it follows
from the ledger, so that there is nothing to keep in step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import case, func, or_, select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.stock.models import Movement

ZERO = Decimal(0)


@dataclass(slots=True)
class There:
    """Of one material: ``open`` is still there for the order."""

    issued: Decimal = ZERO
    used: Decimal = ZERO
    scrapped: Decimal = ZERO
    returned: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        return self.issued - self.used - self.scrapped - self.returned


COLUMNS = {"sub_issue": "issued", "sub_scrap": "scrapped", "sub_return": "returned", "consume": "used", "issue": "used"}


async def of_order(uow: UnitOfWork, order: UUID, place: UUID) -> dict[UUID, There]:
    """Material → what became of it. What was taken back counts against what it takes back."""
    back = case((Movement.reverses_id.is_not(None), -1), else_=1)
    statement = (
        select(Movement.material_id, Movement.kind, func.sum(Movement.quantity * back))
        .where(
            Movement.organization_id == uow.organization_id, Movement.order_id == order,
            Movement.kind.in_(COLUMNS), or_(Movement.from_location_id == place, Movement.to_location_id == place),
        )
        .group_by(Movement.material_id, Movement.kind)
    )  # fmt: skip
    found: dict[UUID, There] = {}
    for material, kind, much in await uow.session.execute(statement):
        there = found.setdefault(material, There())
        setattr(there, COLUMNS[kind], getattr(there, COLUMNS[kind]) + much)
    return found
