"""A machine's time adds up, in whatever order it was told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unison_web.engine.calendar import Calendar, Pattern, Shift
from unison_web.engine.machine_time import Stay, cut, is_short, joined, learned, times
from unison_web.engine.spans import Span, merged

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
STATES = ("unknown", "idle", "setup", "running", "planned_stop", "unplanned_stop", "maintenance", "offline")
ZONES = ("Europe/Vienna", "America/Los_Angeles", "Australia/Lord_Howe")
slow_machine = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
touches = st.lists(
    st.tuples(st.integers(0, 5000), st.sampled_from(STATES), st.booleans(), st.sampled_from(["", "tool"])),
    max_size=25, unique_by=lambda touch: touch[0],
)  # fmt: skip


def fact(touch: tuple[int, str, bool, str]) -> Stay:
    minute, state, order, reason = touch
    return Stay(MONDAY + timedelta(minutes=minute), None, state, order, reason, key=order)


def told(facts: list[Stay]) -> list[Stay]:
    stays: list[Stay] = []
    known: list[datetime] = []
    for each in facts:
        following = min((at for at in known if at > each.since), default=None)
        stays = learned(stays, each, following)
        known.append(each.since)
    return stays


@slow_machine
@given(touches, st.integers(0, 999))
def test_the_order_in_which_touches_arrive_makes_no_difference(said: list, seed: int) -> None:
    facts = [fact(touch) for touch in said]
    mixed = random.Random(seed).sample(facts, len(facts))
    in_order = sorted(facts, key=lambda each: each.since)
    wanted = joined(
        replace(a, until=b.since if b else None) for a, b in zip(in_order, [*in_order[1:], None], strict=False)
    )
    assert told(mixed) == wanted


@slow_machine
@given(touches)
def test_no_two_stays_overlap_and_one_goes_on(said: list) -> None:
    stays = told([fact(touch) for touch in said])
    for one, next_one in zip(stays, stays[1:], strict=False):
        assert one.until == next_one.since and one.since < one.until
    assert [stay.until for stay in stays[-1:]] == [None] * bool(stays)


@slow_machine
@given(touches, st.sampled_from(ZONES), st.sampled_from([date(2026, 3, 28), date(2026, 10, 24), date(2026, 3, 7),
       date(2026, 10, 31), date(2026, 4, 4), date(2026, 10, 3)]), st.integers(0, 400))  # fmt: skip
def test_every_moment_has_one_element_also_when_clocks_change(said: list, zone: str, day: date, short: int) -> None:
    night = Shift("night", time(22), time(6), ((time(1, 30), time(2, 30)),))
    early = Shift("early", time(6), time(14), ((time(9), time(9, 15)),))
    calendar = Calendar(
        ZoneInfo(zone), {"night": night, "early": early}, Pattern(date(2026, 1, 5), (("early", "night"),) * 7)
    )
    start = datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
    end = datetime.combine(day + timedelta(days=3), time(), ZoneInfo(zone)).astimezone(UTC)
    moved = [replace(fact(touch), since=start + timedelta(minutes=touch[0])) for touch in said]
    instances = list(calendar.instances(day - timedelta(days=1), day + timedelta(days=3)))
    on_shift = merged(each.span for each in instances)
    breaks = merged(pause for each in instances for pause in each.breaks)
    pieces = list(cut(told(moved), start, end, on_shift, breaks, timedelta(minutes=short)))
    assert times(pieces).calendar == end - start
    assert [piece.span.start for piece in pieces[1:]] == [piece.span.end for piece in pieces[:-1]]


def test_a_stop_across_the_change_of_shift_is_in_both() -> None:
    noon = MONDAY + timedelta(hours=14)
    early, late = Span(MONDAY + timedelta(hours=6), noon), Span(noon, MONDAY + timedelta(hours=22))
    stop = [Stay(noon - timedelta(minutes=20), noon + timedelta(minutes=35), "unplanned_stop")]
    lost = [times(cut(stop, each.start, each.end, [early, late], [])).of("unexplained") for each in (early, late)]
    assert lost == [timedelta(minutes=20), timedelta(minutes=35)]


def test_a_stop_nobody_had_time_to_explain_asks_for_nothing() -> None:
    short = Stay(MONDAY, MONDAY + timedelta(minutes=2), "unplanned_stop")
    spent = times(cut([short], MONDAY, MONDAY + timedelta(minutes=2), [Span(MONDAY, MONDAY + timedelta(days=1))], [],
                      timedelta(minutes=3)))  # fmt: skip
    assert (spent.of("delay"), spent.of("unexplained")) == (timedelta(minutes=2), timedelta(0))
    assert not is_short(replace(short, until=None), MONDAY + timedelta(minutes=1), timedelta(minutes=3))
