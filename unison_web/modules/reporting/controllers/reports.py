"""The report of a shift, and paper."""

from __future__ import annotations

from litestar.params import FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.prints.controllers.papers import shown
from unison_web.modules.prints.schemas import PrintOut
from unison_web.modules.reporting import papers
from unison_web.modules.reporting.rules import Reporting
from unison_web.modules.reporting.schemas import PaperIn, ShiftReportOut
from unison_web.modules.reporting.schemas_signing import SignatureIn
from unison_web.modules.reporting.service import shift_report, signing
from unison_web.modules.reporting.service.asking import Asked, understood


class ShiftReportController(Module):
    path = "/reports/shift"
    tags = ["Figures"]

    @get("/", permission=Reporting.READ, template="reporting/shift.html")
    async def show(
        self, uow: Uow, plant: FromQuery[str] = "", day: FromQuery[str] = "", shift: FromQuery[str] = "",
    ) -> ShiftReportOut:  # fmt: skip
        """A shift as it was: the last that has begun when nothing is said."""
        return await shift_report.report(uow, Asked(plant, "shift", day, shift))


class ShiftSignatureController(Module):
    path = "/reports/shift/signatures"
    tags = ["Figures"]

    @page("/new", permission=Reporting.SIGN, template="reporting/sign.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        """What is signed, once more, and the remark."""
        asked = {name: request.query_params.get(name, "") for name in ("plant", "day", "shift")}
        scope = await understood(uow, Asked(asked["plant"], "shift", asked["day"], asked["shift"]))
        signed = await signing.of_scope(uow, scope)
        said = {"day": str(scope.day), "shift": scope.asked.shift, "plant": scope.plant.code}
        about = {"shift": scope.shift.name if scope.shift else "", "day": scope.day}
        return Form(SignatureIn, {**said, "role": "taken_over" if signed else "leader"}, context=about)

    @post("/", permission=Reporting.SIGN, form="reporting/sign.html", then="/reports/shift?{oee.query}",
          flash=_("Signed"))  # fmt: skip
    async def create(self, uow: Uow, data: Body[SignatureIn]) -> ShiftReportOut:
        """Sign the report of a shift that has ended. What is corrected later stands beside as a difference."""
        return await shift_report.signed(uow, data)


class ReportPaperController(Module):
    path = "/reports/prints"
    tags = ["Figures"]

    @post("/", permission=Reporting.READ, then="/prints/{id}")
    async def create(self, request: WebRequest, uow: Uow, data: Body[PaperIn]) -> PrintOut:
        """Ask for OEE or the report of a shift as PDF. Its `file` appears when the worker is done."""
        return shown(request, await papers.ask(uow, data))
