"""The one road by which quantities move: lots that are free, balances under lock in one order, a row of the ledger for
each line, and the edges between lots. A handful of statements, however many lines there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.sets import note
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.stock import rules
from unison_web.modules.stock.events import StockMoved
from unison_web.modules.stock.models import Edge, Hold, Lot, Movement
from unison_web.modules.stock.service.lines import Key, Line

#: Rows for what comes to a place for the first time, in the order of the key: two that make the same wait, never knot.
MAKE = text(
    "INSERT INTO stock_balances (organization_id, id, created_at, plant_id, material_id, location_id, lot_id, status,"
    " owner_id) SELECT :organization, k.id, :now, :plant, k.m, k.l, k.t, k.s, k.o FROM unnest(CAST(:m AS uuid[]),"
    " CAST(:l AS uuid[]), CAST(:t AS uuid[]), CAST(:s AS text[]), CAST(:o AS uuid[]), CAST(:ids AS uuid[]))"
    " AS k(m, l, t, s, o, id) ORDER BY k.m, k.l, k.t, k.s, k.o ON CONFLICT DO NOTHING"
)
LOCK = text(
    "SELECT b.id, b.material_id, b.location_id, b.lot_id, b.status, b.owner_id, b.quantity, b.reserved"
    " FROM stock_balances b JOIN unnest(CAST(:m AS uuid[]), CAST(:l AS uuid[]), CAST(:t AS uuid[]), CAST(:s AS text[]),"
    " CAST(:o AS uuid[])) AS k(m, l, t, s, o)"
    " ON b.material_id = k.m AND b.location_id = k.l AND b.lot_id IS NOT DISTINCT FROM k.t AND b.status = k.s"
    " AND b.owner_id IS NOT DISTINCT FROM k.o"
    " WHERE b.organization_id = :organization AND b.plant_id = :plant ORDER BY b.id FOR UPDATE OF b"
)
MOVE = text(
    "UPDATE stock_balances b SET quantity = b.quantity + d.q, reserved = b.reserved + d.r, version = b.version + 1"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:q AS numeric[]), CAST(:r AS numeric[])) AS d(id, q, r)"
    " WHERE b.organization_id = :organization AND b.id = d.id"
    " AND b.quantity + d.q >= 0 AND b.reserved + d.r BETWEEN 0 AND b.quantity + d.q RETURNING b.id"
)


async def post(
    uow: UnitOfWork, plant_id: UUID, lines: Sequence[Line], *, free: bool = False, at: datetime | None = None
) -> list[UUID]:
    """Move everything or nothing. Raises Refused with what is free, or with the reason of a hold. ``free`` says that
    the caller has looked at the holds already, under a lock. The ids of the movements, in the order of the lines."""
    if not lines:
        return []
    if not free:
        await unheld(uow, {lot for line in lines for lot in (line.lot_id, line.from_lot) if lot})
    await _balances(uow, plant_id, lines)
    common = {"occurred_at": at or uow.now()}
    rows = [line.row(plant_id, actor_id=uow.actor.user_id, **common) for line in lines]
    await bulk_insert(uow, Movement, rows, audited=False)
    edges = [edge for line in lines if (edge := line.edge(**common))]
    if edges:
        await bulk_insert(uow, Edge, edges, audited=False)
    uow.emit(StockMoved(plant_id, lines[0].material_id, lines[0].order_id, len(lines)))
    return [line.id for line in lines]


async def unheld(uow: UnitOfWork, lots: Collection[UUID]) -> None:
    """No hold can come before this transaction ends, and none is there now."""
    held = [number for number, is_held in (await locked_lots(uow, lots)).values() if is_held]
    if held:
        because = await uow.session.scalar(
            select(Hold.reason)
            .join(Lot, (Lot.id == Hold.lot_id) & (Lot.organization_id == Hold.organization_id))
            .where(Hold.organization_id == uow.organization_id, Lot.number == held[0], Hold.released_at.is_(None))
            .limit(1)
        )
        rules.may_move(held[0], held=True, reason=because or "").or_refuse()


async def locked_lots(uow: UnitOfWork, lots: Collection[UUID]) -> dict[UUID, tuple[str, bool]]:
    """(number, held) of each, shared: others may move them too, but nobody can put them on hold meanwhile."""
    if not lots:
        return {}
    statement = (
        select(Lot.id, Lot.number, Lot.held)
        .where(Lot.organization_id == uow.organization_id, Lot.id.in_(lots))
        .order_by(Lot.id)
        .with_for_update(read=True)
    )
    return {key: (number, held) for key, number, held in await uow.session.execute(statement)}


async def _balances(uow: UnitOfWork, plant_id: UUID, lines: Sequence[Line]) -> None:
    """Make the rows that are new, lock all in the order of their ids, look, change them in one statement."""
    deltas: dict[Key, list[Decimal]] = defaultdict(lambda: [rules.ZERO, rules.ZERO])
    for line in lines:
        for key, quantity, kept in line.touched():
            deltas[key][0] += quantity
            deltas[key][1] += kept
    if not deltas:
        return
    comes = {key for line in lines for key, quantity, _kept in line.touched() if quantity > rules.ZERO}
    who = {"organization": uow.organization_id, "plant": plant_id}
    if comes:
        ids = [new_id() for _n in comes]
        await uow.session.execute(MAKE, {**who, **_arrays(comes), "ids": ids, "now": uow.now()})
    locked = await uow.session.execute(LOCK, {**who, **_arrays(deltas)})
    there: dict[Key, Any] = {(row[1], row[2], row[3], row[4], row[5]): row for row in locked}
    await _look(uow, deltas, there)
    moved = {
        "ids": [there[key][0] for key in deltas], "q": [each[0] for each in deltas.values()],
        "r": [each[1] for each in deltas.values()],
    }  # fmt: skip
    done = (await uow.session.execute(MOVE, {**who, **moved})).all()
    if len(done) != len(deltas):
        raise Refused(_("There is not enough here"), code="short")
    note(uow.session, "stock_balances", len(done), told=False)


async def _look(uow: UnitOfWork, deltas: dict[Key, list[Decimal]], there: dict[Key, Any]) -> None:
    """Whether what goes is there, and is nobody else's."""
    for key, (quantity, kept) in deltas.items():
        row = there.get(key)
        lies, reserved = (row[6], row[7]) if row else (rules.ZERO, rules.ZERO)
        if quantity < rules.ZERO and lies + quantity < reserved + kept:
            await _refuse(uow, key[0], lies - reserved - kept)


def _arrays(keys: Collection[Key]) -> dict[str, Any]:
    columns = list(zip(*keys, strict=True))
    return {name: list(column) for name, column in zip(("m", "l", "t", "s", "o"), columns, strict=True)}


async def _refuse(uow: UnitOfWork, material: UUID, free: Decimal) -> None:
    unit = await uow.session.scalar(
        select(Unit.code)
        .join(Material, (Material.unit_id == Unit.id) & (Material.organization_id == Unit.organization_id))
        .where(Material.organization_id == uow.organization_id, Material.id == material)
    )
    rules.too_few(free, unit or "").or_refuse()
