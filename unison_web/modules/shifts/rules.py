"""What may be said about shifts, patterns and calendars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, time, timedelta

from unison_web.engine.calendar import Calendar, Pattern, Shift
from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

LIFE = ("active", "archived")
ABSENCES = ("holiday", "illness", "training", "other")
#: How far ahead shifts are made, and the longest cycle and stretch of days anybody may ask for.
AHEAD = timedelta(days=42)
LONGEST_CYCLE, LONGEST_STRETCH = 84, 366
SPAN = re.compile(r"\s*(\d\d?:\d\d)\s*[-–]\s*(\d\d?:\d\d)\s*")
OFF = frozenset({"", "-", "–"})

Break = tuple[str, str]


class Shifts(Permission):
    READ = "shifts:read"
    WRITE = "shifts:write"


def breaks_of(said: Iterable[str]) -> list[Break] | None:
    """``["09:00-09:15", …]``, or several in one text with commas, as pairs of local times; None where one is none."""
    found: list[Break] = []
    for text in (part for each in said for part in each.split(",") if part.strip()):
        match = SPAN.fullmatch(text)
        if match is None or not all(is_time(part) for part in match.groups()):
            return None
        begins, ends = match.groups()
        found.append((begins.zfill(5), ends.zfill(5)))
    return found


def is_time(text: str) -> bool:
    hours, minutes = text.split(":")
    return int(hours) < 24 and int(minutes) < 60


def shift_of(code: str, starts: time, ends: time, breaks: Iterable[Sequence[str]]) -> Shift:
    """As the engine knows it."""
    pairs = tuple((time.fromisoformat(begins), time.fromisoformat(stops)) for begins, stops in breaks)
    return Shift(code, starts, ends, pairs)


def good_shift(shift: Shift) -> Verdict:
    """Its breaks lie inside of it, one after the other, and leave time to work."""
    day, long = _minutes(shift.start, shift.start), _minutes(shift.start, shift.end) or 24 * 60
    before = day
    for begins, ends in shift.breaks:
        starts_in, ends_in = _minutes(shift.start, begins), _minutes(shift.start, ends)
        if not before <= starts_in < ends_in <= long:
            return no(_("Breaks lie inside the shift, one after the other"), field="breaks")
        before = ends_in
    if sum(_minutes(begins, ends) for begins, ends in shift.breaks) >= long:
        return no(_("Breaks leave no time to work"), field="breaks")
    return YES


def cycle_of(said: Iterable[str]) -> list[list[str]]:
    """A line for each day of the cycle, codes with commas between; nothing or a dash is a day off."""
    return [
        [] if line.strip() in OFF else [code.strip() for code in line.split(",") if code.strip()]
        for line in said
    ]  # fmt: skip


def good_cycle(days: Sequence[Sequence[str]], shifts: Mapping[str, Shift]) -> Verdict:
    """At least one day, of known shifts that do not overlap, not even over midnight and the end of the cycle."""
    if not 1 <= len(days) <= LONGEST_CYCLE:
        return no(_("A cycle has one to {n} days, a line for each").format(n=LONGEST_CYCLE), field="days")
    unknown = sorted({code for day in days for code in day} - set(shifts))
    if unknown:
        return no(_("There is no shift with the code {codes}").format(codes=", ".join(unknown)), field="days")
    if overlap := overlapping(days, shifts):
        return no(_("{one} and {other} overlap").format(one=overlap[0], other=overlap[1]), field="days")
    return YES


def good_day(codes: Sequence[str], shifts: Mapping[str, Shift]) -> Verdict:
    """What is worked on a single day."""
    return replace(good_cycle([codes], shifts), field="shifts")


def overlapping(days: Sequence[Sequence[str]], shifts: Mapping[str, Shift]) -> tuple[str, str] | None:
    """The first two shifts of a cycle that would be worked at the same time."""
    anchor = date(2026, 1, 5)
    calendar = Calendar(UTC, shifts, Pattern(anchor, tuple(tuple(day) for day in days)))
    before = None
    for each in calendar.instances(anchor, anchor + timedelta(days=len(days) + 1)):
        if before is not None and each.span.start < before.span.end:
            return before.code, each.code
        before = each
    return None


def may_archive_shift(patterns: Sequence[str]) -> Verdict:
    if patterns:
        return no(_("It is worked in {patterns}. Change that first").format(patterns=", ".join(patterns)))
    return YES


def may_archive_pattern(places: int) -> Verdict:
    if places:
        return no(_("It counts in {count} places. End that first").format(count=places))
    return YES


def follows(valid_from: date, current_from: date | None) -> Verdict:
    """A new pattern begins after the one that counts now began; what was before is history."""
    if current_from is None or valid_from > current_from:
        return YES
    return no(
        _("A pattern counts since {day} already. Choose a later day").format(day=current_from), field="valid_from"
    )


def in_order(first: date, last: date, field: str = "last_day") -> Verdict:
    return YES if first <= last else no(_("The last day is before the first"), field=field)


def good_days(first: date, last: date) -> Verdict:
    """Days that are each made anew: in order, and not endless."""
    if (last - first).days >= LONGEST_STRETCH:
        return no(_("At most a year at once"), field="last_day")
    return in_order(first, last)


def not_past(day: date, today: date) -> Verdict:
    """Days that are over are worked out again with a reason, not changed on the way."""
    if day >= today:
        return YES
    return no(_("This day is over. Say so with a reason"), field="day")


def _minutes(since: time, until: time) -> int:
    """From one local time to the next time the clock shows the other."""
    return ((until.hour - since.hour) * 60 + until.minute - since.minute) % (24 * 60)
