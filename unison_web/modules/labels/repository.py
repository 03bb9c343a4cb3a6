"""Named questions about labels, printers and what was printed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy.orm import joinedload, undefer

from unison_web.kit.db.repository import Repository
from unison_web.modules.floor.models import Station
from unison_web.modules.labels.models import Barcode, LabelPrint, LabelTemplate, Printer, StationPrinter

OFFERED = 50


class TemplateRepository(Repository[LabelTemplate]):
    model_type = LabelTemplate

    async def whole(self, template_id: UUID, *, lock: bool = False) -> LabelTemplate:
        found = self.mine().where(LabelTemplate.id == template_id)
        statement = found.with_for_update(of=LabelTemplate) if lock else found
        return await self.one(statement, joinedload(LabelTemplate.releaser))

    async def in_state(self, code: str, state: str) -> LabelTemplate | None:
        return await self.perhaps(self.mine().where(LabelTemplate.code == code, LabelTemplate.state == state))

    async def newest(self, code: str) -> int:
        """The highest version of a label, 0 where there is none."""
        found = self.mine().with_only_columns(func.max(LabelTemplate.revision)).where(LabelTemplate.code == code)
        return int(await self.session.scalar(found) or 0)

    async def released(self, noun: str) -> list[LabelTemplate]:
        found = self.mine().where(LabelTemplate.noun == noun, LabelTemplate.state == "released")
        return await self.all(found.order_by(LabelTemplate.code).limit(OFFERED))

    async def nouns(self) -> set[str]:
        """Those that have a released label."""
        found = self.mine().with_only_columns(LabelTemplate.noun).where(LabelTemplate.state == "released").distinct()
        return set(await self.session.scalars(found))


class PrinterRepository(Repository[Printer]):
    model_type = Printer

    async def whole(self, printer_id: UUID) -> Printer:
        return await self.one(self.mine().where(Printer.id == printer_id), joinedload(Printer.plant))

    async def called(self, code: str, plant: UUID | None) -> Printer | None:
        found = self.here(plant).where(Printer.code == code.strip())
        rows = await self.all(found.limit(2))
        return rows[0] if len(rows) == 1 else None

    async def offered(self, plant: UUID | None) -> list[Printer]:
        return await self.all(self.here(plant).order_by(Printer.code).limit(OFFERED))

    async def beside(self, device: UUID) -> Printer | None:
        """The printer of a tablet's station."""
        statement = (
            self.mine()
            .join(StationPrinter, (StationPrinter.printer_id == Printer.id)
                  & (StationPrinter.organization_id == Printer.organization_id))
            .join(Station, (Station.id == StationPrinter.station_id)
                  & (Station.organization_id == Printer.organization_id))
            .where(Station.device_id == device, Printer.state == "active")
        )  # fmt: skip
        return await self.perhaps(statement)

    def here(self, plant: UUID | None) -> Select[tuple[Printer]]:
        found = self.mine().where(Printer.state == "active")
        return found.where(Printer.plant_id == plant) if plant else found


class StationRepository(Repository[Station]):
    model_type = Station

    async def of_plant(self, plant: UUID) -> list[Station]:
        """Tablets, by the name of their machine."""
        found = await self.all(
            self.mine().where(Station.plant_id == plant), joinedload(Station.machine), joinedload(Station.device)
        )
        return sorted(found, key=lambda station: (station.machine.name, station.device.name))


class StationPrinterRepository(Repository[StationPrinter]):
    model_type = StationPrinter

    async def of_printer(self, printer: UUID) -> set[UUID]:
        found = self.mine().with_only_columns(StationPrinter.station_id)
        return set(await self.session.scalars(found.where(StationPrinter.printer_id == printer)))

    async def of_station(self, station: UUID) -> StationPrinter | None:
        return await self.perhaps(self.mine().where(StationPrinter.station_id == station))


class LabelPrintRepository(Repository[LabelPrint]):
    model_type = LabelPrint

    async def whole(self, print_id: UUID, *, lock: bool = False, document: bool = False) -> LabelPrint:
        found = self.mine().where(LabelPrint.id == print_id)
        options = [joinedload(LabelPrint.template), joinedload(LabelPrint.printer), joinedload(LabelPrint.asker)]
        statement = found.with_for_update(of=LabelPrint) if lock else found
        return await self.one(statement, *options, *([undefer(LabelPrint.document)] if document else []))


class BarcodeRepository(Repository[Barcode]):
    model_type = Barcode

    async def saying(self, kind: str, data: str) -> Barcode | None:
        return await self.perhaps(self.mine().where(Barcode.kind == kind, Barcode.data == data))
