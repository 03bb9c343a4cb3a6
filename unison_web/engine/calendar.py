"""When work is done: shifts on the wall clock of a plant, as instants; and arithmetic with working time.

A shift is written in local time and belongs to the day on which it starts, a night shift too. Its instants follow the
zone's rules of that night, so that a shift over a change of the clocks has seven or nine hours. Where the wall clock
skips the time a shift starts or ends at, the instant is the one that the clock before the change would have shown;
where it shows a time twice, the first one counts. The end of one shift and the start of the next at the same local time
are then the same instant on every night.

Instants are aware datetimes in UTC, days are local dates. Nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from unison_web.engine.spans import Span, Timeline, between, common, merged, without

DAY = timedelta(days=1)
#: How much of a calendar is read at once, and how far working time is looked for before it is said to be none.
WINDOW = timedelta(days=28)
HORIZON = timedelta(days=3660)

Source = Callable[[datetime, datetime], Timeline]


class NoWorkingTime(ValueError):
    """Ten years from the start there is not as much working time as was asked for."""


@dataclass(frozen=True, slots=True)
class Shift:
    """Hours on the wall clock. An end that is not after the start is on the next day. ``breaks`` are local spans
    inside the shift; where a break's time is before the shift's start, it is on the next day, too."""

    code: str
    start: time
    end: time
    breaks: tuple[tuple[time, time], ...] = ()

    @property
    def over_midnight(self) -> bool:
        return self.end <= self.start


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which shifts are worked on the days of a cycle that begins with ``anchor``: seven days for a week, six for four
    on and two off. Raises ValueError for a cycle without days."""

    anchor: date
    days: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.days:
            raise ValueError("a cycle has at least one day")

    def on(self, day: date) -> tuple[str, ...]:
        return self.days[(day - self.anchor).days % len(self.days)]


@dataclass(frozen=True, slots=True)
class Succession:
    """Patterns that follow each other or stand in for each other: on a day the first that is valid counts, none where
    no pattern is. ``parts`` are (first day, last day or None, pattern)."""

    parts: tuple[tuple[date, date | None, Pattern], ...] = ()

    def on(self, day: date) -> tuple[str, ...]:
        valid = (pattern for first, last, pattern in self.parts if first <= day and (last is None or day <= last))
        found = next(valid, None)
        return found.on(day) if found else ()


@dataclass(frozen=True, slots=True)
class Instance:
    """One shift of one day. ``breaks`` and ``working`` divide its span."""

    day: date
    code: str
    span: Span
    breaks: tuple[Span, ...]

    @property
    def working(self) -> list[Span]:
        return without([self.span], self.breaks)


