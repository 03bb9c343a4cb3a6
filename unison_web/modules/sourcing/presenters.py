"""Suppliers, alternates and replacements as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.materials.listings import material_out
from unison_web.modules.materials.models import Material
from unison_web.modules.sourcing import rules
from unison_web.modules.sourcing.models import MaterialAlternate, Offer, Replacement
from unison_web.modules.sourcing.repository import AlternateRepository, ReplacementRepository
from unison_web.modules.sourcing.schemas import (
    AlternatesOut,
    MaterialSuppliersOut,
    OfferOut,
    PriceOut,
    StandInOut,
)


def suppliers(material: Material, offers: Sequence[Offer], today: date) -> MaterialSuppliersOut:
    return MaterialSuppliersOut(material_out(material), [offer_out(offer, today) for offer in offers])


def offer_out(offer: Offer, today: date) -> OfferOut:
    """With supplier, unit and prices, which have to be loaded."""
    best = rules.price_for(offer.prices, max(offer.minimum, Decimal(1)), today)
    holds = {p.id for p in offer.prices if rules.price_for(offer.prices, p.quantity_from, today) is p}
    return OfferOut.of(
        offer,
        supplier=offer.supplier.number,
        supplier_name=offer.supplier.name,
        unit=offer.unit.code,
        price=best.price if best else None,
        currency=best.currency if best else "",
        prices=[PriceOut.of(price, now=price.id in holds) for price in offer.prices],
    )


async def stand_ins(uow: UnitOfWork, material: Material) -> AlternatesOut:
    """Both directions of both, in four queries whatever there is."""
    around = await AlternateRepository(uow).around(material.id)
    replacements = ReplacementRepository(uow)
    follows = await replacements.everything()
    later = rules.chain(follows, material.id)
    rows = await replacements.among(later)
    by_material = {row.material_id: row for row in rows}
    return AlternatesOut(
        material=material_out(material),
        alternates=[alternate(row, row.alternate) for row in around if row.material_id == material.id],
        stands_in_for=[alternate(row, row.material) for row in around if row.alternate_id == material.id],
        replaced_by=[replacement(by_material[key], by_material[key].successor) for key in later if key in by_material],
        replaces=[replacement(row, row.material) for row in rows if row.successor_id == material.id],
    )


def alternate(row: MaterialAlternate, other: Material) -> StandInOut:
    return StandInOut(row.id, other.id, other.number, other.name, other.state, row.priority, note=row.note)


def replacement(row: Replacement, other: Material) -> StandInOut:
    return StandInOut(row.id, other.id, other.number, other.name, other.state, starts_on=row.starts_on, note=row.note)
