"""The report of a shift, and paper."""

from __future__ import annotations

from litestar.params import FromQuery

from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.prints.controllers.papers import shown
from unison_web.modules.prints.schemas import PrintOut
from unison_web.modules.reporting import papers
from unison_web.modules.reporting.rules import Reporting
from unison_web.modules.reporting.schemas import PaperIn, ShiftReportOut
from unison_web.modules.reporting.service import shift_report
from unison_web.modules.reporting.service.asking import Asked


class ShiftReportController(Module):
    path = "/reports/shift"
    tags = ["Figures"]

    @get("/", permission=Reporting.READ, template="reporting/shift.html")
    async def show(
        self, uow: Uow, plant: FromQuery[str] = "", day: FromQuery[str] = "", shift: FromQuery[str] = "",
    ) -> ShiftReportOut:  # fmt: skip
        """A shift as it was: the last that has begun when nothing is said."""
        return await shift_report.report(uow, Asked(plant, "shift", day, shift))


class ReportPaperController(Module):
    path = "/reports/prints"
    tags = ["Figures"]

    @post("/", permission=Reporting.READ, then="/prints/{id}")
    async def create(self, request: WebRequest, uow: Uow, data: Body[PaperIn]) -> PrintOut:
        """Ask for OEE or the report of a shift as PDF. Its `file` appears when the worker is done."""
        return shown(request, await papers.ask(uow, data))
