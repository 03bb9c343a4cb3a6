"""The lists of this module, declared once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import contains_eager

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import Filter, choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns, Records
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import WorkCenter
from unison_web.modules.organizations.models import Plant
from unison_web.modules.shifts.models import (
    Absence,
    CalendarDay,
    CalendarRule,
    Crew,
    CrewMember,
    Overtime,
    ShiftDefinition,
    ShiftPattern,
)
from unison_web.modules.shifts.presenters import days_said, pattern_out, shift_out
from unison_web.modules.shifts.schemas import PatternOut, RuleOut, ShiftOut
from unison_web.modules.shifts.schemas.calendar import DayOut, OvertimeOut
from unison_web.modules.shifts.schemas.people import AbsenceOut, CrewOut

LIFE = (("active", _("Active")), ("archived", _("Archived")))
ABSENCES = (("holiday", _("On leave")), ("illness", _("Ill")), ("training", _("Training")), ("other", _("Other")))
YES_NO = (("true", _("Yes")), ("false", _("No")))


def of_plant(model: Any) -> ColumnElement[bool]:
    """Rows that name their plant without loading it."""
    return and_(model.plant_id == Plant.id, model.organization_id == Plant.organization_id)


SHIFTS: Listing[ShiftOut] = Listing(
    noun="shifts",
    url="/shifts",
    model=ShiftDefinition,
    columns=(
        Column("code", _("Code"), ShiftDefinition.code),
        Column("name", _("Shift"), ShiftDefinition.name),
        Column("starts", _("From"), ShiftDefinition.starts, numeric=True),
        Column("ends", _("To"), numeric=True),
        Column("breaks", _("Breaks")),
        Column("hours", _("Working hours"), numeric=True),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), ShiftDefinition.state, words=dict(LIFE)),
    ),
    reads=Records(lambda row: shift_out(row, row.plant.code), (contains_eager(ShiftDefinition.plant),)),
    default_sort="starts",
    search=(ShiftDefinition.code, ShiftDefinition.name),
    filters=(choice("state", _("State"), ShiftDefinition.state, LIFE), reference("plant", _("Plant"), Plant.code)),
    joins=lambda statement: statement.join(ShiftDefinition.plant),
)
SHIFT_VIEW = ListView(SHIFTS, _("Shifts"), _("Code or name"), "{n} shift", "{n} shifts")

PATTERNS: Listing[PatternOut] = Listing(
    noun="shift-patterns",
    url="/shift-patterns",
    model=ShiftPattern,
    columns=(
        Column("name", _("Pattern"), ShiftPattern.name),
        Column("anchor", _("Begins on"), ShiftPattern.anchor, numeric=True),
        Column("days", _("Days of the cycle"), holds=((days_said, _("Days of the cycle")),)),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), ShiftPattern.state, words=dict(LIFE)),
    ),
    reads=Records(lambda row: pattern_out(row, row.plant.code), (contains_eager(ShiftPattern.plant),)),
    default_sort="name",
    search=(ShiftPattern.name,),
    filters=(choice("state", _("State"), ShiftPattern.state, LIFE), reference("plant", _("Plant"), Plant.code)),
    joins=lambda statement: statement.join(ShiftPattern.plant),
)
PATTERN_VIEW = ListView(PATTERNS, _("Shift patterns"), _("Name"), "{n} pattern", "{n} patterns")

SCOPE = func.coalesce(WorkCenter.code + " " + WorkCenter.name, Crew.name, Plant.name)
RULES: Listing[RuleOut] = Listing(
    noun="calendar-rules",
    url="/calendar-rules",
    model=CalendarRule,
    columns=(
        Column("scope", _("Counts for"), SCOPE),
        Column("pattern", _("Pattern"), ShiftPattern.name),
        Column("valid_from", _("From"), CalendarRule.valid_from, numeric=True),
        Column("valid_to", _("Last day"), numeric=True),
        Column("plant", _("Plant"), Plant.code),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(
        RuleOut, CalendarRule, plant=Plant.code, pattern=ShiftPattern.name, scope=SCOPE,
        work_center=func.coalesce(WorkCenter.code, ""), crew=func.coalesce(Crew.code, ""),
    ),
    default_sort="-valid_from",
    search=(ShiftPattern.name, WorkCenter.code, WorkCenter.name, Crew.name),
    filters=(
        reference("plant", _("Plant"), Plant.code),
        reference("work_center", _("Work center"), WorkCenter.code),
        *period("valid_from", _("From"), CalendarRule.valid_from),
    ),
    joins=lambda statement: (
        statement.join(CalendarRule.pattern).join(Plant, of_plant(CalendarRule))
        .outerjoin(CalendarRule.work_center).outerjoin(CalendarRule.crew)
    ),
)  # fmt: skip
RULE_VIEW = ListView(RULES, _("Who works by which pattern"), _("Pattern, work center or crew"), "{n} rule", "{n} rules")

DAYS: Listing[DayOut] = Listing(
    noun="calendar-days",
    url="/calendar-days",
    model=CalendarDay,
    columns=(
        Column("day", _("Day"), CalendarDay.day),
        Column("reason", _("Why"), CalendarDay.reason),
        Column("shifts", _("Shifts that are worked")),
        Column("holiday", _("Public holiday"), words={True: _("Yes"), False: _("No")}),
        Column("work_center", _("Only at"), func.coalesce(WorkCenter.code, "")),
        Column("plant", _("Plant"), Plant.code),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(DayOut, CalendarDay, plant=Plant.code, work_center=func.coalesce(WorkCenter.code, "")),
    default_sort="-day",
    search=(CalendarDay.reason,),
    filters=(
        *period("day", _("Day"), CalendarDay.day),
        Filter(
            "holiday", _("Public holiday"), lambda said: CalendarDay.holiday.in_([v == "true" for v in said]), YES_NO
        ),
        reference("plant", _("Plant"), Plant.code),
    ),
    joins=lambda statement: statement.join(Plant, of_plant(CalendarDay)).outerjoin(CalendarDay.work_center),
)
DAY_VIEW = ListView(DAYS, _("Days that differ"), _("Reason"), "{n} day", "{n} days")

OVERTIME: Listing[OvertimeOut] = Listing(
    noun="overtime",
    url="/overtime",
    model=Overtime,
    columns=(
        Column("starts_at", _("From"), Overtime.starts_at, numeric=True),
        Column("ends_at", _("To"), Overtime.ends_at, numeric=True),
        Column("reason", _("Why"), Overtime.reason),
        Column("work_center", _("Only at"), func.coalesce(WorkCenter.code, "")),
        Column("plant", _("Plant"), Plant.code),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(OvertimeOut, Overtime, plant=Plant.code, work_center=func.coalesce(WorkCenter.code, "")),
    default_sort="-starts_at",
    search=(Overtime.reason,),
    filters=(*period("starts_at", _("From"), Overtime.starts_at), reference("plant", _("Plant"), Plant.code)),
    joins=lambda statement: statement.join(Plant, of_plant(Overtime)).outerjoin(Overtime.work_center),
)
OVERTIME_VIEW = ListView(OVERTIME, _("Overtime"), _("Reason"), "{n} entry", "{n} entries")

PEOPLE = (
    select(func.count(CrewMember.id))
    .where(CrewMember.organization_id == Crew.organization_id, CrewMember.crew_id == Crew.id)
    .correlate(Crew)
    .scalar_subquery()
)
CREWS: Listing[CrewOut] = Listing(
    noun="crews",
    url="/crews",
    model=Crew,
    columns=(
        Column("code", _("Code"), Crew.code),
        Column("name", _("Crew"), Crew.name),
        Column("people", _("People"), numeric=True),
        Column("plant", _("Plant"), Plant.code),
        Column("state", _("State"), Crew.state, words=dict(LIFE)),
    ),
    reads=Columns(CrewOut, Crew, plant=Plant.code, people=PEOPLE),
    default_sort="code",
    search=(Crew.code, Crew.name),
    filters=(choice("state", _("State"), Crew.state, LIFE), reference("plant", _("Plant"), Plant.code)),
    joins=lambda statement: statement.join(Crew.plant),
)
CREW_VIEW = ListView(CREWS, _("Crews"), _("Code or name"), "{n} crew", "{n} crews")

ABSENT: Listing[AbsenceOut] = Listing(
    noun="absences",
    url="/absences",
    model=Absence,
    columns=(
        Column("person", _("Person"), User.name),
        Column("first_day", _("From"), Absence.first_day, numeric=True),
        Column("last_day", _("Last day"), Absence.last_day, numeric=True),
        Column("kind", _("Kind"), Absence.kind, words=dict(ABSENCES)),
        Column("note", _("Note"), Absence.note),
        Column("actions", _("Actions"), numeric=True, holds=()),
    ),
    reads=Columns(AbsenceOut, Absence, person=User.name),
    default_sort="-first_day",
    search=(User.name, Absence.note),
    filters=(
        choice("kind", _("Kind"), Absence.kind, ABSENCES),
        *period("first_day", _("From"), Absence.first_day),
        containing("person", _("Person"), User.name),
    ),
    joins=lambda statement: statement.join(Absence.user),
)
ABSENCE_VIEW = ListView(ABSENT, _("Absences"), _("Person or note"), "{n} absence", "{n} absences")
