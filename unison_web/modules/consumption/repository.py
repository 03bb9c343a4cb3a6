"""Named questions about what orders take."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.consumption.models import Missing, Reservation
from unison_web.modules.consumption.rules import Candidate
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.models import Edge, Location, Lot, Movement, StockBalance
from unison_web.modules.stock.service.posting import locked_lots
from unison_web.modules.work_orders.models import Operation, Requirement, WorkOrder

#: What people move to an order and back, one thing after the other.
BY_HAND = ("issue", "return", "build", "remove")
#: Whether a movement of an order adds to what it has taken, or takes from it.
WAY = case((Movement.kind.in_(("return", "remove")), -1), else_=1) * case(
    (Movement.reverses_id.is_not(None), -1), else_=1
)


async def candidates(
    uow: UnitOfWork, plant: UUID, order: UUID, materials: Collection[UUID], today: date, *, ours: bool = False,
    at: UUID | None = None, lock: bool = True,
) -> list[Candidate]:  # fmt: skip
    """What may be taken of the materials now: released, not expired, of no lot on hold; ``ours`` leaves out what
    belongs to suppliers. What lies at a supplier's is taken only from the place that is asked for, ``at``. Under lock,
    unless it is only looked at."""
    place = Location.id == at if at else Location.partner_id.is_(None)
    here = (
        StockBalance.organization_id == uow.organization_id, StockBalance.plant_id == plant,
        StockBalance.material_id.in_(materials), StockBalance.status == "released", StockBalance.quantity > 0,
    )  # fmt: skip
    if lock:
        tracked = await uow.session.scalars(select(StockBalance.lot_id).where(*here, StockBalance.lot_id.is_not(None)))
        await locked_lots(uow, {lot for lot in tracked if lot})
    kept = func.coalesce(Reservation.quantity, 0)
    mine = (Reservation.balance_id == StockBalance.id) & (Reservation.organization_id == StockBalance.organization_id)
    statement = (
        select(
            StockBalance.id, StockBalance.material_id, StockBalance.location_id, StockBalance.lot_id,
            func.coalesce(Lot.number, ""), StockBalance.quantity - StockBalance.reserved + kept, kept,
            Location.supplies, Lot.expires_on, func.coalesce(Lot.created_at, StockBalance.created_at),
            StockBalance.owner_id,
        )
        .join(StockBalance.location)
        .outerjoin(StockBalance.lot)
        .outerjoin(Reservation, mine & (Reservation.order_id == order))
        .where(*here, place, Location.state == "active", or_(Lot.expires_on.is_(None), Lot.expires_on >= today))
        .where(or_(StockBalance.lot_id.is_(None), Lot.held.is_(False)))
        .where(*((StockBalance.owner_id.is_(None),) if ours else ()))
        .order_by(StockBalance.id)
    )  # fmt: skip
    found = await uow.session.execute(statement.with_for_update(of=StockBalance) if lock else statement)
    return [Candidate(*tuple(row)) for row in found]


class ReservationRepository(Repository[Reservation]):
    model_type = Reservation

    async def of_order(self, order: UUID, balances: Collection[UUID] | None = None) -> list[Reservation]:
        found = self.mine().where(Reservation.order_id == order)
        if balances is not None:
            found = found.where(Reservation.balance_id.in_(balances))
        lies = joinedload(Reservation.balance)
        return await self.all(found.order_by(Reservation.id), lies.joinedload(StockBalance.location),
                              lies.joinedload(StockBalance.lot), lies.joinedload(StockBalance.material))  # fmt: skip


class MissingRepository(Repository[Missing]):
    model_type = Missing

    async def record(self, missing_id: UUID, *, lock: bool = False) -> Missing:
        found = self.mine().where(Missing.id == missing_id)
        return await self.one(
            found.with_for_update(of=Missing) if lock else found,
            joinedload(Missing.order),
            joinedload(Missing.material),
        )

    async def of_order(self, order: UUID) -> list[Missing]:
        found = self.mine().where(Missing.order_id == order, Missing.quantity > Missing.settled)
        return await self.all(found.order_by(Missing.id), joinedload(Missing.material).joinedload(Material.unit))


async def moved_for(uow: UnitOfWork, order: UUID, most: int = 200) -> list[Movement]:
    """The newest of what an order took and made."""
    statement = (
        select(Movement)
        .where(Movement.organization_id == uow.organization_id, Movement.order_id == order)
        .order_by(Movement.id.desc())
        .limit(most)
    )
    shown = (Movement.material, Movement.lot, Movement.from_location, Movement.to_location)
    return list(await uow.session.scalars(statement.options(*(joinedload(each) for each in shown))))


async def requirements(
    uow: UnitOfWork, order: UUID
) -> tuple[list[tuple[UUID, int | None, Decimal]], dict[int, Decimal]]:
    """(component, operation, quantity for a piece) of each line of an order, and the operations it has with the pieces
    they have dealt with."""
    per = Requirement.needed / WorkOrder.quantity
    lines = (
        select(Requirement.component_id, Requirement.operation, per)
        .join(WorkOrder, (WorkOrder.id == Requirement.work_order_id)
              & (WorkOrder.organization_id == Requirement.organization_id))
        .where(Requirement.organization_id == uow.organization_id, Requirement.work_order_id == order)
        .order_by(Requirement.position)
    )  # fmt: skip
    steps = (
        select(Operation.sequence, Operation.good + Operation.scrap)
        .where(Operation.organization_id == uow.organization_id, Operation.work_order_id == order,
               Operation.state != "skipped")
        .order_by(Operation.sequence)
    )  # fmt: skip
    found = [(component, operation, each) for component, operation, each in await uow.session.execute(lines)]
    return found, {sequence: done for sequence, done in await uow.session.execute(steps)}


async def issued(uow: UnitOfWork, order: UUID, materials: Collection[UUID]) -> set[UUID]:
    """Materials of which something was given to the order by hand, or built into a piece by scan."""
    statement = select(Movement.material_id).where(
        Movement.organization_id == uow.organization_id, Movement.order_id == order,
        Movement.material_id.in_(materials), Movement.kind.in_(BY_HAND),
    )  # fmt: skip
    return set(await uow.session.scalars(statement))


async def covered(uow: UnitOfWork, order: UUID, materials: Collection[UUID]) -> dict[UUID, Decimal]:
    """How much of each material the order has got so far, by hand, by scan, by reports, and without stock."""
    statement = (
        select(Movement.material_id, func.sum(Movement.quantity * WAY))
        .where(Movement.organization_id == uow.organization_id, Movement.order_id == order,
               Movement.material_id.in_(materials), Movement.kind.in_((*BY_HAND, "consume", "missing")))
        .group_by(Movement.material_id)
    )  # fmt: skip
    return {material: quantity for material, quantity in await uow.session.execute(statement)}


async def taken(uow: UnitOfWork, order: UUID, material: UUID, lot: UUID | None) -> Decimal:
    """What an order holds of a material by hand: issued and used, less what came back. What no stock was known of is
    there once it was settled."""
    statement = select(func.coalesce(func.sum(Movement.quantity * WAY), 0)).where(
        Movement.organization_id == uow.organization_id, Movement.order_id == order, Movement.material_id == material,
        Movement.lot_id.is_not_distinct_from(lot), Movement.kind.in_(("issue", "consume", "return", "settle")),
        or_(Movement.kind == "settle", (Movement.from_account != "missing") & (Movement.to_account != "missing")),
    )  # fmt: skip
    return Decimal(await uow.session.scalar(statement) or 0)


async def lot_of_order(uow: UnitOfWork, order: UUID, material: UUID) -> tuple[UUID, bool] | None:
    """The newest lot of a material that an order makes, and whether it is on hold."""
    statement = (
        select(Lot.id, Lot.held)
        .where(
            Lot.organization_id == uow.organization_id,
            Lot.order_id == order,
            Lot.material_id == material,
            Lot.kind == "lot",
        )
        .order_by(Lot.id.desc())
        .limit(1)
        .with_for_update(read=True)
    )
    row = (await uow.session.execute(statement)).one_or_none()
    return (row[0], row[1]) if row else None


async def serials_waiting(uow: UnitOfWork, order: UUID, material: UUID, most: int) -> list[UUID]:
    """Numbers that the order has and that are not in stock yet: pieces that were built by scan first. What is on hold
    waits."""
    into = (Edge.organization_id == Lot.organization_id, Edge.target_id == Lot.id)
    made = select(func.coalesce(func.sum(Edge.quantity), 0)).where(*into, Edge.kind == "produce").scalar_subquery()
    built = select(func.coalesce(func.sum(Edge.quantity), 0)).where(*into, Edge.kind == "consume").scalar_subquery()
    statement = (
        select(Lot.id)
        .where(Lot.organization_id == uow.organization_id, Lot.order_id == order, Lot.material_id == material,
               Lot.kind == "serial", Lot.held.is_(False), made <= 0)
        .order_by(built.desc(), Lot.id)
        .limit(most)
    )  # fmt: skip
    return list(await uow.session.scalars(statement))
