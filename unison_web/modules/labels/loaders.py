"""Lots, serial numbers, pallets, orders, places and materials as labels know them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from unison_web.engine.gs1.elements import gtin14
from unison_web.engine.labels.filling import Values
from unison_web.kit.custom.fields import fields_of
from unison_web.kit.custom.inputs import fact
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web import formats
from unison_web.modules.labels.nouns import Labelled
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.production.repository import PalletRepository
from unison_web.modules.stock.models import Lot, StockBalance
from unison_web.modules.stock.repository import LocationRepository
from unison_web.modules.stock.service.units import is_sscc
from unison_web.modules.work_orders.models import WorkOrder


async def lot(uow: UnitOfWork, code: str) -> Labelled | None:
    return await _lot(uow, code, "lot")


async def serial(uow: UnitOfWork, code: str) -> Labelled | None:
    return await _lot(uow, code, "serial")


async def _lot(uow: UnitOfWork, code: str, kind: str) -> Labelled | None:
    statement = (
        select(Lot, func.coalesce(_on_hand(), 0), WorkOrder.number)
        .outerjoin(WorkOrder, (WorkOrder.id == Lot.order_id) & (WorkOrder.organization_id == Lot.organization_id))
        .where(Lot.organization_id == uow.organization_id, Lot.number == code, Lot.kind == kind)
        .options(joinedload(Lot.material).joinedload(Material.unit), joinedload(Lot.supplier))
    )
    row = (await uow.session.execute(statement)).one_or_none()
    if row is None:
        return None
    found, quantity, order = row
    made = found.created_at.astimezone(uow.actor.timezone).date()
    shown = {
        "number": found.number, "quantity": formats.number(quantity), "supplier_lot": found.supplier_lot,
        "supplier": found.supplier.name if found.supplier else "", "expires_on": _day(found.expires_on),
        "made_on": _day(made), "order": order or "", "note": found.note,
        **_material(found.material), **_own("", "lots", found.custom), **_own("material.", "materials",
                                                                            found.material.custom),
    }  # fmt: skip
    raw = {"quantity": f"{int(quantity)}", "expires_on": _yymmdd(found.expires_on), "made_on": _yymmdd(made)}
    return Labelled(found.number, found.material.name, f"/lots/{found.id}", None, Values(found.number, shown, raw))


def _on_hand() -> Any:
    return (
        select(func.sum(StockBalance.quantity))
        .where(StockBalance.organization_id == Lot.organization_id, StockBalance.lot_id == Lot.id)
        .correlate(Lot)
        .scalar_subquery()
    )


async def order(uow: UnitOfWork, code: str) -> Labelled | None:
    statement = (
        select(WorkOrder)
        .where(WorkOrder.organization_id == uow.organization_id, WorkOrder.number == code)
        .options(joinedload(WorkOrder.material).joinedload(Material.unit), joinedload(WorkOrder.operations))
    )
    found = (await uow.session.execute(statement)).unique().scalar_one_or_none()
    if found is None:
        return None
    on_pallet = next((op.pallet_quantity for op in reversed(found.operations) if op.pallet_quantity), 0)
    shown = {
        **_material(found.material), "number": found.number, "order": found.number,
        "quantity": formats.number(found.quantity), "on_pallet": formats.number(on_pallet or found.quantity),
        "unit": found.unit, "due": _day(found.due_at.astimezone(uow.actor.timezone).date()),
        "customer": found.customer, "note": found.note, **_own("", "work-orders", found.custom),
        **_own("material.", "materials", found.material.custom),
    }  # fmt: skip
    raw = {"quantity": f"{int(found.quantity)}", "on_pallet": f"{int(on_pallet or found.quantity)}"}
    at = f"/work-orders/{found.number}"
    return Labelled(found.number, found.material.name, at, found.plant_id, Values(found.number, shown, raw))


async def pallet(uow: UnitOfWork, code: str) -> Labelled | None:
    """What stands on it, and the order it was made for; the number is its own, whoever counts it."""
    found = await PalletRepository(uow).numbered(code)
    about = await order(uow, found.order.number) if found else None
    if found is None or about is None:
        return None
    made, much = found.made_at.astimezone(uow.actor.timezone).date(), formats.number(found.quantity)
    lot_, day = (found.lot.number, found.lot.expires_on) if found.lot else ("", None)
    shown = {
        **about.values.shown, "sscc": found.number if is_sscc(found.number) else "", "quantity": much,
        "on_pallet": much, "lot": lot_,
        "made_on": _day(made), "expires_on": _day(day),
    }  # fmt: skip
    count = f"{int(found.quantity)}"
    raw = {"quantity": count, "on_pallet": count, "made_on": _yymmdd(made), "expires_on": _yymmdd(day)}
    at = f"/pallets?q={found.number}"
    return Labelled(found.number, about.name, at, found.plant_id, Values(found.number, shown, raw))


async def place(uow: UnitOfWork, code: str) -> Labelled | None:
    found = await LocationRepository(uow).called(code, uow.actor.plant_id)
    if len(found) != 1:
        return None
    row = found[0]
    shown = {"number": row.code, "name": row.name}
    return Labelled(row.code, row.name, f"/stock?location={row.code}", row.plant_id, Values(row.code, shown))


async def material(uow: UnitOfWork, code: str) -> Labelled | None:
    found = await MaterialRepository(uow).by_number(code)
    if found is None:
        return None
    shown = {**_material(found), "number": found.number, **_own("", "materials", found.custom)}
    return Labelled(found.number, found.name, f"/materials/{found.id}", None, Values(found.number, shown))


def _material(row: Material) -> dict[str, str]:
    gtin = gtin14(row.gtin) if row.gtin else ""
    return {"material": row.number, "name": row.name, "gtin": gtin, "unit": row.unit.code}


def _own(prefix: str, noun: str, values: Mapping[str, Any] | None) -> dict[str, str]:
    """The company's own fields in words."""
    known = values or {}
    return {
        f"{prefix}{one.key}": str(fact(one, known[one.key]).value)
        for one in fields_of(noun)
        if known.get(one.key) is not None
    }


def _day(day: date | None) -> str:
    return str(formats.plain_day(day)) if day else ""


def _yymmdd(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else ""
