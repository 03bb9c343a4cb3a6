"""What a report moves: components are used up at their operation, good pieces of the last one come into stock. In the
transaction of the report, in a fixed number of statements, and without ever refusing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.sets import note
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.consumption import rules
from unison_web.modules.consumption.repository import (
    candidates,
    covered,
    issued,
    lot_of_order,
    requirements,
    serials_waiting,
)
from unison_web.modules.consumption.service import outside
from unison_web.modules.materials.models import Material
from unison_web.modules.stock.repository import LocationRepository, MovementRepository
from unison_web.modules.stock.service import lots
from unison_web.modules.stock.service.lines import Line, Place, reversed_of
from unison_web.modules.stock.service.posting import post
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.service import outputs

MICRO = Decimal("0.000001")
#: What is missing grows and shrinks; what was settled stays below it, or the statement finds no row.
MISS = text(
    "INSERT INTO stock_missing (organization_id, id, created_at, plant_id, order_id, material_id, operation, quantity)"
    " SELECT :organization, k.id, :now, :plant, :order, k.m, :operation, k.q"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:m AS uuid[]), CAST(:q AS numeric[])) AS k(id, m, q) ORDER BY k.m"
    " ON CONFLICT (organization_id, order_id, material_id, operation)"
    " DO UPDATE SET quantity = stock_missing.quantity + excluded.quantity, version = stock_missing.version + 1"
)
LESS = text(
    "UPDATE stock_missing s SET quantity = s.quantity - k.q, version = s.version + 1"
    " FROM unnest(CAST(:m AS uuid[]), CAST(:q AS numeric[])) AS k(m, q) WHERE s.organization_id = :organization"
    " AND s.order_id = :order AND s.operation = :operation AND s.material_id = k.m AND s.quantity - k.q >= s.settled"
    " RETURNING s.id"
)
USED = text(
    "WITH said AS (SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:q AS numeric[])) AS k(b, q)),"
    " gone AS (DELETE FROM stock_reservations r USING said WHERE r.organization_id = :organization"
    " AND r.order_id = :order AND r.balance_id = said.b AND r.quantity <= said.q RETURNING r.id)"
    " UPDATE stock_reservations r SET quantity = r.quantity - said.q, version = r.version + 1 FROM said"
    " WHERE r.organization_id = :organization AND r.order_id = :order AND r.balance_id = said.b AND r.quantity > said.q"
)


async def reported(
    uow: UnitOfWork, operation: Operation, entry: UUID, kind: str, quantity: Decimal,
    said: Mapping[UUID, Decimal] | None = None,
) -> None:  # fmt: skip
    """Pieces were counted at an operation. Bad ones use up what good ones do; only good ones of the last operation
    come into stock, and with them what the order brings beside: ``said`` where it is not what the bill expects."""
    lines, done = await requirements(uow, operation.work_order_id)
    steps = list(done)
    if not steps:
        return
    needs: dict[UUID, Decimal] = defaultdict(Decimal)
    due: dict[UUID, Decimal] = defaultdict(Decimal)
    for component, at, per in lines:
        step = rules.takes_at(at, steps)
        due[component] += (per * done[step]).quantize(MICRO)
        if step == operation.sequence:
            needs[component] += (per * quantity).quantize(MICRO)
    moved = await _used(uow, operation, entry, await _not_given_yet(uow, operation.work_order_id, needs, due))
    if kind == "good" and operation.sequence == steps[-1]:
        moved += await _made(uow, operation, entry, quantity, said or {})
    await post(uow, operation.plant_id, moved, free=True)


async def _not_given_yet(
    uow: UnitOfWork, order: UUID, needs: dict[UUID, Decimal], due: dict[UUID, Decimal]
) -> dict[UUID, Decimal]:
    """What was issued to the order by hand is used first. ``due`` is what all pieces so far take."""
    by_hand = await issued(uow, order, needs) if needs else set()
    got = await covered(uow, order, by_hand) if by_hand else {}
    left = {
        key: max(min(amount, due[key] - got[key]), rules.ZERO) if key in got else amount
        for key, amount in needs.items()
    }
    return {key: amount for key, amount in left.items() if amount}


async def _used(uow: UnitOfWork, operation: Operation, entry: UUID, needs: dict[UUID, Decimal]) -> list[Line]:
    if not needs:
        return []
    today = uow.now().astimezone(uow.actor.timezone).date()
    order = operation.work_order_id
    planned = await _outside(uow, operation, needs, today) if operation.outside_id else rules.Plan()
    here = {key: amount for key, amount in needs.items() if key not in planned.known}
    if here:
        found = rules.plan(here, await candidates(uow, operation.plant_id, order, set(here), today))
        planned.takes += found.takes
        planned.missing |= found.missing
    await used_up(uow, order, planned.takes)
    await missed(uow, operation, planned.missing)
    return [
        *(
            Line("consume", take.candidate.material_id, take.quantity, lies(take), "production",
                 take.candidate.lot_id, order, entry, kept=take.kept)
            for take in planned.takes
        ),
        *(Line("missing", material, short, "missing", "production", None, order, entry)
          for material, short in planned.missing.items()),
    ]  # fmt: skip


def lies(take: rules.Take) -> Place:
    return Place(take.candidate.location_id, owner_id=take.candidate.owner_id)


async def used_up(uow: UnitOfWork, order: UUID, takes: Iterable[rules.Take]) -> None:
    """Reservations that were taken shrink, or are gone."""
    kept = [(take.candidate.balance_id, take.kept) for take in takes if take.kept]
    if not kept:
        return
    said = {"ids": [each[0] for each in kept], "q": [each[1] for each in kept]}
    await uow.session.execute(USED, {**said, "organization": uow.organization_id, "order": order})
    note(uow.session, "stock_reservations", len(kept), told=False)


async def _outside(uow: UnitOfWork, operation: Operation, needs: dict[UUID, Decimal], today: date) -> rules.Plan:
    """What was sent to the supplier for this order is used there, as far as it goes; what never went there is not."""
    order, place = operation.work_order_id, operation.outside_id
    there = await outside.of_order(uow, order, place) if place else {}
    known = {key: amount for key, amount in needs.items() if key in there}
    if not known:
        return rules.Plan()
    most = {key: min(amount, max(there[key].open, rules.ZERO)) for key, amount in known.items()}
    planned = rules.plan(most, await candidates(uow, operation.plant_id, order, set(known), today, at=place))
    planned.known = frozenset(known)
    for key, amount in known.items():
        if short := amount - most[key]:
            planned.missing[key] = planned.missing.get(key, rules.ZERO) + short
    return planned


async def missed(uow: UnitOfWork, operation: Operation, short: dict[UUID, Decimal]) -> None:
    """What no stock is known of, until somebody says where it came from."""
    if not short:
        return
    await uow.session.execute(MISS, {
        "organization": uow.organization_id, "ids": [new_id() for _n in short], "m": list(short),
        "q": list(short.values()), "order": operation.work_order_id, "plant": operation.plant_id,
        "operation": operation.sequence, "now": uow.now(),
    })  # fmt: skip
    note(uow.session, "stock_missing", len(short), told=False)


async def _made(
    uow: UnitOfWork, operation: Operation, entry: UUID, quantity: Decimal, said: Mapping[UUID, Decimal]
) -> list[Line]:
    """The pieces and what comes beside them, each into the lot that the order makes, into serial numbers of their own,
    or simply into stock. A plant without a place for finished pieces keeps none."""
    place = await LocationRepository(uow).receiving(operation.plant_id)
    if place is None:
        return []
    order, comes = operation.work_order_id, [(operation.order.material, quantity)]
    for output, material in await outputs.of_order(uow, order):
        comes.append((material, said.get(material.id, (output.quantity_per * quantity).quantize(MICRO))))
    lines: list[Line] = []
    for material, much in comes:
        into = await _lots(uow, material, order, much) if much > rules.ZERO else []
        each = Decimal(1) if _by_piece(material, much) else much
        lines += [Line("produce", material.id, each, "production", Place(place.id), lot, order, entry) for lot in into]
    return lines


def _by_piece(material: Material, quantity: Decimal) -> bool:
    return material.tracking == "serial" and quantity == quantity.to_integral_value()


async def _lots(uow: UnitOfWork, material: Material, order: UUID, quantity: Decimal) -> list[UUID | None]:
    """A lot on hold takes nothing more: the order goes on in a new one. Pieces that have a number already keep it."""
    if material.tracking == "none":
        return [None]
    if _by_piece(material, quantity):
        waiting = await serials_waiting(uow, order, material.id, int(quantity))
        more = int(quantity) - len(waiting)
        return [*waiting, *(await lots.made(uow, material, more, order_id=order) if more else ())]
    going = await lot_of_order(uow, order, material.id)
    if going and not going[1]:
        return [going[0]]
    return list(await lots.made(uow, material, order_id=order))


async def beside(uow: UnitOfWork, operation: Operation, entry: UUID) -> dict[UUID, Decimal]:
    """What a report brought beside the pieces: material → how much."""
    found: dict[UUID, Decimal] = defaultdict(Decimal)
    for row in await MovementRepository(uow).of_entry(entry):
        if row.kind == "produce" and row.material_id != operation.order.material_id:
            found[row.material_id] += row.quantity
    return dict(found)


async def taken_back(uow: UnitOfWork, operation: Operation, entry: UUID, reversal: UUID) -> None:
    """A report was undone: what it moved goes back the way it came. Refused where the pieces have gone on already."""
    rows = await MovementRepository(uow).of_entry(entry)
    short: dict[UUID, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.from_account == "missing":
            short[row.material_id] += row.quantity
    if short:
        less = {"m": list(short), "q": list(short.values()), "operation": operation.sequence}
        done = await uow.session.execute(
            LESS, {**less, "organization": uow.organization_id, "order": operation.work_order_id}
        )
        if len(done.all()) != len(short):
            raise Refused(_("What was missing has been settled meanwhile. Ask the supervisor to correct it"))
        note(uow.session, "stock_missing", len(short), told=False)
    await post(uow, operation.plant_id, [reversed_of(row, "", reversal) for row in rows])
