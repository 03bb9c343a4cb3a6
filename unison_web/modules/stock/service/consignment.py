"""Stock of suppliers that lies here: it becomes ours when it is used, or when somebody takes it over."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.structs import tidy
from unison_web.modules.materials.models import Material, Unit
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.partners.models import Partner
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Movement, StockBalance
from unison_web.modules.stock.schemas_owners import ConsignedOut, ConsignmentOut, TakeOverIn
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant, lot_meant, partner_meant
from unison_web.modules.stock.service.posting import post

USED = ("consume", "issue", "settle")
Key = tuple[UUID, UUID]


async def take_over(uow: UnitOfWork, data: TakeOverIn) -> list[UUID]:
    """From now on it is ours, where it lies."""
    rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location)
    supplier = await partner_meant(uow, data.supplier, "supplier")
    rules.whose(consigned=True, known=supplier is not None).or_refuse()
    owner = supplier.id if supplier else None
    theirs, ours = Place(place.id, owner_id=owner), Place(place.id)
    return await post(uow, place.plant_id, [
        Line("takeover", material.id, data.quantity, theirs, ours, lot.id if lot else None, partner_id=owner)
    ])  # fmt: skip


async def report(uow: UnitOfWork, month: str) -> ConsignmentOut:
    """What of each supplier lies here now, and what became ours in a month of the plant."""
    first = _first(month, uow.now().astimezone(uow.actor.timezone).date())
    following = _next(first)
    span = [datetime.combine(day, time(), uow.actor.timezone).astimezone(UTC) for day in (first, following)]
    lies, moved = await _lying(uow), await _moved(uow, span[0], span[1])
    keys = lies.keys() | moved.keys()
    named = await _named(uow, keys)
    items = []
    for supplier, material in keys:
        used = moved.get((supplier, material), {})
        name, code = named[supplier]
        number, called, unit = named[material]
        items.append(ConsignedOut(
            supplier, name, code, material, number, called, unit,
            *map(tidy, (lies.get((supplier, material), rules.ZERO), used.get("used", rules.ZERO),
                        used.get("taken_over", rules.ZERO))),
        ))  # fmt: skip
    return ConsignmentOut(
        f"{first:%Y-%m}", first, following - timedelta(days=1), f"{first - timedelta(days=1):%Y-%m}",
        f"{following:%Y-%m}", sorted(items, key=lambda each: (each.supplier, each.name, each.number)),
    )  # fmt: skip


def _first(month: str, today: date) -> date:
    if not month:
        return today.replace(day=1)
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused(month=_("Say the month like 2026-11")) from None


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


async def _lying(uow: UnitOfWork) -> dict[Key, Decimal]:
    statement = (
        select(StockBalance.owner_id, StockBalance.material_id, func.sum(StockBalance.quantity))
        .where(StockBalance.organization_id == uow.organization_id, StockBalance.owner_id.is_not(None),
               StockBalance.quantity > 0)
        .group_by(StockBalance.owner_id, StockBalance.material_id)
    )  # fmt: skip
    return {(owner, material): much for owner, material, much in await uow.session.execute(statement) if owner}


async def _moved(uow: UnitOfWork, start: datetime, end: datetime) -> dict[Key, dict[str, Decimal]]:
    """What left a supplier's ownership, less what was taken back into it."""
    owner = func.coalesce(Movement.from_owner_id, Movement.to_owner_id)
    signed = func.sum(Movement.quantity * case((Movement.from_owner_id.is_not(None), 1), else_=-1))
    how = case((Movement.kind == "takeover", "taken_over"), else_="used")
    statement = (
        select(owner, Movement.material_id, how, signed)
        .where(
            Movement.organization_id == uow.organization_id, Movement.kind.in_((*USED, "takeover")),
            owner.is_not(None), Movement.occurred_at >= start, Movement.occurred_at < end,
        )
        .group_by(owner, Movement.material_id, how)
    )  # fmt: skip
    found: dict[Key, dict[str, Decimal]] = defaultdict(dict)
    for supplier, material, kind, much in await uow.session.execute(statement):
        found[supplier, material][kind] = much
    return found


async def _named(uow: UnitOfWork, keys: Any) -> dict[UUID, tuple[str, ...]]:
    """(name, number) of suppliers, (number, name, unit) of materials."""
    suppliers = select(Partner.id, Partner.name, Partner.number).where(
        Partner.organization_id == uow.organization_id, Partner.id.in_({supplier for supplier, _m in keys})
    )
    materials = (
        select(Material.id, Material.number, Material.name, Unit.code)
        .join(Material.unit)
        .where(Material.organization_id == uow.organization_id, Material.id.in_({material for _s, material in keys}))
    )
    rows = [*await uow.session.execute(suppliers), *await uow.session.execute(materials)]
    return {row[0]: tuple(row[1:]) for row in rows}
