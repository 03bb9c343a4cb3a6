"""Named questions about stock."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.filters import pattern
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Count, Hold, Location, Lot, Movement, StockBalance

OFFERED = 20
#: Places whose balance is not the sum of their movements: there must be none, ever.
DRIFT = """
SELECT organization_id, material_id, location_id, sum(quantity) AS off FROM (
  SELECT organization_id, material_id, to_location_id AS location_id, lot_id, to_status AS status,
    to_owner_id AS owner_id, quantity
  FROM stock_movements WHERE to_account = 'stock'
  UNION ALL
  SELECT organization_id, material_id, from_location_id, lot_id, from_status, from_owner_id, -quantity
  FROM stock_movements WHERE from_account = 'stock'
  UNION ALL
  SELECT organization_id, material_id, location_id, lot_id, status, owner_id, -quantity FROM stock_balances) AS said
GROUP BY organization_id, material_id, location_id, lot_id, status, owner_id HAVING sum(quantity) <> 0
"""

#: Moves between plants that say something else than the ledger about what is under way.
UNDER_WAY = """
SELECT m.organization_id, m.id, m.quantity - m.received - m.lost - COALESCE(l.under_way, 0) AS off
FROM stock_plant_moves m LEFT JOIN (
  SELECT organization_id, plant_move_id, sum(CASE WHEN to_account = 'transit' THEN quantity ELSE -quantity END)
    AS under_way
  FROM stock_movements WHERE plant_move_id IS NOT NULL GROUP BY organization_id, plant_move_id) l
  ON l.organization_id = m.organization_id AND l.plant_move_id = m.id
WHERE m.quantity - m.received - m.lost <> COALESCE(l.under_way, 0)
"""


class StockRepository(Repository[StockBalance]):
    model_type = StockBalance

    async def on_hand(self, plant: UUID, materials: Collection[UUID]) -> dict[UUID, Decimal]:
        """What may be used of each material in a plant, all places together: released, and of no lot on hold; not what
        lies at a supplier's.
        Materials without stock are missing."""
        statement = (
            select(StockBalance.material_id, func.sum(StockBalance.quantity))
            .join(StockBalance.location)
            .outerjoin(StockBalance.lot)
            .where(
                StockBalance.organization_id == self.uow.organization_id, StockBalance.plant_id == plant,
                Location.partner_id.is_(None),
                StockBalance.material_id.in_(materials), StockBalance.status == "released",
                or_(Lot.id.is_(None), Lot.held.is_(False)),
            )
            .group_by(StockBalance.material_id)
        )  # fmt: skip
        return {material: quantity for material, quantity in await self.session.execute(statement)}

    async def at(self, material: UUID, location: UUID, lot: UUID | None, status: str) -> StockBalance | None:
        return await self.perhaps(
            self.mine().where(
                StockBalance.material_id == material, StockBalance.location_id == location,
                StockBalance.lot_id.is_not_distinct_from(lot), StockBalance.status == status,
                StockBalance.owner_id.is_(None),
            )
        )  # fmt: skip

    async def of_lot(self, lot: UUID) -> list[StockBalance]:
        """Where a lot lies."""
        here = self.mine().where(StockBalance.lot_id == lot, StockBalance.quantity > 0)
        return await self.all(here.order_by(StockBalance.id), joinedload(StockBalance.location))

    async def lies_at(self, location: UUID) -> bool:
        here = select(StockBalance.id).where(
            StockBalance.organization_id == self.uow.organization_id, StockBalance.location_id == location,
            StockBalance.quantity > 0,
        )  # fmt: skip
        return (await self.session.scalar(here.limit(1))) is not None


class LocationRepository(Repository[Location]):
    model_type = Location

    async def called(self, code: str, plant: UUID | None = None) -> list[Location]:
        """Those of a code, in one plant or in all: two at most are looked at."""
        found = self.mine().where(Location.code == code.strip())
        return await self.all(found.where(Location.plant_id == plant) if plant else found.limit(2))

    async def offered(self, words: str) -> list[Location]:
        found = self.mine().where(Location.state == "active")
        if self.uow.actor.plant_id:
            found = found.where(Location.plant_id == self.uow.actor.plant_id)
        if words.strip():
            found = found.where(or_(Location.code.ilike(pattern(words)), Location.name.ilike(pattern(words))))
        return await self.all(found.order_by(Location.code_order).limit(OFFERED))

    async def of_lines(self, plant: UUID, centers: Collection[UUID]) -> dict[UUID, Location]:
        """The place that material for each work center is brought to, where one is marked."""
        found = self.mine().where(Location.plant_id == plant, Location.work_center_id.in_(centers))
        rows = await self.all(found.where(Location.state == "active"))
        return {row.work_center_id: row for row in rows if row.work_center_id}

    async def supplying(self, plant: UUID) -> Location | None:
        """The first place that production takes from."""
        found = self.mine().where(Location.plant_id == plant, Location.state == "active", Location.supplies)
        return await self.perhaps(found.order_by(Location.created_at, Location.code).limit(1))

    async def at_partner(self, plant: UUID, partner: UUID) -> Location | None:
        """Where our stock lies at a partner's."""
        found = self.mine().where(
            Location.plant_id == plant, Location.partner_id == partner, Location.state == "active"
        )
        return await self.perhaps(found.order_by(Location.created_at).limit(1))

    async def receiving(self, plant: UUID) -> Location | None:
        """Where finished pieces go: the place marked for it, else the first warehouse."""
        here = (Location.plant_id == plant, Location.state == "active", Location.partner_id.is_(None))
        found = self.mine().where(*here)
        order = (Location.receives.desc(), (Location.kind != "warehouse"), Location.created_at, Location.code)
        return await self.perhaps(found.order_by(*order).limit(1))


