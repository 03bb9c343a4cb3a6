"""Offers of suppliers and their prices."""

from __future__ import annotations

from uuid import UUID

from unison_web.engine.quantity import UnitMismatch
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.costs import in_own, today
from unison_web.modules.materials.service.meant import check_version, unit_meant
from unison_web.modules.partners.service.partners import partner_meant
from unison_web.modules.sourcing import rules
from unison_web.modules.sourcing.models import Offer, SupplierPrice
from unison_web.modules.sourcing.repository import OfferRepository, PriceRepository
from unison_web.modules.sourcing.schemas import OfferIn, PriceIn


async def put(uow: UnitOfWork, material: Material, data: OfferIn, offer_id: UUID | None = None) -> Offer:
    """A new supplier of the material, or other words about a known one."""
    offers = OfferRepository(uow)
    rules.good_offer(data.minimum).or_refuse()
    offer = await offers.of(material.id, offer_id) if offer_id else Offer(material_id=material.id)
    check_version(offer.version, data.version if offer_id else None)
    supplier = await partner_meant(uow, data.supplier, "supplier", "supplier")
    if supplier.id != offer.supplier_id and supplier.id in {
        o.supplier_id for o in await offers.of_material(material.id)
    }:
        raise Refused(supplier=_("{name} supplies it already").format(name=supplier.name))
    unit = await unit_meant(uow, data.unit) if data.unit else material.purchase_unit or material.unit
    try:
        in_own(unit, material)
    except UnitMismatch as wrong:
        raise Refused(unit=material_rules.not_counted_in(material.number, unit.code, material.unit.code)) from wrong
    offer.supplier_id, offer.unit_id = supplier.id, unit.id
    offer.supplier_number, offer.note = data.supplier_number.strip(), data.note.strip()
    offer.lead_days, offer.minimum = data.lead_days, data.minimum
    if data.preferred:
        await offers.only_preferred(offer)
    offer.preferred = data.preferred
    uow.session.add(offer)
    await uow.session.flush()
    return await again(uow, offer)


async def remove(uow: UnitOfWork, offer: Offer) -> None:
    """With its prices."""
    for price in offer.prices:
        await uow.session.delete(price)
    await uow.session.flush()
    await uow.session.delete(offer)
    await uow.session.flush()


async def put_price(uow: UnitOfWork, offer: Offer, data: PriceIn) -> Offer:
    """A price from a quantity and a day on; the same step of the same day is replaced."""
    starts = data.valid_from or today(uow)
    rules.good_price(data.price, data.quantity_from, starts, data.valid_to).or_refuse()
    price = await PriceRepository(uow).step(offer.id, data.quantity_from, starts)
    if price is None:
        price = SupplierPrice(offer_id=offer.id, quantity_from=data.quantity_from, valid_from=starts)
        uow.session.add(price)
    price.price, price.currency = data.price, data.currency or offer.supplier.currency
    price.valid_to = data.valid_to
    await uow.session.flush()
    return await again(uow, offer)


async def remove_price(uow: UnitOfWork, offer: Offer, price_id: UUID) -> Offer:
    await uow.session.delete(await PriceRepository(uow).of(offer.id, price_id))
    await uow.session.flush()
    return await again(uow, offer)


async def again(uow: UnitOfWork, offer: Offer) -> Offer:
    """As it is now, with everything its page shows."""
    material_id, offer_id = offer.material_id, offer.id
    uow.session.expire_all()
    return await OfferRepository(uow).of(material_id, offer_id)
