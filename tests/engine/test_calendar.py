"""Shifts as instants, arithmetic with working time, and whole workdays."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unison_web.engine.calendar import (
    Calendar,
    NoWorkingTime,
    Pattern,
    Shift,
    Workdays,
    add_working_time,
    all_of,
    less,
    plus,
    working_time,
)
from unison_web.engine.spans import Span, total

CASES = json.loads((Path(__file__).parents[1] / "cases/calendar/business_days.json").read_text())["cases"]
MONDAY = date(2024, 1, 1)
THREE = {
    "early": Shift("early", time(6), time(14), ((time(9), time(9, 15)), (time(12), time(12, 30)))),
    "late": Shift("late", time(14), time(22), ((time(18), time(18, 30)),)),
    "night": Shift("night", time(22), time(6), ((time(2), time(2, 30)),)),
}
DAY = {"day": Shift("day", time(8), time(16), ((time(12), time(13)),))}
ZONES = [ZoneInfo(name) for name in ("Europe/Vienna", "America/Monterrey", "America/Los_Angeles", "Australia/Lord_Howe",
         "Asia/Kolkata", "America/St_Johns", "Pacific/Chatham", "UTC")]  # fmt: skip
#: Where clocks change by an hour before three in the morning: spring 7 h, autumn 9 h of a night from 22 to 6.
CHANGES = [
    ("Europe/Vienna", date(2026, 3, 28), date(2026, 10, 24)),
    ("Europe/London", date(2026, 3, 28), date(2026, 10, 24)),
    ("America/Los_Angeles", date(2026, 3, 7), date(2026, 10, 31)),
    ("America/New_York", date(2026, 3, 7), date(2026, 10, 31)),
    ("Australia/Sydney", date(2026, 10, 3), date(2026, 4, 4)),
]


def always(shifts: dict[str, Shift], zone: ZoneInfo, days: int = 1, **more: object) -> Calendar:
    return Calendar(zone, shifts, Pattern(MONDAY, (tuple(shifts),) * days), **more)  # type: ignore[arg-type]


def weekdays(zone: ZoneInfo = ZONES[0], exceptions: dict[date, tuple[str, ...]] | None = None) -> Calendar:
    return Calendar(zone, DAY, Pattern(MONDAY, (("day",),) * 5 + ((),) * 2), exceptions or {})


def at(calendar: Calendar, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=calendar.zone).astimezone(UTC)  # type: ignore[misc,arg-type]


def hours(found: timedelta) -> float:
    return found / timedelta(hours=1)


@pytest.mark.parametrize(("zone", "spring", "autumn"), CHANGES)
def test_the_night_of_the_change_has_seven_or_nine_hours(zone: str, spring: date, autumn: date) -> None:
    calendar = always(THREE, ZoneInfo(zone))
    nights = [next(each for each in calendar.instances(day, day) if each.code == "night") for day in (spring, autumn)]
    assert [hours(night.span.length) for night in nights] == [7, 9]
    assert [night.day for night in nights] == [spring, autumn]


def test_a_break_that_the_clock_skips_lasts_no_time() -> None:
    calendar = always(THREE, ZoneInfo("Europe/Vienna"))
    spring = next(each for each in calendar.instances(date(2026, 3, 28), date(2026, 3, 28)) if each.code == "night")
    assert hours(total(spring.working)) + hours(total(spring.breaks)) == 7


@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_three_shifts_leave_no_minute_out_and_count_none_twice_in_twenty_years(zone: ZoneInfo) -> None:
    """The end of a shift is the start of the next on every night of every zone."""
    calendar = always(THREE, zone)
    before = None
    for each in calendar.instances(date(2010, 1, 1), date(2030, 12, 31)):
        assert before is None or each.span.start == before.span.end, (before, each)
        assert each.span.start.astimezone(zone).date() == each.day
        assert total(each.working) + total(each.breaks) == each.span.length
        before = each


def test_a_night_shift_belongs_to_the_day_it_starts_on() -> None:
    calendar = always(THREE, ZoneInfo("Europe/Vienna"))
    night = list(calendar.instances(date(2026, 6, 1), date(2026, 6, 1)))[-1]
    assert (night.code, night.day) == ("night", date(2026, 6, 1))
    assert night.span.end.astimezone(calendar.zone) == datetime(2026, 6, 2, 6, tzinfo=calendar.zone)


def test_four_on_and_two_off_go_on_over_weeks() -> None:
    pattern = Pattern(MONDAY, (("day",),) * 4 + ((),) * 2)
    calendar = Calendar(ZONES[0], DAY, pattern)
    worked = [each.day for each in calendar.instances(MONDAY, MONDAY + timedelta(days=11))]
    assert [(day - MONDAY).days for day in worked] == [0, 1, 2, 3, 6, 7, 8, 9]
    assert pattern.on(MONDAY - timedelta(days=1)) == ()


def test_eight_hours_on_a_seven_hour_day_end_on_the_next_working_day() -> None:
    calendar = weekdays()
    friday = at(calendar, 2026, 6, 5, 8)
    assert add_working_time(calendar.working, friday, timedelta(hours=8)) == at(calendar, 2026, 6, 8, 9)


def test_what_fits_exactly_ends_with_the_shift() -> None:
    calendar = weekdays()
    monday = at(calendar, 2026, 6, 1, 8)
    assert add_working_time(calendar.working, monday, timedelta(hours=7)) == at(calendar, 2026, 6, 1, 16)
    assert add_working_time(calendar.working, at(calendar, 2026, 6, 1, 16), timedelta(hours=-7)) == monday


def test_a_holiday_moves_the_end_and_is_counted_once() -> None:
    plain, closed = weekdays(), weekdays(exceptions={date(2026, 6, 4): ()})
    start = at(plain, 2026, 6, 3, 8)
    assert add_working_time(plain.working, start, timedelta(hours=10)) == at(plain, 2026, 6, 4, 11)
    assert add_working_time(closed.working, start, timedelta(hours=10)) == at(plain, 2026, 6, 5, 11)
    week = at(plain, 2026, 6, 1, 0), at(plain, 2026, 6, 8, 0)
    assert hours(working_time(plain.working, *week) - working_time(closed.working, *week)) == 7


def test_a_saturday_can_be_worked_for_once() -> None:
    calendar = weekdays(exceptions={date(2026, 6, 6): ("day",)})
    assert hours(working_time(calendar.working, at(calendar, 2026, 6, 6, 0), at(calendar, 2026, 6, 7, 0))) == 7


def test_plant_and_machine_and_crew_have_to_be_there_together() -> None:
    plant, machine = always(THREE, ZONES[0]), weekdays()
    both = all_of(plant.working, machine.working)
    day = at(plant, 2026, 6, 1, 0), at(plant, 2026, 6, 2, 0)
    # 8-16 without 12-13 of the machine, less 9:00-9:15 and 12:00-12:30 of the plant
    assert hours(working_time(both, *day)) == 6.75
    ill = less(both, [Span(at(plant, 2026, 6, 1, 14), at(plant, 2026, 6, 1, 20))])
    assert hours(working_time(ill, *day)) == 4.75
    late = plus(both, [Span(at(plant, 2026, 6, 1, 15), at(plant, 2026, 6, 1, 18))])
    assert hours(working_time(late, *day)) == 8.75


def test_a_calendar_without_work_says_so() -> None:
    never = Calendar(ZONES[0], {}, Pattern(MONDAY, ((),)))
    for worked in (timedelta(hours=1), timedelta(hours=-1)):
        with pytest.raises(NoWorkingTime):
            add_working_time(never.working, datetime(2026, 1, 1, tzinfo=UTC), worked)


@settings(max_examples=150, deadline=None)
@given(
    zone=st.sampled_from(ZONES), shifts=st.sampled_from([THREE, DAY]),
    start=st.integers(0, 20 * 365 * 24 * 60).map(lambda n: datetime(2015, 1, 1, tzinfo=UTC) + timedelta(minutes=n)),
    minutes=st.integers(1, 20_000),
)  # fmt: skip
def test_working_time_added_is_found_again_both_ways(zone, shifts, start, minutes) -> None:
    calendar, worked = always(shifts, zone), timedelta(minutes=minutes)
    end = add_working_time(calendar.working, start, worked)
    assert working_time(calendar.working, start, end) == worked
    begin = add_working_time(calendar.working, end, -worked)
    assert begin >= start
    assert working_time(calendar.working, begin, end) == worked


def test_published_business_days_come_out() -> None:
    """tests/cases/calendar, from the NumPy reference."""
    by_call = {case["call"]: case["expected"] for case in CASES}
    plain = Workdays()
    assert plain.count(date(2011, 1, 1), date(2011, 2, 1)) == by_call["busday_count('2011-01','2011-02')"]
    assert str(plain.rolled(date(2011, 10, 1))) == by_call["busday_offset('2011-10',0,roll='forward')"]
    assert str(plain.offset(date(2012, 3, 1), -1)) == "2012-02-29"
    wednesdays, sundays = Workdays(frozenset({2})), Workdays(frozenset({6}))
    assert str(wednesdays.offset(date(2011, 1, 1), 2)) == "2011-01-19"
    assert str(sundays.offset(date(2012, 5, 1), 1)) == "2012-05-13"
    holidays = Workdays(holidays=frozenset({date(2011, 7, 1), date(2011, 7, 4), date(2011, 7, 17)}))
    assert [day in holidays for day in (date(2011, 7, 1), date(2011, 7, 2), date(2011, 7, 18))] == [False, False, True]
    assert len(CASES) == 6


def test_a_roll_turns_round_at_the_end_of_the_month() -> None:
    plain = Workdays()
    saturday = date(2026, 1, 31)
    assert plain.rolled(saturday, "forward") == date(2026, 2, 2)
    assert plain.rolled(saturday, "modified_forward") == date(2026, 1, 30)
    assert plain.rolled(date(2026, 2, 1), "modified_backward") == date(2026, 2, 2)
    with pytest.raises(ValueError, match="no workday"):
        plain.rolled(saturday, "raise")


@given(
    first=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    days=st.integers(-400, 400),
    week=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_counting_agrees_with_looking_at_each_day(first: date, days: int, week: frozenset[int]) -> None:
    end = first + timedelta(days=days)
    workdays = Workdays(week, frozenset({first + timedelta(days=3), first - timedelta(days=2)}))
    low, high = min(first, end), max(first, end)
    looked = sum((low + timedelta(days=n)) in workdays for n in range((high - low).days))
    assert workdays.count(first, end) == (looked if days >= 0 else -looked)
