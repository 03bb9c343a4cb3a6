"""Named questions about shifts and calendars."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from unison_web.kit.db.repository import Repository
from unison_web.modules.shifts.models import (
    Absence,
    CalendarDay,
    CalendarRule,
    Crew,
    CrewMember,
    Overtime,
    ShiftDefinition,
    ShiftInstance,
    ShiftPattern,
)


def same(column: InstrumentedAttribute[UUID | None], value: UUID | None) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


class ShiftRepository(Repository[ShiftDefinition]):
    model_type = ShiftDefinition

    async def record(self, shift_id: UUID) -> ShiftDefinition:
        return await self.by_id(shift_id, joinedload(ShiftDefinition.plant))

    async def of_plant(self, plant: UUID) -> dict[str, ShiftDefinition]:
        """Every shift there was, by its code; a pattern of the past may name one that is archived."""
        rows = await self.all(self.mine().where(ShiftDefinition.plant_id == plant).order_by(ShiftDefinition.starts))
        return {row.code: row for row in rows}

    async def by_code(self, plant: UUID, code: str) -> ShiftDefinition | None:
        return await self.perhaps(self.mine().where(ShiftDefinition.plant_id == plant, ShiftDefinition.code == code))


class PatternRepository(Repository[ShiftPattern]):
    model_type = ShiftPattern

    async def record(self, pattern_id: UUID) -> ShiftPattern:
        return await self.by_id(pattern_id, joinedload(ShiftPattern.plant))

    async def active(self, plant: UUID) -> list[ShiftPattern]:
        mine = self.mine().where(ShiftPattern.plant_id == plant, ShiftPattern.state == "active")
        return await self.all(mine.order_by(ShiftPattern.name))

    async def named(self, plant: UUID, name: str) -> ShiftPattern | None:
        return await self.perhaps(self.mine().where(ShiftPattern.plant_id == plant, ShiftPattern.name == name))

    async def that_work(self, plant: UUID, code: str) -> list[str]:
        """The names of active patterns that name a shift."""
        return [row.name for row in await self.active(plant) if any(code in day for day in row.days)]


class RuleRepository(Repository[CalendarRule]):
    model_type = CalendarRule

    async def record(self, rule_id: UUID) -> CalendarRule:
        return await self.by_id(rule_id, *self.whole)

    whole = (joinedload(CalendarRule.pattern), joinedload(CalendarRule.work_center), joinedload(CalendarRule.crew))

    async def of_plant(self, plant: UUID) -> list[CalendarRule]:
        """The newest first."""
        mine = self.mine().where(CalendarRule.plant_id == plant)
        return await self.all(mine.order_by(CalendarRule.valid_from.desc()), *self.whole)

    async def newest(self, plant: UUID, center: UUID | None, crew: UUID | None) -> CalendarRule | None:
        scope = same(CalendarRule.work_center_id, center), same(CalendarRule.crew_id, crew)
        mine = self.mine().where(CalendarRule.plant_id == plant, *scope)
        return await self.perhaps(mine.order_by(CalendarRule.valid_from.desc()).limit(1))

    async def places_of(self, pattern: UUID, day: date) -> int:
        """Where a pattern counts on a day, or will."""
        valid = or_(CalendarRule.valid_to.is_(None), CalendarRule.valid_to >= day)
        counted = select(func.count()).where(
            CalendarRule.organization_id == self.uow.organization_id, CalendarRule.pattern_id == pattern, valid
        )
        return int(await self.session.scalar(counted) or 0)


class DayRepository(Repository[CalendarDay]):
    model_type = CalendarDay

    async def record(self, day_id: UUID) -> CalendarDay:
        return await self.by_id(day_id, joinedload(CalendarDay.work_center))

    async def of_plant(self, plant: UUID, first: date, last: date) -> list[CalendarDay]:
        mine = self.mine().where(CalendarDay.plant_id == plant, CalendarDay.day.between(first, last))
        return await self.all(mine.order_by(CalendarDay.day), joinedload(CalendarDay.work_center))

    async def known(self, plant: UUID, center: UUID | None, days: Collection[date]) -> dict[date, CalendarDay]:
        mine = self.mine().where(CalendarDay.plant_id == plant, CalendarDay.day.in_(days))
        return {row.day: row for row in await self.all(mine.where(same(CalendarDay.work_center_id, center)))}


class OvertimeRepository(Repository[Overtime]):
    model_type = Overtime

    async def record(self, overtime_id: UUID) -> Overtime:
        return await self.by_id(overtime_id, joinedload(Overtime.work_center))

    async def between(self, plant: UUID, start: datetime, end: datetime) -> list[Overtime]:
        """Of the plant and of its work centers."""
        within = Overtime.starts_at < end, Overtime.ends_at > start
        mine = self.mine().where(Overtime.plant_id == plant, *within).order_by(Overtime.starts_at)
        return await self.all(mine, joinedload(Overtime.work_center))


class InstanceRepository(Repository[ShiftInstance]):
    model_type = ShiftInstance

    async def between(self, plant: UUID, start: datetime, end: datetime) -> list[ShiftInstance]:
        """Of the plant and of its work centers with calendars of their own."""
        within = ShiftInstance.starts_at < end, ShiftInstance.ends_at > start
        mine = self.mine().where(ShiftInstance.plant_id == plant, *within)
        return await self.all(mine.order_by(ShiftInstance.starts_at))

    async def on_days(self, plant: UUID, center: UUID | None, first: date, last: date) -> list[ShiftInstance]:
        mine = self.mine().where(ShiftInstance.plant_id == plant, ShiftInstance.day.between(first, last))
        scope = same(ShiftInstance.work_center_id, center)
        return await self.all(mine.where(scope).order_by(ShiftInstance.starts_at))

    async def ends_after(self, plant: UUID, at: datetime) -> dict[UUID | None, datetime]:
        """When the shift that runs at a moment ends, by work center, None for the plant."""
        within = ShiftInstance.starts_at <= at, ShiftInstance.ends_at > at
        rows = await self.all(self.mine().where(ShiftInstance.plant_id == plant, *within))
        return {row.work_center_id: row.ends_at for row in rows}

    async def running(self, plant: UUID, at: datetime) -> ShiftInstance | None:
        """The plant's shift of a moment."""
        within = ShiftInstance.starts_at <= at, ShiftInstance.ends_at > at, ShiftInstance.work_center_id.is_(None)
        return await self.perhaps(self.mine().where(ShiftInstance.plant_id == plant, *within).limit(1))

    async def last_day(self, plant: UUID) -> date | None:
        """Up to which day shifts were made."""
        found = select(func.max(ShiftInstance.day)).where(
            ShiftInstance.organization_id == self.uow.organization_id, ShiftInstance.plant_id == plant
        )
        return (await self.session.execute(found)).scalar()


