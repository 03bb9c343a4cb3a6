"""What is before a person at a machine: what it is, what goes with it, and its label from the printer beside."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from unison_web.engine.gs1.scan import bare
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import _
from unison_web.modules.consumption.schemas import IssueIn
from unison_web.modules.consumption.service import byhand
from unison_web.modules.floor.models import Station
from unison_web.modules.floor.repository import FloorRepository
from unison_web.modules.labels.repository import LabelPrintRepository, PrinterRepository, TemplateRepository
from unison_web.modules.labels.scanning import reading
from unison_web.modules.labels.scanning.elements import facts
from unison_web.modules.labels.scanning.found import Found
from unison_web.modules.labels.schemas_floor import FloorIssueIn, FloorLabelsOut, FloorScanOut, TakingOut
from unison_web.modules.labels.schemas_printing import Choice, DeedOut
from unison_web.modules.production.repository import PalletRepository
from unison_web.modules.work_orders.models import Operation, Requirement
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository
from unison_web.modules.work_orders.rules import WORKING

STARTS = ("ready", *WORKING)


async def scan(uow: UnitOfWork, said: str, base: str, station: Station) -> FloorScanOut:
    """A scan changes nothing. Whoever holds a thing may know what it is, whatever else they may see."""
    code = reading.own_part(bare(said), base)
    if not code:
        return FloorScanOut("")
    found, elements, trouble = await reading.find(uow, code)
    if found is None:
        trouble = trouble or _("Nothing has the number {number}").format(number=code[:80])
        return FloorScanOut(said, trouble=trouble, facts=facts(uow, elements))
    queue = await FloorRepository(uow).queue(station.machine)
    jobs = [each for each in queue if each.state in STARTS]
    takes = await _takes(uow, found, jobs)
    return FloorScanOut(
        said, found.kind, found.label, found.name, found.state, "",
        found.material.number if found.material else "", found.lot.number if found.lot else "",
        found.kind == "serial", found.warnings, facts(uow, elements), _deeds(uow, found, queue),
        [] if _stopped(uow, found) else takes,
        bool(found.noun) and found.noun in await TemplateRepository(uow).nouns(),
    )  # fmt: skip


def _stopped(uow: UnitOfWork, found: Found) -> bool:
    """On hold or expired: nobody is offered to use it. The warning says why."""
    ends = found.lot.expires_on if found.lot else None
    return found.state == "on_hold" or (ends is not None and ends < uow.now().astimezone(uow.actor.timezone).date())


def _deeds(uow: UnitOfWork, found: Found, queue: Sequence[Operation]) -> list[DeedOut]:
    """The jobs of what was scanned that this machine can do."""
    if found.kind == "operation":
        return [DeedOut(_("Go to the job"), found.href)]
    if found.kind == "order":
        mine = [each for each in queue if each.order.number == found.label]
        return [
            DeedOut(f"{each.sequence} {each.name}", f"/floor/operations/{each.id}") for each in mine
        ] or _nothing_here(found)
    if found.kind == "serial" and found.lot and found.lot.order_id and uow.actor.may("assembly:build"):
        job = next((each for each in queue if each.work_order_id == found.lot.order_id), None)
        if job:
            at = f"/floor/operations/{job.id}/assembly?piece={quote(found.label)}"
            return [DeedOut(_("Put pieces together"), at)]
    return []


def _nothing_here(found: Found) -> list[DeedOut]:
    found.warnings.append(_("Nothing of this order can be done at this machine now"))
    return []


async def _takes(uow: UnitOfWork, found: Found, jobs: Sequence[Operation]) -> list[TakingOut]:
    """The jobs here whose orders take the material, those that run first."""
    material = found.material
    if material is None or (material.tracking != "none" and found.lot is None) or not jobs:
        return []
    lines = await OperationRepository(uow).taking(material.id, [job.work_order_id for job in jobs])
    units: dict[UUID, Requirement] = {line.work_order_id: line for line in lines}
    able = sorted((job for job in jobs if job.work_order_id in units), key=lambda job: job.state not in WORKING)
    return [TakingOut(job.id, job.order.number, job.name, units[job.work_order_id].unit) for job in able]


async def issue(uow: UnitOfWork, data: FloorIssueIn) -> None:
    """To the order of a job, by the rules of the office: what is on hold or expired stays, what goes first is named."""
    operation = await OperationRepository(uow).with_order(data.operation)
    order = await WorkOrderRepository(uow).by_number(operation.order.number, lock=True)
    await byhand.issue(uow, order, IssueIn(data.material, data.quantity, lot=data.lot, reason=data.reason))


async def labels(uow: UnitOfWork, said: str, base: str, station: Station, printed: UUID | None) -> FloorLabelsOut:
    """The labels of what was scanned; without a code, of the jobs that are here."""
    out = FloorLabelsOut(reading.own_part(bare(said), base))
    beside = await PrinterRepository(uow).beside(station.device_id)
    out.printer = beside.name if beside else ""
    if printed:
        await _became(uow, out, printed)
    if not out.code:
        queue = await FloorRepository(uow).queue(station.machine)
        numbers = dict.fromkeys((job.order.number, job.order.material.name) for job in queue if job.state in STARTS)
        out.jobs = [Choice(number, name) for number, name in numbers]
        pallets = await PalletRepository(uow).newest([job.work_order_id for job in queue])
        out.pallets = [Choice(row.number, row.order.material.name) for row in pallets]
        return out
    found, _elements, trouble = await reading.find(uow, out.code)
    if found is None:
        out.trouble = trouble or _("Nothing has the number {number}").format(number=out.code[:80])
        return out
    out.label, out.name = found.label, found.name
    for template in await TemplateRepository(uow).released(found.noun):
        out.templates.append(Choice(template.code, template.name))
    if not out.templates:
        out.trouble = _("There is no label for this yet")
    return out


async def _became(uow: UnitOfWork, out: FloorLabelsOut, printed: UUID) -> None:
    """Only of what was asked for at this tablet's plant; another one's is not there."""
    row = await LabelPrintRepository(uow).whole(printed)
    if row.plant_id != uow.actor.plant_id:
        raise NotFound
    out.printed, out.state = row.id, row.state
    out.printer = row.printer.name
    if row.state == "ready":
        out.file = f"/floor/print/{row.id}/file"
