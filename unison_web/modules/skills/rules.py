"""What may be said about skills, and who may start what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("active", "archived")
#: A certificate that ends within these days is said to end soon.
SOON = timedelta(days=30)


class Skills(Permission):
    READ = "skills:read"
    WRITE = "skills:write"


def good_validity(starts: date, ends: date | None) -> Verdict:
    if ends is None or ends >= starts:
        return YES
    return no(_("The last day is before the first"), field="valid_to")


def standing(starts: date, ends: date | None, today: date) -> str:
    """``valid``, ``ends_soon``, ``expired`` or ``not_yet``."""
    if starts > today:
        return "not_yet"
    if ends is not None and ends < today:
        return "expired"
    return "ends_soon" if ends is not None and ends - today <= SOON else "valid"


def may_start(
    person: str,
    needed: Sequence[str],
    names: Mapping[str, str],
    held: Mapping[str, date | None],
    today: date,
    written: Callable[[date], str],
) -> Verdict:
    """``held`` maps a skill's code to the last day it counts for this person, None for ever. Says what is missing, and
    since when, with days as ``written`` has them."""
    for code in needed:
        name = names.get(code, code)
        if code not in held:
            words = _("{person} is not trained for {skill}. Somebody who is has to start this")
            return no(words.format(person=person, skill=name), code="skill-missing")
        ended = held[code]
        if ended is not None and ended < today:
            words = _("The certificate of {person} for {skill} ended on {day}. It has to be renewed first")
            return no(words.format(person=person, skill=name, day=written(ended)), code="skill-expired")
    return YES


def may_archive(operations: int) -> Verdict:
    if not operations:
        return YES
    return no(_("{n} operations ask for this skill. Change them first").format(n=operations), code="in-use")
