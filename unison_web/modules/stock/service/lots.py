"""Lots and serials: made, divided, put on hold, let go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_numbers
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.materials.models import Material
from unison_web.modules.stock import rules
from unison_web.modules.stock.events import LotHeld
from unison_web.modules.stock.models import Hold, Lot
from unison_web.modules.stock.repository import HoldRepository, LotRepository, StockRepository
from unison_web.modules.stock.schemas import LotIn, SplitIn, StatusIn
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant
from unison_web.modules.stock.service.posting import post

MOST_SERIALS = 200


async def made(
    uow: UnitOfWork, material: Material, count: int = 1, *, number: str = "", supplier_lot: str = "",
    supplier_id: UUID | None = None, order_id: UUID | None = None, expires_on: date | None = None,
) -> list[UUID]:  # fmt: skip
    """New lots, or serials, of a material: by the rule of their numbers unless one is said."""
    kind = "serial" if material.tracking == "serial" else "lot"
    numbers = [number.strip()] if number.strip() else await next_numbers(uow, kind, count)
    if expires_on is None and material.shelf_life_days:
        today = uow.now().astimezone(uow.actor.timezone).date()
        expires_on = today + timedelta(days=material.shelf_life_days)
    rows = [
        {
            "number": each, "kind": kind, "material_id": material.id, "supplier_lot": supplier_lot.strip(),
            "supplier_id": supplier_id, "order_id": order_id, "expires_on": expires_on,
        }
        for each in numbers
    ]  # fmt: skip
    await bulk_insert(uow, Lot, rows)
    return list(
        await uow.session.scalars(
            select(Lot.id).where(Lot.organization_id == uow.organization_id, Lot.number.in_(numbers)).order_by(Lot.id)
        )
    )


async def hold(uow: UnitOfWork, lots: Sequence[UUID], reason: str) -> list[Hold]:
    """Stop every movement of the lots, at once. Movements under way end first."""
    rules.say_why(reason).or_refuse()
    mine = (Lot.organization_id == uow.organization_id, Lot.id.in_(lots))
    found = list(await uow.session.scalars(select(Lot).where(*mine).order_by(Lot.id).with_for_update()))
    holds = [Hold(lot_id=lot.id, reason=reason.strip(), placed_by=uow.actor.user_id) for lot in found]
    uow.reason = reason
    uow.session.add_all(holds)
    for lot in found:
        lot.held = True
        uow.emit(LotHeld(lot.id, lot.number, True, reason.strip()))
    await uow.session.flush()
    return holds


async def let_go(uow: UnitOfWork, hold_id: UUID, reason: str) -> Lot:
    """End one hold; the lot moves again when none is left."""
    rules.say_why(reason).or_refuse()
    row = await HoldRepository(uow).by_id(hold_id)
    lot = await uow.session.get_one(Lot, (uow.organization_id, row.lot_id), with_for_update=True)
    rules.may_let_go(row.released_at is not None).or_refuse()
    uow.reason = reason
    row.released_by, row.released_at, row.release_reason = uow.actor.user_id, uow.now(), reason.strip()
    await uow.session.flush()
    lot.held = bool(await HoldRepository(uow).open_of(lot.id))
    uow.emit(LotHeld(lot.id, lot.number, lot.held, reason.strip()))
    await uow.session.flush()
    return lot


async def set_status(uow: UnitOfWork, lot: Lot, data: StatusIn) -> Lot:
    """Everything that lies of the lot is released, in quarantine or blocked from now on."""
    rules.say_why(data.reason).or_refuse()
    lying = [each for each in await StockRepository(uow).of_lot(lot.id) if each.status != data.status]
    if not lying:
        raise Refused(status=_("Nothing of this lot has another status"))
    for plant in sorted({each.plant_id for each in lying}):
        here = [each for each in lying if each.plant_id == plant]
        await post(uow, plant, [
            Line("status", lot.material_id, each.quantity, Place(each.location_id, each.status, each.owner_id),
                 Place(each.location_id, data.status, each.owner_id), lot.id, reason=data.reason.strip())
            for each in here
        ])  # fmt: skip
    return lot


async def describe(uow: UnitOfWork, lot: Lot, data: LotIn) -> Lot:
    """Its note and the company's own fields."""
    if data.version is not None and data.version != lot.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    lot.note = data.note.strip()
    await custom.apply(uow, "lots", lot, data.custom)
    await uow.session.flush()
    return lot


async def divide(uow: UnitOfWork, lot: Lot, data: SplitIn) -> Lot:
    """A part of a lot becomes one of its own, or a part of another."""
    rules.countable(data.quantity).or_refuse()
    rules.may_divide(lot.kind).or_refuse()
    place = await location_meant(uow, data.location)
    into = await _into(uow, lot, data.into)
    kind = "merge" if data.into.strip() else "split"
    here = Place(place.id)
    await post(uow, place.plant_id, [
        Line(kind, lot.material_id, data.quantity, here, "conversion", lot.id),
        Line(kind, lot.material_id, data.quantity, "conversion", here, into.id, from_lot=lot.id),
    ])  # fmt: skip
    return into


async def _into(uow: UnitOfWork, lot: Lot, number: str) -> Lot:
    if number.strip():
        found = await LotRepository(uow).by_number(number)
        if found is None or found.id == lot.id:
            raise Refused(into=_("There is no lot {number}").format(number=number.strip()))
        rules.same_material(found.material_id, lot.material_id).or_refuse()
        return found
    new = await made(
        uow, lot.material, supplier_lot=lot.supplier_lot, supplier_id=lot.supplier_id, expires_on=lot.expires_on
    )
    made_now = await LotRepository(uow).record(new[0])
    made_now.custom = dict(lot.custom or {})
    return made_now