class LotRepository(Repository[Lot]):
    model_type = Lot

    async def record(self, lot_id: UUID) -> Lot:
        holds = selectinload(Lot.holds).joinedload(Hold.by)
        material = joinedload(Lot.material).joinedload(Material.unit)
        return await self.by_id(lot_id, material, joinedload(Lot.supplier), holds)

    async def by_number(self, number: str) -> Lot | None:
        return await self.perhaps(self.mine().where(Lot.number == number.strip()))

    async def offered(self, words: str) -> list[Lot]:
        found = self.mine()
        if words.strip():
            found = found.where(or_(Lot.number.ilike(pattern(words)), Lot.supplier_lot.ilike(pattern(words))))
        return await self.all(found.order_by(Lot.id.desc()).limit(OFFERED), joinedload(Lot.material))


class HoldRepository(Repository[Hold]):
    model_type = Hold

    async def open_of(self, lot: UUID) -> list[Hold]:
        return await self.all(self.mine().where(Hold.lot_id == lot, Hold.released_at.is_(None)))


class MovementRepository(Repository[Movement]):
    model_type = Movement

    async def of_entry(self, entry: UUID) -> list[Movement]:
        """What a line of the production log moved."""
        return await self.all(self.mine().where(Movement.entry_id == entry).order_by(Movement.id))

    async def is_reversed(self, movement: UUID) -> bool:
        again = select(Movement.id).where(
            Movement.organization_id == self.uow.organization_id, Movement.reverses_id == movement
        )
        return (await self.session.scalar(again)) is not None


class CountRepository(Repository[Count]):
    model_type = Count

    async def record(self, count_id: UUID, *, lock: bool = False) -> Count:
        found = self.mine().where(Count.id == count_id)
        return await self.one(
            found.with_for_update(of=Count) if lock else found,
            joinedload(Count.material).joinedload(Material.unit), joinedload(Count.location), joinedload(Count.lot),
            joinedload(Count.counter),
        )  # fmt: skip


async def drift(uow: UnitOfWork) -> list[tuple[UUID, UUID]]:
    """(material, location) of balances that differ from their movements, as far as the unit of work sees."""
    return [(row[1], row[2]) for row in await uow.session.execute(text(DRIFT))]
