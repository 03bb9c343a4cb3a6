"""A day at the docks of the bicycle factory: shipments in every state, as far as there is stock for them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from unison_web.kit import preferences
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.shipping.models import Dock, Shipment
from unison_web.modules.shipping.repository import ShipmentRepository
from unison_web.modules.shipping.schemas import DispatchIn, PickIn, ShipmentIn, ShipmentLineIn, UnitIn
from unison_web.modules.shipping.service import heads, moves, packing, picking
from unison_web.modules.stock.declared import GS1_PREFIX
from unison_web.modules.stock.models import Lot, StockBalance

#: GS1 keeps prefixes that begin with 952 for examples.
PREFIX = "9521234"
DOCKS = (("D1", "Lorries"), ("D2", "Lorries"), ("D3", "Parcels"))
#: Dock, hour, carrier, how many materials, how far it is.
DAY = (
    ("D1", 7, "Transcargo", 2, "shipped"), ("D3", 8, "Parcel post", 1, "shipped"), ("D2", 9, "Nordfreight", 2, "ready"),
    ("D1", 10, "Transcargo", 3, "packed"), ("D2", 13, "Hale & Sons", 3, "picking"),
    ("D3", 14, "Parcel post", 1, "draft"),
    ("", 0, "", 2, "draft"),
)  # fmt: skip


async def docks(uow: UnitOfWork, plant: Plant) -> None:
    """Three doors, and seven shipments of one day."""
    await preferences.keep(uow, GS1_PREFIX, "organization", PREFIX)
    await bulk_insert(uow, Dock, [{"plant_id": plant.id, "code": code, "name": name} for code, name in DOCKS])
    materials, customers = await sold(uow, plant.id), await customers_of(uow)
    today = uow.now().astimezone(ZoneInfo(plant.zone)).date()
    for place, (dock, hour, carrier, lines, state) in enumerate(DAY):
        said = ShipmentIn(
            customer=customers[place % len(customers)], carrier=carrier, dock=dock, plant=plant.code,
            dock_at=datetime.combine(today, time(hour)) if dock else None,
            due_on=today if dock else today + timedelta(days=2),
        )  # fmt: skip
        shipment = await heads.create(uow, said)
        for material in materials[place * 3 : place * 3 + lines]:
            line = ShipmentLineIn(material=material, quantity=Decimal(4 + place))
            await heads.add_line(uow, await again(uow, shipment), line)
        await goes(uow, shipment, state)


async def again(uow: UnitOfWork, shipment: Shipment) -> Shipment:
    await uow.session.flush()
    return await ShipmentRepository(uow).record(shipment.id, lock=True)


async def goes(uow: UnitOfWork, shipment: Shipment, state: str) -> None:
    """As far as ``state``; one that is being picked has its first line picked."""
    if state == "draft":
        return
    await picking.allocate(uow, await again(uow, shipment))
    now = await again(uow, shipment)
    for pick in now.picks[: 1 if state == "picking" else None]:
        await picking.confirm(uow, now, pick, PickIn())
    if state == "picking":
        return
    await packing.add_unit(uow, await again(uow, shipment), UnitIn("pallet", Decimal("186.5"), True))
    await moves.pack(uow, await again(uow, shipment), "The rest follows")
    if state == "packed":
        return
    await moves.ready(uow, await again(uow, shipment))
    if state == "shipped":
        await moves.ship(uow, await again(uow, shipment), DispatchIn(tracking=f"TC {shipment.number[3:]} 4417"))


async def sold(uow: UnitOfWork, plant: UUID) -> list[str]:
    """Numbers of what lies here in some quantity and is free, what is made here first."""
    free = func.sum(StockBalance.quantity - StockBalance.reserved)
    statement = (
        select(Material.number)
        .join(StockBalance, (StockBalance.material_id == Material.id)
              & (StockBalance.organization_id == Material.organization_id))
        .outerjoin(StockBalance.lot)
        .where(Material.organization_id == uow.organization_id, StockBalance.plant_id == plant,
               StockBalance.status == "released", or_(Lot.id.is_(None), Lot.held.is_(False)))
        .group_by(Material.number, Material.type, Material.tracking)
        .having(free >= 20)
        .order_by((Material.type != "make"), (Material.tracking == "none"), Material.number.desc())
    )  # fmt: skip
    return list(await uow.session.scalars(statement))


async def customers_of(uow: UnitOfWork) -> list[str]:
    statement = select(Partner.number).where(Partner.organization_id == uow.organization_id, Partner.customer)
    return list(await uow.session.scalars(statement.order_by(Partner.number)))
