"""Stock of the gear factory on its way to its other plant, and stock of suppliers that lies at the bicycle factory."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.materials.models import Material
from unison_web.modules.organizations.models import Plant
from unison_web.modules.partners.models import Partner
from unison_web.modules.sourcing.models import Offer
from unison_web.modules.stock.models import StockBalance
from unison_web.modules.stock.repository import LocationRepository, StockRepository
from unison_web.modules.stock.schemas import ReceiptIn
from unison_web.modules.stock.schemas_moves import PlantMoveIn
from unison_web.modules.stock.service import plant_moves, verbs
from unison_web.modules.subcontracting.schemas import SubcontractIn, SubIssueIn
from unison_web.modules.subcontracting.service import outside
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

SENT = Decimal(20)
CONSIGNED = Decimal(500)


async def consigned(uow: UnitOfWork, plant: Plant, most: int = 3) -> None:
    """Suppliers leave what they sell us, and charge what we use."""
    place = await LocationRepository(uow).receiving(plant.id)
    statement = (
        select(Material.number, Partner.number)
        .join(Offer, (Offer.organization_id == Material.organization_id)
              & (Offer.material_id == Material.id))
        .join(Partner, (Partner.organization_id == Material.organization_id)
              & (Partner.id == Offer.supplier_id))
        .where(Material.organization_id == uow.organization_id, Material.tracking == "none", Material.type == "buy")
        .order_by(Partner.number, Material.number)
        .limit(most)
    )  # fmt: skip
    for material, supplier in await uow.session.execute(statement):
        if place:
            said = ReceiptIn(material=material, quantity=CONSIGNED, location=place.code, supplier=supplier,
                             document="Consignment", consigned=True)  # fmt: skip
            await verbs.receive(uow, said)


async def bent_outside(uow: UnitOfWork, plant: Plant) -> None:
    """The first operation of a released order is done by the first supplier; most of the material is there."""
    order = await uow.session.scalar(
        select(WorkOrder)
        .where(WorkOrder.organization_id == uow.organization_id, WorkOrder.plant_id == plant.id,
               WorkOrder.state == "released")
        .order_by(WorkOrder.number.desc()).limit(1)
    )  # fmt: skip
    supplier = await uow.session.scalar(
        select(Partner.number)
        .where(Partner.organization_id == uow.organization_id, Partner.supplier.is_(True))
        .order_by(Partner.number.desc()).limit(1)
    )  # fmt: skip
    if order is None or supplier is None:
        return
    whole = await WorkOrderRepository(uow).by_number(order.number, whole=True)
    first = whole.operations[0]
    said = SubcontractIn(
        order=order.number, operation=first.sequence, supplier=supplier, note="The bender is in repair"
    )
    row = await outside.send_out(uow, said)
    row = await outside.SubcontractRepository(uow).record(row.id)
    lies = await StockRepository(uow).on_hand(plant.id, [line.component_id for line in whole.materials])
    for line in whole.materials[:2]:
        if lies.get(line.component_id, Decimal(0)) > line.needed and line.component.tracking == "none":
            await outside.issue(uow, row, SubIssueIn(material=line.takes, quantity=line.needed))


async def plants(uow: UnitOfWork, here: Plant, there: Plant, most: int = 2) -> None:
    """Of the first materials that lie here freely."""
    statement = (
        select(StockBalance)
        .where(
            StockBalance.organization_id == uow.organization_id, StockBalance.plant_id == here.id,
            StockBalance.lot_id.is_(None), StockBalance.status == "released",
            StockBalance.quantity - StockBalance.reserved >= SENT,
        )
        .options(joinedload(StockBalance.material), joinedload(StockBalance.location))
        .order_by(StockBalance.created_at, StockBalance.id)
        .limit(most)
    )  # fmt: skip
    for place, row in enumerate(await uow.session.scalars(statement), start=1):
        await plant_moves.send(uow, PlantMoveIn(
            material=row.material.number, quantity=SENT, location=row.location.code, to_plant=there.code,
            document=f"DN-{4710 + place}", note="With the truck at noon",
        ))  # fmt: skip
