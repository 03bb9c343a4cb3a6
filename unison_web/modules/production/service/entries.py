"""Notes, components that went in, and what was written on paper during a shift."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.materials.models import Material
from unison_web.modules.production import rules
from unison_web.modules.production import rules_counting as may
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.schemas import ReportIn
from unison_web.modules.production.schemas_counting import EntryIn, ShiftEntryIn, ShiftEntryOut, ShiftRow
from unison_web.modules.production.service import consumed, log, reports
from unison_web.modules.skills.repository import PeopleRepository
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.service.making import in_plant_time


async def add(uow: UnitOfWork, operation: Operation, data: EntryIn) -> LogEntry:
    """A note, or a component that went in. Neither counts pieces."""
    rules.order_is_open(operation.order.state).or_refuse()
    if data.kind == "note" and len(data.note.strip()) < 3:
        raise Refused(note=_("Say it in a few words"))
    component = None
    if data.kind == "consume":
        rules.countable(data.quantity).or_refuse()
        component = await _component(uow, operation, data.component.strip())
    row = log.entry(uow, operation, data.kind, note=data.note, occurred_at=data.occurred_at)
    if component:
        row.component_id = component.id
        row.quantity, row.lot = data.quantity, data.lot.strip()
    await uow.session.flush()
    if component:
        await consumed.moved(uow, operation, row, component, data)
    log.tell(uow, row)
    return row


async def _component(uow: UnitOfWork, operation: Operation, number: str) -> Material:
    """A component of this order. Raises Refused that names those there are."""
    lines = await WorkOrderRepository(uow).components(operation.work_order_id)
    known = {requirement.component.number: requirement.component for requirement in lines}
    if number in known:
        return known[number]
    words = _("{order} does not take {number}. It takes {known}")
    raise Refused(
        component=words.format(order=operation.order.number, number=number or "?", known=", ".join(known) or "–")
    )


async def enter_shift(uow: UnitOfWork, data: ShiftEntryIn) -> ShiftEntryOut:
    """All lines of a sheet of paper, each in the name of who wrote it, or none. A refusal names each wrong cell:
    ``rows[3].good``."""
    at = in_plant_time(uow, data.at)
    may.happened_then(at, uow.now()).or_refuse()
    filled = [(place, row) for place, row in enumerate(data.rows) if row.order.strip() or row.good or row.scrap]
    may.something_to_enter(len(filled)).or_refuse()
    for number in sorted({row.order.strip() for _place, row in filled}):  # everybody locks in the same order
        await WorkOrderRepository(uow).lock(number)
    errors: dict[str, str] = {}
    entries = 0
    for place, row in filled:
        try:
            async with uow.session.begin_nested():
                entries += await _enter(uow, row, at)
        except Refused as refusal:
            said = refusal.fields or {"order": refusal.message}
            errors |= {f"rows[{place}].{CELLS.get(name, name)}": words for name, words in said.items()}
    if errors:
        raise Refused(_("Nothing was entered. Put the marked lines right"), **errors)
    return ShiftEntryOut(len(filled), entries)


#: Where a sentence about a report stands on the sheet.
CELLS = {"quantity": "good", "kind": "good", "machine": "sequence", "note": "note", "reason": "reason"}


async def _enter(uow: UnitOfWork, row: ShiftRow, at: datetime) -> int:
    """The reports of one line: how many entries."""
    try:
        operation = await OperationRepository(uow).of(row.order.strip(), row.sequence or 0)
    except NotFound:
        raise Refused(order=_("There is no such operation of this order")) from None
    said = [ReportIn(quantity=row.good, note=row.note, occurred_at=at)] if row.good else []
    if row.scrap:
        said.append(ReportIn(quantity=row.scrap, kind="scrap", reason=row.reason, note=row.note, occurred_at=at))
    if not said:
        raise Refused(good=_("How many good, or how many bad?"))
    with log.in_the_name_of(await _person(uow, row.person)):
        for report in said:
            await reports.report(uow, operation, report)
    return len(said)


async def _person(uow: UnitOfWork, said: str) -> UUID | None:
    if not said.strip():
        return None
    person = await PeopleRepository(uow).meant(said.strip())
    if person is None:
        raise Refused(person=_("There is nobody of this name, or there are two"))
    return person.id
