"""What shifts mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.search import Deed
from unison_web.modules.shifts import listings
from unison_web.modules.shifts.controllers.calendar import (
    CalendarDayController,
    HolidayController,
    OvertimeController,
    ShiftCalendarController,
)
from unison_web.modules.shifts.controllers.definitions import (
    CalendarRuleController,
    ShiftController,
    ShiftPatternController,
)
from unison_web.modules.shifts.controllers.people import AbsenceController, CrewController, CrewMemberController
from unison_web.modules.shifts.jobs import make_shifts
from unison_web.modules.shifts.rules import Shifts
from unison_web.modules.shifts.words import countries

MANIFEST = Manifest(
    name="shifts",
    controllers=(
        ShiftCalendarController,
        HolidayController,
        CalendarDayController,
        OvertimeController,
        ShiftController,
        ShiftPatternController,
        CalendarRuleController,
        CrewController,
        CrewMemberController,
        AbsenceController,
    ),
    permissions=(Shifts,),
    navigation=(
        Entry("plan", _("Shift calendar"), "/shift-calendar", Shifts.READ, order=60),
        Entry("plan", _("Absences"), "/absences", Shifts.READ, order=65),
        Entry("setup", _("Shifts"), "/shifts", Shifts.READ, order=42, group="plant"),
    ),
    listings=(
        listings.SHIFT_VIEW,
        listings.PATTERN_VIEW,
        listings.RULE_VIEW,
        listings.DAY_VIEW,
        listings.OVERTIME_VIEW,
        listings.CREW_VIEW,
        listings.ABSENCE_VIEW,
    ),
    schedule=(("7 * * * *", make_shifts),),
    deeds=(Deed(_("New absence"), "/absences/new", Shifts.WRITE),),
    tables=(
        "shifts", "shift_patterns", "crews", "crew_members", "absences", "calendar_rules", "calendar_days", "overtime",
        "shift_instances",
    ),
    words={"countries_with_holidays": countries},
)  # fmt: skip
