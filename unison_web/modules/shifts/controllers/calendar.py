"""The calendar as it is worked: a week to look at, days that differ, holidays, overtime, and days that are over."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shifts import presenters
from unison_web.modules.shifts.listings import DAY_VIEW, DAYS, OVERTIME, OVERTIME_VIEW
from unison_web.modules.shifts.models import CalendarDay, Overtime
from unison_web.modules.shifts.repository import DayRepository
from unison_web.modules.shifts.rules import Shifts
from unison_web.modules.shifts.schemas.calendar import (
    CalendarOut,
    DayIn,
    DayOut,
    DaysOut,
    HolidaysIn,
    HolidaysOut,
    OvertimeIn,
    OvertimeOut,
    ReworkIn,
    ReworkOut,
)
from unison_web.modules.shifts.service import days as service
from unison_web.modules.shifts.service import instances
from unison_web.modules.shifts.service.definitions import today
from unison_web.modules.shifts.service.looking import look


class ShiftCalendarController(Module):
    path = "/shift-calendar"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/calendar.html")
    async def show(
        self, uow: Uow, week: FromQuery[str] = "", plant: FromQuery[str] = "", work_center: FromQuery[str] = ""
    ) -> CalendarOut:
        """The week of a day: its shifts with breaks, what differs, and the hours that are worked."""
        return await look(uow, plant, work_center, week)

    @page("/rework/new", permission=Shifts.WRITE, template="shifts/rework.html")
    async def ask(self) -> Form:
        return Form(ReworkIn, action="/shift-calendar/rework")

    @post("/rework", permission=Shifts.WRITE, form="shifts/rework.html", then="/shift-calendar?week={first_day}",
          flash=_("Worked out again"), status_code=200)  # fmt: skip
    async def rework(self, uow: Uow, data: Body[ReworkIn]) -> ReworkOut:
        """Make the shifts of days that are over again, by what is said now."""
        return await instances.rework(uow, (await plant_meant(uow, data.plant)).id, data)


class CalendarDayController(Module):
    path = "/calendar-days"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/days.html", listing=DAY_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[DayOut]:
        """Days that differ from the pattern, the newest first."""
        return await DAYS.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/day.html")
    async def new(self, uow: Uow, day: FromQuery[str] = "") -> Form:
        return Form(DayIn, {"day": day or today(uow).isoformat()}, action="/calendar-days")

    @post("/", permission=Shifts.WRITE, form="shifts/day.html", then="/calendar-days", flash=_("Kept"))
    async def create(self, uow: Uow, data: Body[DayIn]) -> DaysOut:
        """A day, or several, on which other shifts are worked, or none."""
        return await service.say(uow, data)

    @get("/{day_id:uuid}", permission=Shifts.READ)
    async def show(self, uow: Uow, day_id: FromPath[UUID]) -> DayOut:
        """One day that differs."""
        return await shown(uow, await DayRepository(uow).record(day_id))

    @post("/{day_id:uuid}/removal", permission=Shifts.WRITE, then="/calendar-days", status_code=200)
    async def remove(self, uow: Uow, day_id: FromPath[UUID]) -> DayOut:
        """The pattern counts again on this day."""
        row = await DayRepository(uow).record(day_id)
        answer = await shown(uow, row)
        await service.unsay(uow, row)
        return answer


class HolidayController(Module):
    path = "/calendar-days/holidays"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/holidays.html")
    async def show(
        self, uow: Uow, country: FromQuery[str] = "", year: FromQuery[int] = 0, part: FromQuery[str] = ""
    ) -> HolidaysOut:
        """What a country celebrates in a year; nothing is kept yet."""
        asked = HolidaysIn(country.upper() or await service.country_of(uow), year or today(uow).year, part)
        return await service.holidays(uow, asked)

    @post("/", permission=Shifts.WRITE, then="/calendar-days", form="shifts/refused.html",
          flash=_("Holidays of {country} kept"))  # fmt: skip
    async def create(self, uow: Uow, data: Body[HolidaysIn]) -> HolidaysOut:
        """Take the holidays of a country that are still to come as days off."""
        return await service.keep_holidays(uow, data)


class OvertimeController(Module):
    path = "/overtime"
    tags = ["Shifts"]

    @get("/", permission=Shifts.READ, template="shifts/overtime.html", listing=OVERTIME_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[OvertimeOut]:
        """Hours beyond the shifts, the newest first."""
        return await OVERTIME.page(uow, request.query_params)

    @page("/new", permission=Shifts.WRITE, template="shifts/overtime_form.html")
    async def new(self) -> Form:
        return Form(OvertimeIn, action="/overtime")

    @post("/", permission=Shifts.WRITE, form="shifts/overtime_form.html", then="/overtime")
    async def create(self, uow: Uow, data: Body[OvertimeIn]) -> OvertimeOut:
        """Work longer, or on a day off."""
        return await shown_overtime(uow, await service.add_overtime(uow, data))

    @post("/{overtime_id:uuid}/removal", permission=Shifts.WRITE, then="/overtime", status_code=200)
    async def remove(self, uow: Uow, overtime_id: FromPath[UUID]) -> OvertimeOut:
        """It is not worked after all."""
        return await shown_overtime(uow, await service.drop_overtime(uow, overtime_id))


async def shown(uow: UnitOfWork, row: CalendarDay) -> DayOut:
    plant = await PlantRepository(uow).by_id(row.plant_id)
    return service.day_out(row, plant.code, row.work_center.code if row.work_center else "")


async def shown_overtime(uow: UnitOfWork, row: Overtime) -> OvertimeOut:
    return presenters.overtime_out(row, (await PlantRepository(uow).by_id(row.plant_id)).code)
