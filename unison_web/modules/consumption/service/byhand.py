"""What people give to an order and take back from it: issue, return, reserve, and settle what was missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.modules.consumption import rules
from unison_web.modules.consumption.models import Missing, Reservation
from unison_web.modules.consumption.repository import ReservationRepository, candidates, taken
from unison_web.modules.consumption.schemas import IssueIn, ReservationIn, ReturnIn, SettleIn
from unison_web.modules.consumption.service.backflush import lies, missed, used_up
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.models import Location, Lot
from unison_web.modules.stock.service.keeping import keep
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant, lot_meant
from unison_web.modules.stock.service.posting import post, unheld
from unison_web.modules.work_orders.models import Operation, WorkOrder


async def issue(uow: UnitOfWork, order: WorkOrder, data: IssueIn) -> list[UUID]:
    """Give stock to an order: what is first in turn, or what somebody chose and said why."""
    rules.may_take(order.state).or_refuse()
    stock_rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    planned, free = await _planned(uow, order, material, data)
    if planned.missing:
        stock_rules.too_few(free, material.unit.code).or_refuse()
    moved = await post(uow, order.plant_id, [line(order.id, take, data.reason) for take in planned.takes])
    await used_up(uow, order.id, planned.takes)
    return moved


async def consumed(uow: UnitOfWork, operation: Operation, entry: UUID, data: IssueIn) -> None:
    """A line of the log says what went in: it is issued like by hand, and reports use it up first. What no stock is
    known of is missing, as with a report; a lot or place that somebody names has to have it."""
    material = await material_meant(uow, data.material)
    planned, free = await _planned(uow, operation.order, material, data)
    if planned.missing and (data.lot.strip() or data.location.strip()):
        stock_rules.too_few(free, material.unit.code).or_refuse()
    order = operation.work_order_id
    lines = [line(order, take, data.reason, entry) for take in planned.takes]
    lines += [
        Line("issue", key, short, "missing", "production", None, order, entry) for key, short in planned.missing.items()
    ]
    await missed(uow, operation, planned.missing)
    await post(uow, operation.plant_id, lines)
    await used_up(uow, order, planned.takes)


def line(order: UUID, take: rules.Take, reason: str, entry: UUID | None = None) -> Line:
    known = take.candidate
    return Line(
        "issue", known.material_id, take.quantity, lies(take), "production", known.lot_id, order_id=order,
        entry_id=entry, kept=take.kept, reason=reason.strip(),
    )  # fmt: skip


async def _planned(uow: UnitOfWork, order: WorkOrder, material: Material, data: IssueIn) -> tuple[rules.Plan, Decimal]:
    """What is taken from where, and how much there is. Refused where the lot is on hold, expired, or not the first."""
    place = await location_meant(uow, data.location, plant=order.plant_id) if data.location.strip() else None
    lot = await lot_meant(uow, data.lot, material) if data.lot.strip() else None
    if lot:
        await unheld(uow, [lot.id])
    today = uow.now().astimezone(uow.actor.timezone).date()
    found = await candidates(uow, order.plant_id, order.id, [material.id], today)
    chosen = chosen_of(found, place, lot)
    if lot:
        stock_rules.not_expired(lot.number, lot.expires_on, today).or_refuse()
        stock_rules.may_skip_first(rules.first_lot(found), lot.number, data.reason).or_refuse()
    free = sum((each.free for each in chosen), rules.ZERO)
    return rules.plan({material.id: data.quantity}, chosen), free


def chosen_of(found: Sequence[rules.Candidate], place: Location | None, lot: Lot | None) -> list[rules.Candidate]:
    return [
        each
        for each in found
        if (place is None or each.location_id == place.id) and (lot is None or each.lot_id == lot.id)
    ]


async def give_back(uow: UnitOfWork, order: WorkOrder, data: ReturnIn) -> list[UUID]:
    """What an order did not need comes back into stock, at most what it took."""
    stock_rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location, plant=order.plant_id)
    lot_id = lot.id if lot else None
    rules.may_return(await taken(uow, order.id, material.id, lot_id), data.quantity).or_refuse()
    return await post(uow, order.plant_id, [
        Line("return", material.id, data.quantity, "production", Place(place.id, data.status), lot_id,
             order_id=order.id, reason=data.reason.strip())
    ])  # fmt: skip


async def reserve(uow: UnitOfWork, order: WorkOrder, data: ReservationIn) -> list[Reservation]:
    """Keep stock for an order: what is first in turn. Nobody else can take it."""
    rules.may_reserve(order.state).or_refuse()
    stock_rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    today = uow.now().astimezone(uow.actor.timezone).date()
    found = await candidates(uow, order.plant_id, order.id, [material.id], today)
    planned = rules.plan({material.id: data.quantity}, [unreserved(each) for each in found])
    if planned.missing:
        free = sum((each.free - each.kept for each in found), rules.ZERO)
        stock_rules.too_few(free, material.unit.code).or_refuse()
    await keep(uow, [(take.candidate.balance_id, take.quantity) for take in planned.takes])
    known = {row.balance_id: row for row in await ReservationRepository(uow).of_order(order.id)}
    for take in planned.takes:
        row = known.get(take.candidate.balance_id)
        if row:
            row.quantity += take.quantity
        else:
            uow.session.add(Reservation(plant_id=order.plant_id, order_id=order.id,
                                        balance_id=take.candidate.balance_id, quantity=take.quantity))  # fmt: skip
    await uow.session.flush()
    return await ReservationRepository(uow).of_order(order.id)


def unreserved(candidate: rules.Candidate) -> rules.Candidate:
    """Without what is kept for the order already."""
    return replace(candidate, free=candidate.free - candidate.kept, kept=rules.ZERO)


async def let_go(uow: UnitOfWork, rows: Sequence[Reservation]) -> None:
    """Others may take it again."""
    if not rows:
        return
    await keep(uow, [(row.balance_id, -row.quantity) for row in rows])
    for row in rows:
        await uow.session.delete(row)
    await uow.session.flush()


async def settle(uow: UnitOfWork, row: Missing, data: SettleIn) -> Missing:
    """Say from where what was missing came."""
    stock_rules.countable(data.quantity).or_refuse()
    rules.may_settle(row.open, data.quantity).or_refuse()
    material: Material = row.material
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location, plant=row.plant_id)
    await post(uow, row.plant_id, [
        Line("settle", row.material_id, data.quantity, Place(place.id), "missing", lot.id if lot else None,
             order_id=row.order_id)
    ])  # fmt: skip
    left = Missing.settled + data.quantity <= Missing.quantity
    if not await guarded_update(uow, Missing, row.id, {"settled": Missing.settled + data.quantity}, left):
        rules.may_settle(rules.ZERO, data.quantity).or_refuse()
    return row
