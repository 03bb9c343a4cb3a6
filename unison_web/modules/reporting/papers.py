"""The same figures on paper."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from jinja2 import Environment

from unison_web.kit import clock, i18n
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web import frame
from unison_web.kit.web.frame import Frame
from unison_web.modules.branding.paper import Letterhead
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.prints import service as prints
from unison_web.modules.prints.documents import sheet
from unison_web.modules.prints.models import Print
from unison_web.modules.reporting.schemas import OeeOut, PaperIn, ShiftReportOut
from unison_web.modules.reporting.service import figures, shift_report
from unison_web.modules.reporting.service.asking import Asked, understood


def asked(data: PaperIn) -> Asked:
    return Asked(data.plant, data.span, data.day, data.shift, data.work_center, data.machine)


async def ask(uow: UnitOfWork, data: PaperIn) -> Print:
    """Put together once now, so that what cannot be printed is said now."""
    scope = await understood(uow, asked(data) if data.kind == "oee" else _of_shift(data))
    page = f"/{'oee' if data.kind == 'oee' else 'reports/shift'}?{scope.asked.query()}"
    title = (_("OEE {place} {day}") if data.kind == "oee" else _("Shift report {place} {day}")).format(
        place=figures.titled(scope), day=scope.day
    )
    wanted = {"report": data.kind, "page": page, "asked": dict(zip(FIELDS, _said(scope.asked), strict=True))}
    return await prints.ask_other(uow, scope.plant.id, "report", title, wanted)


SHEETS = {"oee": "reporting/paper_oee.html", "shift": "reporting/paper_shift.html"}
FIELDS = ("plant", "span", "day", "shift", "work_center", "machine")


def _said(of: Asked) -> tuple[str, ...]:
    return tuple(getattr(of, name) for name in FIELDS)


def _of_shift(data: PaperIn) -> Asked:
    return Asked(data.plant, "shift", data.day, data.shift)


async def write(uow: UnitOfWork, wanted: Print, jinja: Environment, head: Letterhead) -> str:
    """HTML of the report, in the words and the time of the person who asked."""
    said = wanted.wanted or {}
    plant = await PlantRepository(uow).by_id(wanted.plant_id)
    i18n.speak(uow.actor.locale)
    frame.current.set(Frame(ZoneInfo(plant.zone), plant.currency, lambda: ""))
    question, report = Asked(**said["asked"]), said["report"]
    page: OeeOut | ShiftReportOut = (
        await shift_report.report(uow, question) if report == "shift" else await figures.oee(uow, question)
    )
    context = {
        "page": page, "oee": page.oee if isinstance(page, ShiftReportOut) else page, "head": head, "plant": plant,
        "user": uow.actor, "now": clock.now().astimezone(ZoneInfo(plant.zone)), "css": sheet(),
        "lang": i18n.language().replace("_", "-"), "dir": i18n.direction(),
    }  # fmt: skip
    return jinja.get_template(SHEETS[report]).render(context)


prints.made_by("report", write)