@dataclass(frozen=True)
class Calendar:
    """Shifts, the pattern they are worked in, and days that differ: their shifts replace those of the pattern, none
    where the day is off."""

    zone: tzinfo
    shifts: Mapping[str, Shift]
    pattern: Pattern | Succession
    exceptions: Mapping[date, tuple[str, ...]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[str, ...]:
        """The codes of the shifts that start on a day."""
        return self.exceptions[day] if day in self.exceptions else self.pattern.on(day)

    def instances(self, first: date, last: date) -> Iterator[Instance]:
        """Every shift that starts on a day from ``first`` to ``last``, in order of time."""
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            shifts = (self.shifts[code] for code in self.on(day))
            yield from (instance(shift, day, self.zone) for shift in sorted(shifts, key=lambda each: each.start))

    def working(self, start: datetime, end: datetime) -> list[Span]:
        """The working time between two instants, breaks left out. A shift that began the day before counts."""
        first, last = start.astimezone(self.zone).date() - DAY, end.astimezone(self.zone).date()
        found = merged(span for each in self.instances(first, last) for span in each.working)
        return between(found, start, end)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """A local time as an instant in UTC."""
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def instance(shift: Shift, day: date, zone: tzinfo) -> Instance:
    start, end = instant(day, shift.start, zone), instant(_day_of(shift, day, shift.end, end=True), shift.end, zone)
    span = Span(start, max(start, end))
    breaks = (
        Span(instant(_day_of(shift, day, begins), begins, zone), instant(_day_of(shift, day, ends), ends, zone))
        for begins, ends in shift.breaks
    )
    return Instance(day, shift.code, span, tuple(common(merged(breaks), [span])))


def _day_of(shift: Shift, day: date, at: time, *, end: bool = False) -> date:
    """The date of a local time inside a shift."""
    next_day = shift.over_midnight and (at <= shift.start if end else at < shift.start)
    return day + DAY if next_day else day


def all_of(*sources: Source) -> Source:
    """The time in which every calendar works: plant and machine and crew."""

    def found(start: datetime, end: datetime) -> Timeline:
        spans: Timeline = [Span(start, end)] if start < end else []
        for source in sources:
            spans = common(spans, source(start, end))
        return spans

    return found


def less(source: Source, taken: Timeline) -> Source:
    """A calendar without the time that is taken: absences, maintenance."""
    return lambda start, end: without(source(start, end), taken)


def plus(source: Source, more: Timeline) -> Source:
    """A calendar with more time: overtime."""
    return lambda start, end: merged([*source(start, end), *between(more, start, end)])


def add_working_time(source: Source, start: datetime, worked: timedelta) -> datetime:
    """The instant at which ``worked`` time has passed since ``start``, counting only working time; with a negative
    one, the instant from which it takes that long until ``start``. Work of no length is done when it starts.

    What fits exactly ends with the shift, not at the start of the next. Raises NoWorkingTime.
    """
    return _forward(source, start, worked) if worked >= timedelta(0) else _backward(source, start, -worked)


def _forward(source: Source, start: datetime, left: timedelta) -> datetime:
    if not left:
        return start
    for window in _windows(start, WINDOW):
        for span in source(window.start, window.end):
            if span.length >= left:
                return span.start + left
            left -= span.length
    raise NoWorkingTime(f"no working time for {left} within ten years after {start.isoformat()}")


def _backward(source: Source, end: datetime, left: timedelta) -> datetime:
    for window in _windows(end, -WINDOW):
        for span in reversed(source(window.end, window.start) if window.end < window.start else ()):
            if span.length >= left:
                return span.end - left
            left -= span.length
    raise NoWorkingTime(f"no working time for {left} within ten years before {end.isoformat()}")


@dataclass(frozen=True, slots=True)
class _Window:
    start: datetime
    end: datetime


def _windows(start: datetime, step: timedelta) -> Iterator[_Window]:
    while abs(step) * 2 < HORIZON:  # the first windows are small, the later ones need few readings
        yield _Window(start, start + step)
        start, step = start + step, step * 2


def working_time(source: Source, start: datetime, end: datetime) -> timedelta:
    """How much working time lies between two instants; negative where the second is the earlier one."""
    if end < start:
        return -working_time(source, end, start)
    return sum((span.length for span in source(start, end)), timedelta(0))


# --- whole days -------------------------------------------------------------------------------------------------------

Roll = Literal["raise", "forward", "backward", "modified_forward", "modified_backward"]


@dataclass(frozen=True)
class Workdays:
    """Days on which work is done, for lead times in days: days of the week (Monday is 0) less holidays."""

    weekdays: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.holidays

    def count(self, first: date, end: date) -> int:
        """Workdays from ``first`` up to, but without, ``end``; negative where ``end`` is the earlier one."""
        if end < first:
            return -self.count(end, first)
        weeks, rest = divmod((end - first).days, 7)
        days = weeks * len(self.weekdays) + sum((first.weekday() + n) % 7 in self.weekdays for n in range(rest))
        return days - sum(first <= day < end and day.weekday() in self.weekdays for day in self.holidays)

    def rolled(self, day: date, roll: Roll = "forward") -> date:
        """The day itself, or the next or last workday; *modified* turns round at the end of the month. Raises
        ValueError for ``raise`` where it is none, and where there is no workday at all."""
        if day in self:
            return day
        if roll == "raise":
            raise ValueError(f"{day} is no workday")
        step = DAY if roll in ("forward", "modified_forward") else -DAY
        found = self._next(day, step)
        return self._next(day, -step) if roll.startswith("modified") and found.month != day.month else found

    def offset(self, day: date, days: int, roll: Roll = "forward") -> date:
        """So many workdays later, or earlier; from the workday that ``roll`` finds."""
        found, step = self.rolled(day, roll), DAY if days >= 0 else -DAY
        for _ in range(abs(days)):
            found = self._next(found, step)
        return found

    def _next(self, day: date, step: timedelta) -> date:
        for _ in range(HORIZON.days):
            day += step
            if day in self:
                return day
        raise ValueError("there is no workday within ten years")
