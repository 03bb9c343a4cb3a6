"""The tablet's Scan and Print."""

from __future__ import annotations

from uuid import UUID

from litestar import Response
from litestar.params import FromPath, FromQuery

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import station_of
from unison_web.modules.floor.models import Station
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.controllers.printing import file_of
from unison_web.modules.labels.repository import LabelPrintRepository
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.schemas_floor import FloorIssueIn, FloorLabelsOut, FloorPrintIn, FloorScanOut
from unison_web.modules.labels.schemas_printing import LabelPrintIn
from unison_web.modules.labels.service import at_tablet, printing
from unison_web.modules.production.rules import Floor

LONGEST = 400


async def station_here(uow: UnitOfWork) -> Station:
    station = await station_of(uow)
    if station is None:
        raise Refused(_("This browser is not a tablet. Enrol it under Set up, Tablets"), code="no-station")
    return station


async def scanned(request: WebRequest, uow: Uow) -> FloorScanOut | None:
    """Around a refusal: what was scanned. The address says it."""
    station, code = await station_of(uow), request.query_params.get("code", "")
    return await at_tablet.scan(uow, code[:LONGEST], base_of(request), station) if station else None


async def labelled(request: WebRequest, uow: Uow) -> FloorLabelsOut | None:
    station, code = await station_of(uow), request.query_params.get("code", "")
    return await at_tablet.labels(uow, code[:LONGEST], base_of(request), station, None) if station else None


class FloorScanController(Module):
    path = "/floor/scan"

    @get("/", permission=Floor.REPORT, template="labels/floor_scan.html", include_in_schema=False)
    async def show(self, request: WebRequest, uow: Uow, code: FromQuery[str] = "") -> FloorScanOut:
        """What anything is, and what may be done with it at this machine."""
        return await at_tablet.scan(uow, code[:LONGEST], base_of(request), await station_here(uow))

    @post("/issues", permission=Floor.REPORT, form="labels/floor_scan.html", about=scanned, then="/floor/scan",
          include_in_schema=False)  # fmt: skip
    async def issue(self, request: WebRequest, uow: Uow, data: Body[FloorIssueIn]) -> FloorScanOut:
        """A lot goes into a job."""
        station = await station_here(uow)
        await at_tablet.issue(uow, data)
        return await at_tablet.scan(uow, data.code, base_of(request), station)


class FloorPrintController(Module):
    path = "/floor/print"

    @get("/", permission=Labels.PRINT, template="labels/floor_print.html", include_in_schema=False)
    async def show(
        self, request: WebRequest, uow: Uow, code: FromQuery[str] = "", printed: FromQuery[UUID | None] = None
    ) -> FloorLabelsOut:
        station = await station_here(uow)
        return await at_tablet.labels(uow, code[:LONGEST], base_of(request), station, printed)

    @get("/{label_id:uuid}/file", permission=Labels.PRINT, media_type="application/octet-stream",
         include_in_schema=False)  # fmt: skip
    async def file(self, uow: Uow, label_id: FromPath[UUID]) -> Response[bytes]:
        """Where the printer is this browser."""
        return file_of(await LabelPrintRepository(uow).whole(label_id, document=True))

    @post("/", permission=Labels.PRINT, form="labels/floor_print.html", about=labelled,
          then="/floor/print?code={code}&printed={printed}", include_in_schema=False)  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[FloorPrintIn]) -> FloorLabelsOut:
        """On the printer beside the tablet."""
        station = await station_here(uow)
        said = LabelPrintIn(template=data.template, code=data.code, copies=data.copies)
        row = await printing.ask(uow, said, base_of(request), at_hand=True)
        return await at_tablet.labels(uow, data.code, base_of(request), station, row.id)
