"""What may be said about companies and plants."""

from __future__ import annotations

from zoneinfo import available_timezones

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

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
