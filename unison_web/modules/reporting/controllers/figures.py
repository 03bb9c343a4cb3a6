"""OEE down to the minutes, the catalogue, and figures for dashboards."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.params import FromPath, FromQuery

from unison_web.kit.web.module import Module, get
from unison_web.kit.web.uow import Uow
from unison_web.modules.reporting.files import file_of
from unison_web.modules.reporting.rules import Reporting
from unison_web.modules.reporting.schemas import KpisOut, MetricOut, OeeOut
from unison_web.modules.reporting.service import figures
from unison_web.modules.reporting.service.asking import Asked


class OeeController(Module):
    path = "/oee"
    tags = ["Figures"]

    @get("/", permission=Reporting.READ, template="reporting/oee.html")
    async def show(
        self, uow: Uow, plant: FromQuery[str] = "", span: FromQuery[str] = "", day: FromQuery[str] = "",
        shift: FromQuery[str] = "", work_center: FromQuery[str] = "", machine: FromQuery[str] = "",
    ) -> OeeOut:  # fmt: skip
        """OEE of a plant, a work center or a machine in a `span` (shift, day or week), one level deeper in its rows."""
        return await figures.oee(uow, Asked(plant, span, day, shift, work_center, machine))

    @get("/file", permission=Reporting.READ, media_type="text/csv")
    async def file(
        self, uow: Uow, plant: FromQuery[str] = "", span: FromQuery[str] = "", day: FromQuery[str] = "",
        shift: FromQuery[str] = "", work_center: FromQuery[str] = "", machine: FromQuery[str] = "",
        format: FromQuery[str] = "csv",
    ) -> Response[Any]:  # fmt: skip
        """The rows of the page as CSV or XLSX."""
        found = await figures.oee(uow, Asked(plant, span, day, shift, work_center, machine))
        content, kind, name = await file_of(found, format, uow.actor.timezone)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return Response(content, media_type=kind, headers=headers)


class KpiController(Module):
    path = "/kpis"
    tags = ["Figures"]

    @get("/", permission=Reporting.READ, template="reporting/kpis.html")
    async def index(
        self, uow: Uow, plant: FromQuery[str] = "", span: FromQuery[str] = "week", day: FromQuery[str] = "",
    ) -> KpisOut:  # fmt: skip
        """Every figure with its formula, its source, when it was changed last, and its value this week."""
        return await figures.catalogue(uow, Asked(plant, span, day))


class MetricController(Module):
    path = "/metrics/{key:str}"
    tags = ["Figures"]

    @get("/", permission=Reporting.READ)
    async def show(
        self, uow: Uow, key: FromPath[str], plant: FromQuery[str] = "", span: FromQuery[str] = "",
        day: FromQuery[str] = "", shift: FromQuery[str] = "", work_center: FromQuery[str] = "",
        machine: FromQuery[str] = "",
    ) -> MetricOut:  # fmt: skip
        """One figure for a dashboard of yours, by its key in the catalogue: `oee`, `mtbf`, `scrap_ratio`."""
        return await figures.metric(uow, key, Asked(plant, span, day, shift, work_center, machine))
