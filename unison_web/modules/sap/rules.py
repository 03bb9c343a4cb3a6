"""What may be said about the exchange with SAP, and what follows from what SAP says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

RUN_KINDS = ("full", "delta", "stock")
RUN_STATES = ("queued", "running", "done", "failed", "cancelled")
UNFINISHED = ("queued", "running")
MESSAGE_STATES = ("waiting", "sent", "refused", "dropped")
OUTCOMES = ("new", "taken", "kept", "ask", "refused", "differs")
WINS = ("sap", "unison", "ask", "off")
Wins = Literal["sap", "unison", "ask", "off"]

#: By field of a material: where in SAP it may come from, the usual place first.
SOURCES: dict[str, tuple[str, ...]] = {
    "name": ("ProductDescription",),
    "type": ("ProcurementType",),
    "tracking": ("IsBatchManagementRequired",),
    "gtin": ("ProductStandardID",),
    "standard_cost": ("PriceControl", "StandardPrice", "MovingAveragePrice"),
    "description": ("SizeOrDimensionText", "IndustryStandardName", "ProductOldID"),
}
#: Who wins as long as nobody said otherwise.
USUALLY: dict[str, Wins] = {
    "name": "sap", "type": "sap", "tracking": "off", "gtin": "sap", "standard_cost": "ask", "description": "off",
}  # fmt: skip
#: SAP's units as they are called here, where nobody said otherwise.
UNITS = {"PC": "EA", "ST": "EA", "EA": "EA"}
#: After so many failures in a row SAP is left alone for a while.
BREAKS_AFTER, RESTS = 5, timedelta(minutes=2)
#: Who sends says so anew with every message; one who fell silent for so long has lost it.
LEASE = timedelta(minutes=2)


class SapRights(Permission):
    READ = "sap:read"
    WRITE = "sap:write"
    RUN = "sap:run"


@dataclass(frozen=True, slots=True)
class System:
    """What a conversation needs to know, with the password opened."""

    address: str
    user: str
    password: str
    client: str = ""
    language: str = "EN"


@dataclass(frozen=True, slots=True)
class Rule:
    """Of one field: where it comes from and who wins."""

    source: str
    wins: str


def field_rules(said: dict[str, Any] | None) -> dict[str, Rule]:
    """What was said, else what is usual."""
    told = said or {}
    found = {}
    for name, sources in SOURCES.items():
        own = told.get(name) or {}
        source, wins = own.get("source"), own.get("wins")
        found[name] = Rule(
            source if source in sources else sources[0], str(wins) if wins in WINS else USUALLY[name]
        )  # fmt: skip
    return found


def units_said(text: str) -> dict[str, str]:
    """``CAR = BOX`` on each line, on top of the usual ones."""
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return UNITS | {theirs.strip(): ours.strip() for theirs, _is, ours in pairs}


def unit_for_sap(ours: str, text: str) -> str:
    """The other way round; what the company said itself counts first."""
    own = {our: their for their, our in reversed(units_said(text).items()) if (their, our) not in UNITS.items()}
    usual = {our: their for their, our in reversed(UNITS.items())}
    return own.get(ours) or usual.get(ours) or ours


def good_units(text: str) -> Verdict:
    for line in text.splitlines():
        theirs, _is, ours = line.partition("=")
        if line.strip() and not (theirs.strip() and ours.strip()):
            words = _("Write one unit of SAP and one of ours on each line, as in CAR = BOX. This is neither: {line}")
            return no(words.format(line=line[:60]), field="units")
    return YES


def decided(wins: str, theirs: str, ours: str, kept_before: str | None) -> str:
    """What becomes of a field that differs. Who was asked about the same value once and kept theirs is not asked
    again."""
    if wins == "ask":
        return "kept" if kept_before == theirs and ours != theirs else "ask"
    return {"sap": "taken", "unison": "kept"}[wins]


def after_failure(failures: int, now: datetime) -> tuple[int, datetime | None]:
    """(failures in a row, until when SAP is left alone)."""
    failures += 1
    return failures, now + RESTS if failures >= BREAKS_AFTER else None


def may_ask(open_until: datetime | None, now: datetime) -> Verdict:
    if open_until is None or open_until <= now:
        return YES
    return no(_("SAP failed several times in a row. It is asked again in a few minutes"), code="resting")


def may_start(enabled: bool, unfinished: bool) -> Verdict:
    if not enabled:
        return no(_("The exchange with SAP is switched off"), code="off")
    if unfinished:
        return no(_("A run is under way already"), code="running")
    return YES


def may_resend(state: str) -> Verdict:
    if state in ("refused", "waiting"):
        return YES
    return no(_("Only messages that SAP has not taken can be changed and sent again"), code="wrong-state")


def never_arrived(state: str, attempts: int) -> bool:
    """Whether SAP surely does not have it: then there is nothing to cancel."""
    return state in ("refused", "dropped") or (state == "waiting" and attempts == 0)


def is_due(every_minutes: int, began: datetime | None, now: datetime) -> bool:
    return every_minutes > 0 and (began is None or began + timedelta(minutes=every_minutes) <= now)
