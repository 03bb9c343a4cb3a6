"""Rows to what is seen."""

from __future__ import annotations

from uuid import UUID

from unison_web.engine.labels.design import element_of
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.faces import API_ROOT
from unison_web.modules.floor.models import Station
from unison_web.modules.labels.models import LabelPrint, LabelTemplate, Printer
from unison_web.modules.labels.repository import StationPrinterRepository, StationRepository
from unison_web.modules.labels.schemas import ElementOut, PrinterOut, StationOut, TemplateOut
from unison_web.modules.labels.schemas_printing import LabelPrintOut
from unison_web.modules.labels.service import templates


def element_out(said: dict[str, object]) -> ElementOut:
    return ElementOut.of(element_of(said))


async def template_out(uow: UnitOfWork, row: LabelTemplate, base: str, sample: str = "") -> TemplateOut:
    noun = templates.the(row.noun)
    drawn, problems = await templates.drawn(uow, row.design, noun, sample, base)
    return TemplateOut.of(
        row, elements=[element_out(each) for each in row.elements], drawing=drawn, problems=problems, sample=sample,
        released_by=row.releaser.name if row.releaser else "",
        fields={key: str(label) for key, label in noun.all_fields().items()},
    )  # fmt: skip


async def printer_out(uow: UnitOfWork, row: Printer) -> PrinterOut:
    mine = await StationPrinterRepository(uow).of_printer(row.id)
    stations = await StationRepository(uow).of_plant(row.plant_id)
    return PrinterOut.of(
        row, plant=row.plant.code, address=address(row), stations=[station_out(each, mine) for each in stations]
    )


def station_out(row: Station, mine: set[UUID]) -> StationOut:
    return StationOut(row.id, row.device.name, row.machine.name, row.id in mine)


def address(row: Printer) -> str:
    return f"{row.host}:{row.port}" if row.kind == "zpl_tcp" else ""


def print_out(row: LabelPrint, *, api: bool) -> LabelPrintOut:
    """``file`` is an address of the same side: pages link to pages, the API to the API."""
    file = f"{API_ROOT if api else ''}/label-prints/{row.id}/file" if row.state in ("ready", "sent") else ""
    return LabelPrintOut.of(
        row, template=row.template.name, revision=row.template.revision, printer=row.printer.name,
        printer_kind=row.printer.kind, person=row.asker.name if row.asker else "", reprint_of=row.reprint_of_id,
        href=str(row.said.get("href", "")), file=file,
    )  # fmt: skip
