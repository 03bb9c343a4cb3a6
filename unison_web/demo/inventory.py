"""What lies in the demo's stores, and the reasons and departments its source names."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from unison_web.demo import stock
from unison_web.demo.adventureworks.records import Factory
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Department, Plant
from unison_web.modules.production.models import Reason

SCRAP_ICONS = (
    "disc", "palette", "cut", "grid-dots", "target", "target", "hand-grab", "spray", "spray", "armchair", "gauge",
    "temperature-plus", "temperature-minus", "ruler-measure", "ruler-measure", "wheel",
)  # fmt: skip
STOPS = (
    ("material", "No material", "package", False),
    ("fault", "Machine fault", "alert-triangle", False),
    ("tool", "Tool change", "tool", True),
    ("setup", "Setup", "adjustments", True),
    ("quality", "Quality question", "question-mark", False),
    ("break", "Break", "clock", True),
    ("cleaning", "Cleaning", "refresh", True),
    ("meeting", "Meeting", "users", True),
)


async def stock_and_reasons(uow: UnitOfWork, plant: Plant, factory: Factory) -> None:
    """The source's own inventory by location, shelf and bin; its scrap reasons; its departments."""
    numbers = {
        number: key
        for number, key in (
            await uow.session.execute(
                select(Material.number, Material.id).where(Material.organization_id == uow.organization_id)
            )
        ).all()
    }
    products = {product.id: product.number for product in factory.products}
    places = {place.id: place.name for place in factory.locations}
    rows = [
        stock.Lying(numbers[products[lot.product]], places[lot.location], lot.shelf, lot.bin, Decimal(lot.quantity))
        for lot in factory.stock
    ]
    await stock.lay(uow, plant, rows)
    scrap = [
        {"kind": "scrap", "code": f"S{reason.id:02}", "name": reason.name, "icon": icon}
        for reason, icon in zip(factory.scrap_reasons, SCRAP_ICONS, strict=False)
    ]
    await bulk_insert(uow, Reason, [*scrap, *stop_rows()])
    await bulk_insert(
        uow, Department, [{"plant_id": plant.id, "code": f"D{d.id:02}", "name": d.name} for d in factory.departments]
    )


def stop_rows() -> list[dict[str, object]]:
    return [
        {"kind": "stop", "code": code, "name": name, "icon": icon, "planned": planned, "failure": code == "fault"}
        for code, name, icon, planned in STOPS
    ]


async def gear_stock(uow: UnitOfWork, plant: Plant) -> None:
    statement = select(Material).where(Material.organization_id == uow.organization_id)
    bought = [m.id for m in await uow.session.scalars(statement) if m.type == "buy"]
    await stock.lay(uow, plant, [stock.Lying(material, "Main store", "", 0, Decimal(400)) for material in bought])
