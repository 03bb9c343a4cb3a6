"""Printers, and which one stands beside which tablet."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.labels import rules
from unison_web.modules.labels.models import Printer, StationPrinter
from unison_web.modules.labels.repository import PrinterRepository, StationPrinterRepository, StationRepository
from unison_web.modules.labels.schemas import PrinterIn
from unison_web.modules.organizations.repository import PlantRepository


async def create(uow: UnitOfWork, data: PrinterIn) -> Printer:
    row = Printer(plant_id=await _plant(uow, data.plant), code="", name="", kind=data.kind)
    await _fill(uow, row, data)
    uow.session.add(row)
    await uow.session.flush()
    return await PrinterRepository(uow).whole(row.id)


async def change(uow: UnitOfWork, row: Printer, data: PrinterIn) -> Printer:
    if data.version is not None and data.version != row.version:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
    await _fill(uow, row, data)
    await uow.session.flush()
    return row


async def archive(uow: UnitOfWork, row: Printer, *, archived: bool) -> Printer:
    row.state = "archived" if archived else "active"
    await uow.session.flush()
    return row


async def put_beside(uow: UnitOfWork, row: Printer, station_id: UUID) -> Printer:
    """From now on the tablet prints here."""
    station = await StationRepository(uow).by_id(station_id)
    if station.plant_id != row.plant_id:
        raise Refused.at("station", _("This tablet stands in another plant"))
    beside = await StationPrinterRepository(uow).of_station(station.id)
    if beside is None:
        beside = StationPrinter(station_id=station.id, printer_id=row.id)
        uow.session.add(beside)
    beside.printer_id = row.id
    await uow.session.flush()
    return row


async def take_away(uow: UnitOfWork, row: Printer, station_id: UUID) -> Printer:
    beside = await StationPrinterRepository(uow).of_station((await StationRepository(uow).by_id(station_id)).id)
    if beside is not None and beside.printer_id == row.id:
        await uow.session.delete(beside)
        await uow.session.flush()
    return row


async def _plant(uow: UnitOfWork, code: str) -> UUID:
    if code.strip():
        named = await PlantRepository(uow).by_code(code.strip())
        if named is None:
            raise Refused.at("plant", _("There is no plant with the code {code}").format(code=code.strip()))
        return named.id
    if uow.actor.plant_id is None:
        raise Refused.at("plant", _("Choose a plant first, at the top of the page"))
    return uow.actor.plant_id


async def _fill(uow: UnitOfWork, row: Printer, data: PrinterIn) -> None:
    code = data.code.strip()
    if code != row.code and await PrinterRepository(uow).called(code, row.plant_id):
        raise Refused.at("code", _("There is already a printer with the code {code}").format(code=code))
    rules.good_printer(data.kind, data.host, data.port).or_refuse()
    if data.width is not None or data.height is not None:
        rules.good_size(data.width or rules.NARROWEST, data.height or rules.NARROWEST).or_refuse()
    row.code, row.name, row.kind = code, data.name.strip(), data.kind
    row.host, row.port, row.dpi = data.host.strip(), data.port, int(data.dpi)
    row.width, row.height = data.width, data.height
