"""What people do with stock: receive, move, adjust, send out, take back."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.stock import rules
from unison_web.modules.stock.models import Movement
from unison_web.modules.stock.repository import LotRepository, MovementRepository
from unison_web.modules.stock.schemas import AdjustIn, DispatchIn, MoveIn, ReceiptIn
from unison_web.modules.stock.service import lots
from unison_web.modules.stock.service.lines import Line, Place, because, reversed_of
from unison_web.modules.stock.service.meant import location_meant, lot_meant, partner_meant
from unison_web.modules.stock.service.posting import post

#: What a person may take back by itself. Reports are taken back at the order, and with them what they moved.
TAKEN_BACK = frozenset({"receipt", "move", "adjust", "dispatch", "issue", "return", "takeover"})


async def receive(uow: UnitOfWork, data: ReceiptIn) -> list[UUID]:
    """Goods come in. A tracked material gets a lot, or a serial number for each piece."""
    rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    place = await location_meant(uow, data.location)
    supplier = await partner_meant(uow, data.supplier, "supplier")
    rules.whose(consigned=data.consigned, known=supplier is not None).or_refuse()
    lies = Place(place.id, data.status, supplier.id if supplier and data.consigned else None)
    into = await _lots_of_receipt(uow, material, data, supplier.id if supplier else None)
    each = Decimal(1) if material.tracking == "serial" else data.quantity
    return await post(uow, place.plant_id, [
        Line("receipt", material.id, each, "supplier", lies, lot,
             partner_id=supplier.id if supplier else None, document=data.document.strip())
        for lot in into
    ])  # fmt: skip


async def _lots_of_receipt(
    uow: UnitOfWork, material: Material, data: ReceiptIn, supplier: UUID | None
) -> list[UUID | None]:
    if material.tracking == "none":
        rules.needs_lot("none", data.lot.strip(), material.number).or_refuse()
        return [None]
    if material.tracking == "serial" and not 0 < data.quantity <= lots.MOST_SERIALS:
        words = _("At most {n} serial numbers at once").format(n=lots.MOST_SERIALS)
        raise Refused(quantity=words)
    if material.tracking == "serial" and data.quantity != data.quantity.to_integral_value():
        raise Refused(quantity=_("A serial number is one piece"))
    known = await LotRepository(uow).by_number(data.lot) if data.lot.strip() else None
    if known and (known.material_id != material.id or material.tracking == "serial"):
        raise Refused(lot=_("The number {number} is taken already").format(number=known.number))
    if data.lot.strip():
        rules.one_piece(material.tracking, data.quantity).or_refuse()
    if known:
        return [known.id]
    count = int(data.quantity) if material.tracking == "serial" else 1
    return list(await lots.made(
        uow, material, count, number=data.lot, supplier_lot=data.supplier_lot, supplier_id=supplier,
        expires_on=data.expires_on,
    ))  # fmt: skip


async def move(uow: UnitOfWork, data: MoveIn) -> list[UUID]:
    """From one place of a plant to another; status and owner stay what they are."""
    rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    source = await location_meant(uow, data.location)
    target = await location_meant(uow, data.to, "to", source.plant_id)
    if source.id == target.id:
        raise Refused(to=_("It lies there already"))
    owner = await partner_meant(uow, data.owner, "owner")
    here, there = (Place(each.id, data.status, owner.id if owner else None) for each in (source, target))
    return await post(uow, source.plant_id, [
        Line("move", material.id, data.quantity, here, there,
             lot.id if lot else None)
    ])  # fmt: skip


async def adjust(uow: UnitOfWork, data: AdjustIn) -> list[UUID]:
    """More or less than the books say, and why."""
    rules.say_why(data.reason).or_refuse()
    if data.difference == rules.ZERO:
        raise Refused(difference=_("Say how much more or less there is"))
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location)
    line = difference("adjust", material.id, data.difference, Place(place.id, data.status), lot.id if lot else None)
    return await post(uow, place.plant_id, [because(line, data.reason.strip())])


def difference(kind: str, material: UUID, amount: Decimal, place: Place, lot: UUID | None) -> Line:
    """What there is more comes from the account of adjustments, what there is less goes there."""
    if amount > rules.ZERO:
        return Line(kind, material, amount, "adjustment", place, lot)
    return Line(kind, material, -amount, place, "adjustment", lot)


async def dispatch(uow: UnitOfWork, data: DispatchIn) -> list[UUID]:
    """Send to a customer. What has expired stays."""
    rules.countable(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location)
    customer = await partner_meant(uow, data.customer, "customer")
    if lot:
        today = uow.now().astimezone(uow.actor.timezone).date()
        rules.not_expired(lot.number, lot.expires_on, today).or_refuse()
    return await post(uow, place.plant_id, [
        Line("dispatch", material.id, data.quantity, Place(place.id), "customer", lot.id if lot else None,
             partner_id=customer.id if customer else None, document=data.document.strip())
    ])  # fmt: skip


async def take_back(uow: UnitOfWork, movement_id: UUID, reason: str) -> list[UUID]:
    """The same quantity back the same way, once."""
    rules.say_why(reason).or_refuse()
    row: Movement = await MovementRepository(uow).by_id(movement_id)
    if row.kind not in TAKEN_BACK or row.reverses_id or row.entry_id:
        raise Refused(_("This movement cannot be taken back by itself"), code="not-alone")
    if await MovementRepository(uow).is_reversed(row.id):
        raise Refused(_("This movement was taken back already"), code="already-undone")
    return await post(uow, row.plant_id, [reversed_of(row, reason.strip())])
