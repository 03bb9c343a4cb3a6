"""Who sells what to the bicycle factory, from the source; price breaks, alternates and a replacement are made up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from unison_web.demo.adventureworks.costs import materials_by_number
from unison_web.demo.adventureworks.records import Factory
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.materials.models import Category
from unison_web.modules.partners.models import Partner
from unison_web.modules.sourcing.models import MaterialAlternate, Offer, Replacement, SupplierPrice

#: Of a larger quantity, so many times the least one, the price is so much of the usual.
BREAKS = ((Decimal(5), Decimal("0.96")), (Decimal(20), Decimal("0.91")))
CENT = Decimal("0.0001")
ALTERNATES = (
    ("FW-R820", "FW-R762", 1), ("RW-R820", "RW-R762", 1), ("RW-M928", "RW-M762", 1), ("SE-R908", "SE-R830", 1),
    ("SE-R830", "SE-R581", 2), ("PD-R853", "PD-R563", 1), ("BB-9108", "BB-8107", 1),
)  # fmt: skip
REPLACED = (("CA-5965", "CA-6738", -30), ("HB-R504", "HB-R720", 60), ("FK-1639", "FK-5136", 90))
#: What categories say for their materials.
SAYS: dict[str, dict[str, object]] = {
    "Components": {"lead_days": 14},
    "Paint": {"tracking": "lot", "shelf_life_days": 540, "storage": "Paint storage, 5 to 25 °C, away from flames"},
    "Bikes": {"tracking": "serial"},
}


async def sourcing(uow: UnitOfWork, factory: Factory) -> None:
    """Offers with prices, then what stands in for what, then what categories say."""
    known, today = await materials_by_number(uow), uow.now().date()
    await offers(uow, factory, known, today)
    alternates = [
        {"material_id": known[one][0], "alternate_id": known[other][0], "priority": rank, "note": ""}
        for one, other, rank in ALTERNATES
        if {one, other} <= known.keys()
    ]
    await bulk_insert(uow, MaterialAlternate, alternates)
    replaced = [
        {
            "material_id": known[one][0],
            "successor_id": known[other][0],
            "starts_on": today + timedelta(days=n),
            "note": "",
        }
        for one, other, n in REPLACED
        if {one, other} <= known.keys()
    ]
    await bulk_insert(uow, Replacement, replaced)
    for category in await uow.session.scalars(select(Category).where(Category.organization_id == uow.organization_id)):
        for name, value in SAYS.get(category.name, {}).items():
            setattr(category, name, value)


async def offers(uow: UnitOfWork, factory: Factory, known: dict[str, tuple[UUID, UUID]], today: date) -> None:
    """The cheapest offer of a material is the preferred one."""
    partners = await codes(uow, Partner.number, Partner)
    accounts = {vendor.id: vendor.account for vendor in factory.vendors}
    numbers = {product.id: product.number for product in factory.products}
    cheapest: dict[int, Decimal] = {}
    for offer in factory.offers:
        cheapest[offer.product] = min(offer.price, cheapest.get(offer.product, offer.price))
    rows, prices, preferred = [], [], set()
    for offer in factory.offers:
        material, own = known[numbers[offer.product]]
        first = offer.price == cheapest[offer.product] and offer.product not in preferred
        preferred |= {offer.product} if first else set()
        row = {
            "id": new_id(), "material_id": material, "supplier_id": partners[accounts[offer.vendor]], "unit_id": own,
            "supplier_number": f"{accounts[offer.vendor][:3]}-{offer.product:04}", "lead_days": offer.lead_days,
            "minimum": Decimal(offer.minimum), "preferred": first, "note": "",
        }  # fmt: skip
        rows.append(row)
        prices += steps(row, offer.price, offer.last_received or today)
    await bulk_insert(uow, Offer, rows, audited=False)
    await bulk_insert(uow, SupplierPrice, prices, audited=False)


def steps(row: dict[str, Any], price: Decimal, day: date) -> list[dict[str, Any]]:
    usual = {"offer_id": row["id"], "currency": "USD", "valid_from": day, "valid_to": None}
    found = [{**usual, "quantity_from": row["minimum"], "price": price}]
    if row["preferred"]:
        found += [
            {**usual, "quantity_from": row["minimum"] * n, "price": (price * s).quantize(CENT)} for n, s in BREAKS
        ]
    return found


async def codes(uow: UnitOfWork, code: Any, model: Any) -> dict[str, UUID]:
    statement = select(code, model.id).where(model.organization_id == uow.organization_id)
    return {name: key for name, key in (await uow.session.execute(statement)).all()}