class CrewRepository(Repository[Crew]):
    model_type = Crew

    async def record(self, crew_id: UUID) -> Crew:
        return await self.by_id(crew_id, joinedload(Crew.plant), selectinload(Crew.members).joinedload(CrewMember.user))

    async def by_code(self, plant: UUID, code: str) -> Crew | None:
        return await self.perhaps(self.mine().where(Crew.plant_id == plant, Crew.code == code))

    async def active(self, plant: UUID) -> list[Crew]:
        return await self.all(self.mine().where(Crew.plant_id == plant, Crew.state == "active").order_by(Crew.code))


class MemberRepository(Repository[CrewMember]):
    model_type = CrewMember

    async def record(self, crew_id: UUID, member_id: UUID) -> CrewMember:
        mine = self.mine().where(CrewMember.id == member_id, CrewMember.crew_id == crew_id)
        return await self.one(mine, joinedload(CrewMember.user))

    async def of_person(self, user: UUID, first: date, last: date | None) -> CrewMember | None:
        """A membership that falls into these days."""
        begins = CrewMember.valid_from <= (last or date.max)
        ends = or_(CrewMember.valid_to.is_(None), CrewMember.valid_to >= first)
        mine = self.mine().where(CrewMember.user_id == user, begins, ends).limit(1)
        return await self.perhaps(mine, joinedload(CrewMember.crew))


class AbsenceRepository(Repository[Absence]):
    model_type = Absence

    async def record(self, absence_id: UUID) -> Absence:
        return await self.by_id(absence_id, joinedload(Absence.user))

    async def of_people(self, people: Collection[UUID], first: date, last: date) -> list[Absence]:
        within = Absence.first_day <= last, Absence.last_day >= first
        return await self.all(self.mine().where(Absence.user_id.in_(people), *within))
