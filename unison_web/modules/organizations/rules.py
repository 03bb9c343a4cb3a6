"""What may be said about companies and plants."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import available_timezones

from babel.core import Locale, UnknownLocaleError
from babel.numbers import is_currency

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, all_of, no

ORGANIZATION_STATES = ("active", "suspended")
PLANT_STATES = ("active", "archived")
PLATFORM = "platform"


class Plants(Permission):
    READ = "plants:read"
    WRITE = "plants:write"


class Departments(Permission):
    READ = "departments:read"
    WRITE = "departments:write"


class Organizations(Permission):
    READ = "organizations:read"
    WRITE = "organizations:write"


def zone_exists(zone: str) -> Verdict:
    """Only names of the IANA time zone database know about daylight saving."""
    if zone in available_timezones():
        return YES
    return no(_("There is no time zone of this name. Write it like Europe/Vienna"), field="zone")


@dataclass(frozen=True)
class InUse:
    """What still happens in a plant."""

    open_orders: int
    tablets: int
    machines: int


def currency_exists(code: str) -> Verdict:
    if is_currency(code):
        return YES
    return no(_("There is no currency {code}. Write it like EUR").format(code=code), field="currency")


def locale_exists(locale: str) -> Verdict:
    """A language, perhaps with its country, whose formats are known."""
    try:
        Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return no(_("There is no language of this name. Write it like de-AT"), field="locale")
    return YES


def works_there(working_in: UUID | None, name: str, plant: UUID) -> Verdict:
    """Whoever works in one plant does not see what happens in another."""
    if working_in in (None, plant):
        return YES
    return no(_("You are working in {plant}. Switch to the other plant first").format(plant=name))


def may_archive(use: InUse, others: int) -> Verdict:
    """A plant is archived when nothing happens there any more, and never the last one."""
    return all_of([
        no(_("It is the only plant. A company needs one to work in")) if not others else YES,
        no(_("Work orders still open here: {count}. Close or cancel them first").format(count=use.open_orders))
        if use.open_orders else YES,
        no(_("Tablets still in use here: {count}. Block them first").format(count=use.tablets))
        if use.tablets else YES,
        no(_("Machines still in service here: {count}. Take them out of service first").format(count=use.machines))
        if use.machines else YES,
    ])  # fmt: skip
