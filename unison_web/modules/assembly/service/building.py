"""Building parts into a piece and taking them out: one transaction, with stock, the ledger and the edges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.assembly import rules
from unison_web.modules.assembly.models import BuiltPart
from unison_web.modules.assembly.repository import (
    PartRepository,
    given,
    lying,
    numbers_of,
    order_of,
    piece_at,
    produced,
    scanned,
)
from unison_web.modules.assembly.schemas import ExchangeIn, NumbersIn, PartIn, RemovalIn
from unison_web.modules.assembly.service.needs import Need, fitting, of_piece
from unison_web.modules.consumption import rules as taking
from unison_web.modules.consumption.repository import candidates
from unison_web.modules.consumption.service.backflush import used_up
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.models import Lot
from unison_web.modules.stock.service import lots
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant
from unison_web.modules.stock.service.posting import post, unheld
from unison_web.modules.work_orders.models import WorkOrder


@dataclass(frozen=True, slots=True)
class Going:
    """A quantity of a lot on its way into a piece, and the component it is, or stands for."""

    lot: Lot
    need: Need
    quantity: Decimal

    @property
    def stands_for(self) -> UUID | None:
        return None if self.need.component.id == self.lot.material_id else self.need.component.id


async def numbers(uow: UnitOfWork, order: WorkOrder, data: NumbersIn) -> list[UUID]:
    """Serial numbers before the pieces are made, at most one for each piece of the order."""
    rules.is_serial(order.material.tracking, order.material.number).or_refuse()
    rules.may_build(order.state).or_refuse()
    rules.room_for_numbers(data.count, await room(uow, order)).or_refuse()
    return await lots.made(uow, order.material, data.count, order_id=order.id)


async def room(uow: UnitOfWork, order: WorkOrder) -> int:
    """How many more pieces may have a number: those to be made, and another one for each that was bad."""
    return int(order.quantity + order.scrap) - await numbers_of(uow, order.id)


async def build(uow: UnitOfWork, piece_id: UUID, data: PartIn, replaces: BuiltPart | None = None) -> BuiltPart:
    """A scanned part goes into a piece, or the sentence says why not."""
    piece, order = await _ready(uow, piece_id)
    await unheld(uow, [piece.id])
    parts = await PartRepository(uow).of_piece(piece.id)
    going = await _going(uow, piece, order, parts, data)
    taken = await _take(uow, piece, order, going)
    part = BuiltPart(
        plant_id=order.plant_id, order_id=order.id, piece_id=piece.id, component_id=going.lot.material_id,
        stands_for_id=going.stands_for, lot_id=going.lot.id, location_id=taken, label=going.lot.number,
        quantity=going.quantity, single=going.lot.kind == "serial", built_by=uow.actor.user_id, built_at=uow.now(),
        replaces_id=replaces.id if replaces else None,
    )  # fmt: skip
    uow.session.add(part)
    await uow.session.flush()
    return part


async def _ready(uow: UnitOfWork, piece_id: UUID) -> tuple[Lot, WorkOrder]:
    """The piece, and its order under lock."""
    piece = await piece_at(uow, piece_id)
    order = await order_of(uow, piece, lock=True)
    rules.may_build(order.state).or_refuse()
    made = piece.id in await produced(uow, [piece.id])
    rules.is_here(piece.number, gone=made and not await lying(uow, piece.id)).or_refuse()
    return piece, order


async def _going(uow: UnitOfWork, piece: Lot, order: WorkOrder, parts: list[BuiltPart], data: PartIn) -> Going:
    """What was scanned, as what, and how much of it. Wrong, held, expired and used ones are refused here."""
    lot = await scanned(uow, data.code)
    if lot is None:
        raise Refused.at("code", _("There is no lot or serial number {number}").format(number=data.code.strip()[:80]))
    rules.not_itself(lot.id == piece.id).or_refuse()
    needs = await of_piece(uow, order, parts)
    need = fitting(needs, lot.material)
    if need is None:
        raise rules.does_not_fit(lot.material.number, [each.component.number for each in needs])
    elsewhere = await PartRepository(uow).holding(lot.id)
    rules.not_elsewhere(lot.number, elsewhere.piece.number if elsewhere else "").or_refuse()
    await unheld(uow, [lot.id])
    today = uow.now().astimezone(uow.actor.timezone).date()
    stock_rules.not_expired(lot.number, lot.expires_on, today).or_refuse()
    ratio = need.ratio(lot.material.number) or rules.ONE
    open_ = need.open * ratio
    quantity = rules.ONE if lot.kind == "serial" else (open_ if data.quantity is None else data.quantity)
    rules.still_room(lot.material.number, need.needed * ratio, open_, quantity).or_refuse()
    stock_rules.countable(quantity).or_refuse()
    return Going(lot, need, quantity)


async def _take(uow: UnitOfWork, piece: Lot, order: WorkOrder, going: Going) -> UUID:
    """Out of stock, or of what the order was given by hand before. Where it came from."""
    lot, today = going.lot, uow.now().astimezone(uow.actor.timezone).date()
    found = await candidates(uow, order.plant_id, order.id, [lot.material_id], today)
    mine = [each for each in found if each.lot_id == lot.id]
    plan = taking.plan({lot.material_id: going.quantity}, mine)
    if not plan.missing:
        await post(uow, order.plant_id, [
            _line(going, piece, order, take.candidate.location_id, take.quantity, take.kept) for take in plan.takes
        ])  # fmt: skip
        await used_up(uow, order.id, plan.takes)
        return plan.takes[0].candidate.location_id
    by_hand, place = await given(uow, order.id, lot.id)
    if place is None or by_hand < going.quantity:
        free = sum((each.free for each in mine), rules.ZERO)
        raise Refused.at("code", stock_rules.too_few(free, lot.material.unit.code).why, code="short")
    back = Line("return", lot.material_id, going.quantity, "production", Place(place), lot.id, order_id=order.id)
    await post(uow, order.plant_id, [back, _line(going, piece, order, place, going.quantity, rules.ZERO)])
    return place


def _line(going: Going, piece: Lot, order: WorkOrder, place: UUID, quantity: Decimal, kept: Decimal) -> Line:
    return Line("build", going.lot.material_id, quantity, Place(place), "production", going.lot.id, order_id=order.id,
                into_lot=piece.id, kept=kept)  # fmt: skip


async def take_out(uow: UnitOfWork, piece_id: UUID, part_id: UUID, data: RemovalIn) -> BuiltPart:
    """A part comes out, and lies where somebody says. The row stays and says why."""
    _piece, order = await _ready(uow, piece_id)
    part = await PartRepository(uow).record(piece_id, part_id)
    rules.may_take_out(part.removed_at is not None).or_refuse()
    stock_rules.say_why(data.reason).or_refuse()
    rules.comes_out_as(data.status, held=part.lot.held, number=part.lot.number).or_refuse()
    place = part.location_id
    if data.location.strip():
        place = (await location_meant(uow, data.location, plant=order.plant_id)).id
    reason = data.reason.strip()
    await post(uow, order.plant_id, [
        Line("remove", part.component_id, part.quantity, "production", Place(place, data.status), part.lot_id,
             order_id=order.id, into_lot=piece_id, reason=reason)
    ], free=True)  # fmt: skip
    uow.reason = reason
    part.removed_by, part.removed_at, part.removal_reason = uow.actor.user_id, uow.now(), reason
    await uow.session.flush()
    return part


async def exchange(uow: UnitOfWork, piece_id: UUID, part_id: UUID, data: ExchangeIn) -> BuiltPart:
    """One part out and another in; if the other does not fit, nothing happens."""
    old = await take_out(uow, piece_id, part_id, RemovalIn(data.reason, data.status, data.location))
    return await build(uow, piece_id, PartIn(data.code, None if old.single else old.quantity), old)
