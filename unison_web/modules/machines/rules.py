"""What may be said about work centers and machines."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("unknown", "idle", "setup", "running", "planned_stop", "unplanned_stop", "maintenance", "offline")
LIFE = ("active", "archived")
#: What a report of work means for the machine, and what has to be explained.
STOPPED = frozenset({"planned_stop", "unplanned_stop", "maintenance"})


class Machines(Permission):
    READ = "machines:read"
    WRITE = "machines:write"
    SET_STATE = "machines:set-state"


def known_state(state: str) -> Verdict:
    """One of the eight states a machine can be in."""
    if state in STATES:
        return YES
    return no(_("There is no machine state of this name"), field="state")


def may_archive_center(machines: int) -> Verdict:
    """A place where machines stand is in use."""
    if machines:
        return no(_("{count} machines stand here. Move them first").format(count=machines))
    return YES


def works_there(working_in: UUID | None, name: str, plant: UUID) -> Verdict:
    """Whoever works in one plant changes nothing in another; the database would refuse it without a sentence."""
    if working_in in (None, plant):
        return YES
    return no(_("You are working in {plant}. Switch to the other plant first").format(plant=name), field="plant")


def can_do(machine: str, can: Iterable[str], needed: Iterable[str]) -> Verdict:
    """Whether a machine is able to do what an operation asks; letters large or small."""
    able = {each.casefold() for each in can}
    missing = [each for each in needed if each.casefold() not in able]
    if not missing:
        return YES
    words = _("{machine} is not able to do this: {missing}").format(machine=machine, missing=", ".join(missing))
    return no(words, field="machine", code="not-able")


def not_negative(field: str, value: Decimal | None) -> Verdict:
    return YES if value is None or value >= 0 else no(_("Cannot be below zero"), field=field)


def good_week(hours: Decimal) -> Verdict:
    """One place cannot be there for more hours than a week has; parallel work is said in slots."""
    if 0 <= hours <= 168:
        return YES
    return no(_("A week has 168 hours"), field="hours_per_week")
