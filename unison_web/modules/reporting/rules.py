"""What may be asked for."""

from __future__ import annotations

from typing import Literal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

Stretch = Literal["shift", "day", "week"]
STRETCHES = ("shift", "day", "week")
#: How many days, weeks or shifts a trend looks back.
TREND = {"shift": 9, "day": 14, "week": 8}
KINDS = ("oee", "shift")


#: As what the report of a shift is signed.
ROLES = ("leader", "taken_over")


class Reporting(Permission):
    READ = "reporting:read"
    SIGN = "reporting:sign"


def has_ended(ended: bool) -> Verdict:
    return YES if ended else no(_("The shift has not ended yet"), code="wrong-state")


def not_signed(by: str) -> Verdict:
    if not by:
        return YES
    return no(_("{name} has signed this already").format(name=by), field="role", code="already-signed")


def two_people(*, same: bool) -> Verdict:
    """Whoever hands over does not take over."""
    return no(_("Somebody else has to sign for the other side"), field="role", code="own") if same else YES
