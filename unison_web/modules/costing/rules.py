"""What may be said about costing."""

from __future__ import annotations

from decimal import Decimal

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

RATE_KINDS = ("labour", "overhead", "subcontract")
RATE_LABELS = {
    "labour": lazy("Labour, an hour"), "overhead": lazy("Overhead, percent"), "subcontract": lazy("Outside, a piece"),
}  # fmt: skip
KIND_LABELS = {
    "material": lazy("Material"), "labour": lazy("Labour"), "machine": lazy("Machine"), "overhead": lazy("Overhead"),
    "subcontract": lazy("Subcontract"),
}  # fmt: skip
#: Decimals of every figure of a roll-up.
PLACES = 6


class Costing(Permission):
    READ = "costing:read"
    WRITE = "costing:write"
    ADOPT = "costing:adopt"


def good_amount(amount: Decimal) -> Verdict:
    return YES if amount >= 0 else no(_("Cannot be below zero"), field="amount")


def needs_center(kind: str, center: str) -> Verdict:
    """A piece made outside is made at one place."""
    if kind != "subcontract" or center:
        return YES
    return no(_("Say at which work center the outside work is done"), field="work_center")


def may_adopt(missing: int, adopted: bool) -> Verdict:
    """A standard cost that leaves something out would be believed."""
    if missing:
        return no(_("Something is missing in this roll-up. A standard cost needs every price and rate"))
    return no(_("This roll-up is the standard cost already"), code="wrong-state") if adopted else YES


def missing_words(what: str, item: str, name: str) -> str:
    words = {
        "price": _("{item} has no standard cost on this day"),
        "machine_rate": _("{item}: the work center of {name} has no rate for the machine"),
        "labour_rate": _("{item}: there is no labour rate for {name}"),
        "exchange": _("{item}: there is no exchange rate from {name}"),
    }[what]
    return words.format(item=item, name=name)
