"""What the source knows of costs: the history of standard costs, and what was last paid to the cheapest vendor."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from unison_web.demo.adventureworks.records import Factory, Offer
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.materials.models import Material, MaterialCost


async def cost_history(uow: UnitOfWork, factory: Factory) -> None:
    """In place of the one record the import of the materials made."""
    known = await materials_by_number(uow)
    units = {key: unit for key, unit in known.values()}
    numbers = {product.id: product.number for product in factory.products}
    rows = list(standards(factory, known, numbers))
    replaced = {row["material_id"] for row in rows}
    await uow.session.execute(
        delete(MaterialCost).where(
            MaterialCost.organization_id == uow.organization_id, MaterialCost.material_id.in_(replaced)
        )
    )
    rows += [
        {**row(known[numbers[offer.product]][0], units, "last", offer.last_cost, offer.last_received),
         "source": "purchase"}
        for offer in last_bought(factory)
    ]  # fmt: skip
    await bulk_insert(uow, MaterialCost, rows)


async def materials_by_number(uow: UnitOfWork) -> dict[str, tuple[UUID, UUID]]:
    """Number → (material, its unit)."""
    statement = select(Material.number, Material.id, Material.unit_id).where(
        Material.organization_id == uow.organization_id
    )
    return {number: (key, unit) for number, key, unit in (await uow.session.execute(statement)).all()}


def standards(
    factory: Factory, known: dict[str, tuple[UUID, UUID]], numbers: dict[int, str]
) -> Iterator[dict[str, Any]]:
    units = {key: unit for key, unit in known.values()}
    for price in factory.costs:
        yield row(known[numbers[price.product]][0], units, "standard", price.amount, price.starts)


def last_bought(factory: Factory) -> Iterator[Offer]:
    """The newest receipt of each product."""
    newest: dict[int, Offer] = {}
    for offer in factory.offers:
        if offer.last_cost is None or offer.last_received is None:
            continue
        before = newest.get(offer.product)
        if before is None or (before.last_received or offer.last_received) < offer.last_received:
            newest[offer.product] = offer
    yield from newest.values()


def row(material: UUID, units: dict[UUID, UUID], kind: str, amount: Decimal | None, day: Any) -> dict[str, Any]:
    return {
        "material_id": material, "kind": kind, "amount": amount, "currency": "USD", "quantity": Decimal(1),
        "unit_id": units[material], "valid_from": day, "source": "import", "note": "",
    }  # fmt: skip
