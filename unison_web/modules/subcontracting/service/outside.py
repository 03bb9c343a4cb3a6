"""Sending an operation out, and everything that goes there and comes back."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.numbering import next_number
from unison_web.modules.consumption.repository import candidates
from unison_web.modules.consumption.rules import may_take, plan
from unison_web.modules.consumption.service import outside
from unison_web.modules.consumption.service.backflush import lies, used_up
from unison_web.modules.consumption.service.byhand import chosen_of
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.service.meant import material_meant
from unison_web.modules.partners.models import Partner
from unison_web.modules.production.schemas import ReportIn
from unison_web.modules.production.service import reports
from unison_web.modules.stock import rules as stock_rules
from unison_web.modules.stock.models import Location
from unison_web.modules.stock.repository import LocationRepository
from unison_web.modules.stock.service.lines import Line, Place
from unison_web.modules.stock.service.meant import location_meant, lot_meant, partner_meant
from unison_web.modules.stock.service.posting import post
from unison_web.modules.subcontracting import rules
from unison_web.modules.subcontracting.models import Subcontract
from unison_web.modules.subcontracting.schemas import (
    SubcontractIn,
    SubIssueIn,
    SubReceiptIn,
    SubReturnIn,
    SubScrapIn,
)
from unison_web.modules.work_orders.models import Operation, WorkOrder
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository


class SubcontractRepository(Repository[Subcontract]):
    model_type = Subcontract

    async def record(self, key: UUID, *, lock: bool = False) -> Subcontract:
        """``lock`` keeps others off the order, as everything that happens on an order does."""
        row = await self.by_id(
            key, joinedload(Subcontract.order).joinedload(WorkOrder.material), joinedload(Subcontract.operation),
            joinedload(Subcontract.supplier), joinedload(Subcontract.location),
        )  # fmt: skip
        if lock:
            await WorkOrderRepository(self.uow).lock(row.order.number)
            await self.session.refresh(row, ["state"])
        return row

    async def of_operation(self, operation: UUID) -> Subcontract | None:
        return await self.perhaps(self.mine().where(Subcontract.operation_id == operation))


async def send_out(uow: UnitOfWork, data: SubcontractIn) -> Subcontract:
    """From now on reports of the operation use up what lies at the supplier's."""
    operation = await _operation(uow, data.order.strip(), data.operation)
    may_take(operation.order.state).or_refuse()
    rules.may_go_out(operation.state).or_refuse()
    known = await SubcontractRepository(uow).of_operation(operation.id)
    rules.not_out_yet(known.number if known else "").or_refuse()
    supplier = await partner_meant(uow, data.supplier, "supplier")
    if supplier is None:
        raise Refused(supplier=_("Say who does it"))
    place = await _place(uow, operation.plant_id, supplier)
    operation.outside_id = place.id
    row = Subcontract(
        plant_id=operation.plant_id, number=await next_number(uow, "subcontract"), order=operation.order,
        work_order_id=operation.work_order_id, operation_id=operation.id, supplier_id=supplier.id,
        location_id=place.id, due_on=data.due_on, note=data.note.strip(),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def _operation(uow: UnitOfWork, order: str, sequence: int) -> Operation:
    try:
        return await OperationRepository(uow).of(order, sequence, lock=True)
    except NotFound:
        raise Refused(operation=_("There is no such operation of this order")) from None


async def _place(uow: UnitOfWork, plant: UUID, supplier: Partner) -> Location:
    """Where our stock lies at the supplier's: one for each plant, made when it is needed first."""
    places = LocationRepository(uow)
    found = await places.at_partner(plant, supplier.id)
    if found is None:
        found = Location(plant_id=plant, code=supplier.number, name=supplier.name, kind="warehouse",
                         partner_id=supplier.id)  # fmt: skip
        uow.session.add(found)
        await uow.session.flush()
    return found


async def issue(uow: UnitOfWork, row: Subcontract, data: SubIssueIn) -> None:
    """Material of the order goes there: ours only, what is first in turn, or what somebody chose."""
    rules.still_open(row.state).or_refuse()
    may_take(row.order.state).or_refuse()
    stock_rules.countable(data.quantity).or_refuse()
    material = await _material(uow, row, data.material)
    lot = await lot_meant(uow, data.lot, material) if data.lot.strip() else None
    place = await location_meant(uow, data.location, plant=row.plant_id) if data.location.strip() else None
    today = uow.now().astimezone(uow.actor.timezone).date()
    found = chosen_of(
        await candidates(uow, row.plant_id, row.work_order_id, [material.id], today, ours=True), place, lot
    )
    planned = plan({material.id: data.quantity}, found)
    if planned.missing:
        free = sum((each.free for each in found), Decimal(0))
        stock_rules.too_few(free, material.unit.code).or_refuse()
    there = Place(row.location_id)
    await post(uow, row.plant_id, [
        Line("sub_issue", material.id, take.quantity, lies(take), there, take.candidate.lot_id, row.work_order_id,
             partner_id=row.supplier_id, kept=take.kept, document=row.number)
        for take in planned.takes
    ])  # fmt: skip
    await used_up(uow, row.work_order_id, planned.takes)


async def _material(uow: UnitOfWork, row: Subcontract, number: str) -> Material:
    """A component of the order."""
    material = await material_meant(uow, number)
    known = [line.component.number for line in await WorkOrderRepository(uow).components(row.work_order_id)]
    rules.goes_in(material.number, known, row.order.number).or_refuse()
    return material


async def receive(uow: UnitOfWork, row: Subcontract, data: SubReceiptIn) -> None:
    """Pieces come back: reports like any other, so that counts, stock, trace and corrections follow."""
    rules.still_open(row.state).or_refuse()
    rules.something_came(data.good, data.scrap).or_refuse()
    operation = await OperationRepository(uow).with_order(row.operation_id, lock=True)
    note = data.note.strip() or row.number
    if data.good:
        await reports.report(uow, operation, ReportIn(quantity=data.good, note=note))
    if data.scrap:
        said = ReportIn(quantity=data.scrap, kind="scrap", reason=data.reason, note=note)
        await reports.report(uow, operation, said)


async def give_back(uow: UnitOfWork, row: Subcontract, data: SubReturnIn) -> None:
    """Material that was not needed lies here again."""
    material = await _there(uow, row, data.material, data.quantity)
    lot = await lot_meant(uow, data.lot, material)
    place = await location_meant(uow, data.location, plant=row.plant_id)
    await post(uow, row.plant_id, [
        Line("sub_return", material.id, data.quantity, Place(row.location_id), Place(place.id),
             lot.id if lot else None, row.work_order_id, partner_id=row.supplier_id, document=row.number)
    ])  # fmt: skip


async def scrap(uow: UnitOfWork, row: Subcontract, data: SubScrapIn) -> None:
    """Material that was spoiled there goes to the account of adjustments, with the reason."""
    stock_rules.say_why(data.reason).or_refuse()
    material = await _there(uow, row, data.material, data.quantity)
    lot = await lot_meant(uow, data.lot, material)
    await post(uow, row.plant_id, [
        Line("sub_scrap", material.id, data.quantity, Place(row.location_id), "adjustment", lot.id if lot else None,
             row.work_order_id, partner_id=row.supplier_id, document=row.number, reason=data.reason.strip())
    ])  # fmt: skip


async def _there(uow: UnitOfWork, row: Subcontract, number: str, quantity: Decimal) -> Material:
    """Of a closed one, too: a correction may have brought something back there."""
    stock_rules.countable(quantity).or_refuse()
    material = await material_meant(uow, number)
    known = (await outside.of_order(uow, row.work_order_id, row.location_id)).get(material.id, outside.There())
    rules.there_for_it(known.open, quantity, material.unit.code).or_refuse()
    return material


async def close(uow: UnitOfWork, row: Subcontract) -> None:
    """Only when everything that went there is explained."""
    rules.still_open(row.state).or_refuse()
    there = await outside.of_order(uow, row.work_order_id, row.location_id)
    lines = {line.component_id: line for line in await WorkOrderRepository(uow).components(row.work_order_id)}
    left = [(lines[key].takes, each.open, lines[key].unit) for key, each in there.items() if each.open and key in lines]
    rules.reconciled(left).or_refuse()
    row.state, row.closed_at = "closed", uow.now()
    await uow.session.flush()
