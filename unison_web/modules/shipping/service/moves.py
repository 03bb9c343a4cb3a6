"""From packed to signed for: a shipment goes on, leaves in one transaction, and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import guarded_update
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.storage import Storage
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.demands.models import CustomerOrderLine
from unison_web.modules.demands.repository import LineRepository
from unison_web.modules.files import rules as file_rules
from unison_web.modules.files.service import keep as keep_file
from unison_web.modules.shipping import rules
from unison_web.modules.shipping.models import Pick, Shipment
from unison_web.modules.shipping.schemas import BackIn, DeliveryIn, DispatchIn, ReturnIn
from unison_web.modules.shipping.service import holds
from unison_web.modules.shipping.service.heads import own_units, told
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.service.keeping import keep
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant
from unison_web.modules.stock.service.posting import post


async def go(uow: UnitOfWork, shipment: Shipment, verb: str) -> None:
    """The state after a verb that was allowed."""
    await custom.ready(uow, "shipments", shipment, rules.LIFE.after(verb))
    shipment.state = rules.LIFE.after(verb)
    await uow.session.flush()
    told(uow, shipment)


def taken(shipment: Shipment) -> list[Pick]:
    return [pick for pick in shipment.picks if pick.picked > rules.ZERO]


async def pack(uow: UnitOfWork, shipment: Shipment, reason: str) -> None:
    """Everything is picked and in boxes; what is missing has a reason."""
    rules.may("pack", shipment.state).or_refuse()
    picks = taken(shipment)
    await holds.none_of(uow, picks)
    to_pick = sum(pick.state == "open" for pick in shipment.picks)
    loose = sorted({pick.material.number for pick in picks if pick.loose > rules.ZERO})
    short = []
    for line in shipment.lines:
        picked = sum((pick.picked for pick in picks if pick.line_id == line.id), rules.ZERO)
        if picked < line.quantity:
            short.append((line.material.number, line.quantity, picked))
    if not to_pick:
        rules.has_something(sum((pick.picked for pick in picks), rules.ZERO)).or_refuse()
    rules.may_pack(to_pick, loose, short, reason).or_refuse()
    shipment.short_reason = reason.strip() if short else ""
    await go(uow, shipment, "pack")


async def ready(uow: UnitOfWork, shipment: Shipment) -> None:
    """It stands at the dock and may be loaded."""
    rules.may("ready", shipment.state).or_refuse()
    await holds.none_of(uow, taken(shipment))
    holds.none_expired(uow, taken(shipment))
    await go(uow, shipment, "ready")


async def ship(uow: UnitOfWork, shipment: Shipment, data: DispatchIn) -> None:
    """It leaves: everything goes out of stock at once, with an edge from each lot to the customer."""
    rules.may("ship", shipment.state).or_refuse()
    picks = sorted(taken(shipment), key=lambda pick: pick.id)
    await holds.none_of(uow, picks)
    holds.none_expired(uow, picks)
    moved = await post(uow, shipment.plant_id, [
        Line("ship", pick.material_id, pick.picked, Place(pick.location_id), "customer", pick.lot_id,
             partner_id=shipment.customer_id, kept=pick.picked, document=shipment.number)
        for pick in picks
    ], free=True)  # fmt: skip
    for pick, movement in zip(picks, moved, strict=True):
        pick.movement_id = movement
    await _told_the_order(uow, shipment, [(pick, pick.picked) for pick in picks])
    shipment.carrier = data.carrier.strip() or shipment.carrier
    shipment.tracking = data.tracking.strip() or shipment.tracking
    shipment.shipped_at, shipment.shipped_by = uow.now(), uow.actor.user_id
    await go(uow, shipment, "ship")


async def _told_the_order(uow: UnitOfWork, shipment: Shipment, amounts: Sequence[tuple[Pick, Decimal]]) -> None:
    """Each line of the customer order counts what of it has left; below zero, what came back."""
    sums: dict[UUID, Decimal] = {}
    of = {line.id: line.order_line_id for line in shipment.lines}
    for pick, quantity in amounts:
        if key := of[pick.line_id]:
            sums[key] = sums.get(key, rules.ZERO) + quantity
    for key in sorted(sums):
        if shipment.order_id is None:
            continue
        line = await LineRepository(uow).of(shipment.order_id, key)
        more = await own_units(uow, line, sums[key], back=True)
        await guarded_update(uow, CustomerOrderLine, key, {"shipped": CustomerOrderLine.shipped + more})


async def deliver(
    uow: UnitOfWork, shipment: Shipment, data: DeliveryIn, storage: Storage, name: str, content: bytes
) -> None:
    """Somebody took it. The picture of it is a file of the shipment."""
    rules.may("deliver", shipment.state).or_refuse()
    at = data.delivered_at or uow.now()
    at = (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(shipment.plant.zone))).astimezone(UTC)
    if at > uow.now():
        raise Refused.at("delivered_at", _("This is in the future"))
    if content:
        if not file_rules.media_type(content).startswith("image/"):
            raise Refused.at("file", _("This is no picture"))
        note = _("Proof of delivery, {name}").format(name=data.received_by.strip())
        await keep_file(uow, storage, "shipments", shipment.id, name or "proof.jpg", content, note)
    shipment.received_by, shipment.delivered_at = data.received_by.strip(), at
    await go(uow, shipment, "deliver")


async def give_back(uow: UnitOfWork, shipment: Shipment, data: ReturnIn) -> None:
    """What came back lies in quarantine, unless something else is said, until somebody has looked at it. Lots on hold
    come back, too: a recall wants them back, and the hold goes on."""
    rules.may("return", shipment.state).or_refuse()
    stock_rules.say_why(data.reason).or_refuse()
    place = await location_meant(uow, data.location, plant=shipment.plant_id) if data.location.strip() else None
    came = [(pick, quantity) for pick, quantity in _came_back(shipment, data.quantities) if quantity > rules.ZERO]
    rules.something_came_back(sum((quantity for _pick, quantity in came), rules.ZERO)).or_refuse()
    reason = data.reason.strip()
    await post(uow, shipment.plant_id, [
        Line("ship", pick.material_id, quantity, "customer",
             Place(place.id if place else pick.location_id, data.status), pick.lot_id,
             partner_id=shipment.customer_id, reason=reason, document=shipment.number, reverses_id=pick.movement_id)
        for pick, quantity in came
    ], free=True)  # fmt: skip
    for pick, quantity in came:
        pick.returned = quantity
    await _told_the_order(uow, shipment, [(pick, -quantity) for pick, quantity in came])
    uow.reason = reason
    shipment.returned_at, shipment.return_reason = uow.now(), reason
    await go(uow, shipment, "return")


def _came_back(shipment: Shipment, said: Sequence[BackIn]) -> list[tuple[Pick, Decimal]]:
    picks = {pick.id: pick for pick in shipment.picks if pick.movement_id}
    if not said:
        return [(pick, pick.picked) for pick in picks.values()]
    quantities: dict[UUID, Decimal] = {}
    for each in said:
        if each.pick not in picks:
            raise NotFound
        quantities[each.pick] = quantities.get(each.pick, rules.ZERO) + each.quantity
    for key, quantity in quantities.items():
        rules.may_come_back(picks[key].picked, quantity).or_refuse()
    return [(picks[key], quantity) for key, quantity in sorted(quantities.items())]


async def reopen(uow: UnitOfWork, shipment: Shipment) -> None:
    """Something has to be changed: it can be picked and packed again."""
    rules.may("reopen", shipment.state).or_refuse()
    shipment.short_reason = ""
    await go(uow, shipment, "reopen")


async def cancel(uow: UnitOfWork, shipment: Shipment, reason: str) -> None:
    """It does not go. What was kept for it is free again, where it lies."""
    rules.may("cancel", shipment.state).or_refuse()
    stock_rules.say_why(reason).or_refuse()
    await keep(uow, [(pick.balance_id, -pick.kept) for pick in shipment.picks if pick.kept > rules.ZERO])
    uow.reason = reason.strip()
    shipment.dock_id, shipment.dock_at = None, None
    await go(uow, shipment, "cancel")
