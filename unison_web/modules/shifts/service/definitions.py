"""Shifts, patterns and which of them count where. Whatever changes, the shifts that have not begun are made again."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.service import center_meant, plant_meant
from unison_web.modules.shifts import rules
from unison_web.modules.shifts.models import CalendarRule, ShiftDefinition, ShiftPattern
from unison_web.modules.shifts.repository import CrewRepository, PatternRepository, RuleRepository, ShiftRepository
from unison_web.modules.shifts.schemas import PatternIn, RuleIn, ShiftIn
from unison_web.modules.shifts.service.instances import remake

DAY = timedelta(days=1)


async def create_shift(uow: UnitOfWork, data: ShiftIn) -> ShiftDefinition:
    plant = await plant_meant(uow, data.plant)
    shift = ShiftDefinition(plant_id=plant.id, code="", name="", starts=time(), ends=time(), plant=plant)
    await _fill_shift(uow, shift, data)
    uow.session.add(shift)
    await uow.session.flush()
    return shift


async def change_shift(uow: UnitOfWork, shift: ShiftDefinition, data: ShiftIn) -> ShiftDefinition:
    """From the next shift on. Its code stays: patterns and reports name it by it."""
    check_version(shift.version, data.version)
    if data.code.strip() != shift.code:
        raise Refused.at("code", _("Patterns name this shift by its code; it stays"))
    await _fill_shift(uow, shift, data)
    await uow.session.flush()
    await _still_fits(uow, shift)
    await remake(uow, shift.plant_id)
    return shift


async def archive_shift(uow: UnitOfWork, shift: ShiftDefinition, *, archived: bool) -> ShiftDefinition:
    if archived:
        rules.may_archive_shift(await PatternRepository(uow).that_work(shift.plant_id, shift.code)).or_refuse()
    shift.state = "archived" if archived else "active"
    await uow.session.flush()
    return shift


async def _fill_shift(uow: UnitOfWork, shift: ShiftDefinition, data: ShiftIn) -> None:
    code = data.code.strip()
    if code != shift.code and await ShiftRepository(uow).by_code(shift.plant_id, code):
        raise Refused.at("code", _("There is already a shift with the code {code}").format(code=code))
    breaks = rules.breaks_of(data.breaks)
    if breaks is None:
        raise Refused(breaks=_("Write breaks as 09:00-09:15, with commas between them"))
    starts, ends = time.fromisoformat(data.starts), time.fromisoformat(data.ends)
    rules.good_shift(rules.shift_of(code, starts, ends, breaks)).or_refuse()
    shift.code, shift.name, shift.starts, shift.ends = code, data.name.strip(), starts, ends
    shift.breaks = [list(pair) for pair in breaks]


async def _still_fits(uow: UnitOfWork, shift: ShiftDefinition) -> None:
    """New hours must not overlap with the shifts it is worked with."""
    shifts = {code: row.exact for code, row in (await ShiftRepository(uow).of_plant(shift.plant_id)).items()}
    for pattern in await PatternRepository(uow).active(shift.plant_id):
        if overlap := rules.overlapping(pattern.days, shifts):
            words = _("{one} and {other} would overlap in {pattern}")
            raise Refused(starts=words.format(one=overlap[0], other=overlap[1], pattern=pattern.name))


async def create_pattern(uow: UnitOfWork, data: PatternIn) -> ShiftPattern:
    plant = await plant_meant(uow, data.plant)
    pattern = ShiftPattern(plant_id=plant.id, name="", anchor=data.anchor, days=[], plant=plant)
    await _fill_pattern(uow, pattern, data)
    uow.session.add(pattern)
    await uow.session.flush()
    return pattern


async def change_pattern(uow: UnitOfWork, pattern: ShiftPattern, data: PatternIn) -> ShiftPattern:
    check_version(pattern.version, data.version)
    await _fill_pattern(uow, pattern, data)
    await uow.session.flush()
    await remake(uow, pattern.plant_id)
    return pattern


def as_lines(pattern: ShiftPattern) -> str:
    """As people type it: a line for each day, a dash for a day off."""
    return "\n".join(", ".join(day) or "-" for day in pattern.days)


async def archive_pattern(uow: UnitOfWork, pattern: ShiftPattern, *, archived: bool) -> ShiftPattern:
    if archived:
        places = await RuleRepository(uow).places_of(pattern.id, today(uow))
        rules.may_archive_pattern(places).or_refuse()
    pattern.state = "archived" if archived else "active"
    await uow.session.flush()
    return pattern


async def _fill_pattern(uow: UnitOfWork, pattern: ShiftPattern, data: PatternIn) -> None:
    name = data.name.strip()
    if name != pattern.name and await PatternRepository(uow).named(pattern.plant_id, name):
        raise Refused(name=_("There is already a pattern of this name"))
    said = data.days[0].splitlines() if len(data.days) == 1 and "\n" in data.days[0] else data.days
    days = rules.cycle_of(said)
    shifts = await ShiftRepository(uow).of_plant(pattern.plant_id)
    active = {code: row.exact for code, row in shifts.items() if row.state == "active"}
    rules.good_cycle(days, active).or_refuse()
    pattern.name, pattern.anchor, pattern.days = name, data.anchor, days


async def apply(uow: UnitOfWork, data: RuleIn) -> CalendarRule:
    """From a day on a pattern counts; the one before ends the day before."""
    plant = await plant_meant(uow, data.plant)
    center = await _center(uow, plant.id, data.work_center)
    crew = await _crew(uow, plant.id, data.crew)
    if center and crew:
        raise Refused(crew=_("Choose a work center or a crew, not both"))
    pattern = await PatternRepository(uow).named(plant.id, data.pattern.strip())
    if pattern is None or pattern.state == "archived":
        raise Refused(pattern=_("There is no pattern of this name"))
    before = await RuleRepository(uow).newest(plant.id, center, crew)
    rules.follows(data.valid_from, before.valid_from if before else None).or_refuse()
    if before and (before.valid_to is None or before.valid_to >= data.valid_from):
        before.valid_to = data.valid_from - DAY
        await uow.session.flush()  # two patterns must not count on the same day, not even for a moment
    rule = CalendarRule(
        plant_id=plant.id, work_center_id=center, crew_id=crew, pattern_id=pattern.id, valid_from=data.valid_from
    )
    uow.session.add(rule)
    await uow.session.flush()
    await remake(uow, plant.id)
    return await RuleRepository(uow).record(rule.id)


async def end(uow: UnitOfWork, rule: CalendarRule, last: date) -> CalendarRule:
    """The last day on which a pattern counts there; after it the plant's does, or none."""
    rules.in_order(rule.valid_from, last).or_refuse()
    rule.valid_to = last
    await uow.session.flush()
    await remake(uow, rule.plant_id)
    return rule


async def _center(uow: UnitOfWork, plant: UUID, code: str) -> UUID | None:
    return (await center_meant(uow, plant, code)).id if code.strip() else None


async def _crew(uow: UnitOfWork, plant: UUID, code: str) -> UUID | None:
    if not code.strip():
        return None
    crew = await CrewRepository(uow).by_code(plant, code.strip())
    if crew is None or crew.state == "archived":
        raise Refused(crew=_("There is no crew with the code {code}").format(code=code))
    return crew.id


def today(uow: UnitOfWork) -> date:
    return uow.now().astimezone(uow.actor.timezone).date()


def check_version(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))
