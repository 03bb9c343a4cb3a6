"""What may be said about partners."""

from __future__ import annotations

import re

from unison_web.engine.gs1.elements import NotGs1, gtin14
from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("active", "archived")
ADDRESS_KINDS = ("billing", "delivery", "pickup", "office")
ADDRESS_LABELS = {
    "billing": lazy("Billing"), "delivery": lazy("Delivery"), "pickup": lazy("Pick-up"), "office": lazy("Office"),
}  # fmt: skip
#: One place may be called so; what comes after the last @ has a dot in it.
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]+$")
WEB = re.compile(r"^https?://[^\s/]+\.[^\s]*$")
COUNTRY = re.compile(r"^[A-Z]{2}$")


class Partners(Permission):
    READ = "partners:read"
    WRITE = "partners:write"


def has_a_side(*, customer: bool, supplier: bool) -> Verdict:
    if customer or supplier:
        return YES
    return no(_("Say whether it is a customer, a supplier or both"), field="customer")


def good_email(email: str) -> Verdict:
    return YES if not email or EMAIL.match(email) else no(_("This is not an e-mail address"), field="email")


def good_website(website: str) -> Verdict:
    words = _("Write it with https:// in front")
    return YES if not website or WEB.match(website) else no(words, field="website")


def good_gln(gln: str) -> Verdict:
    """Thirteen digits, the last of them a check digit as in a GTIN-13."""
    if not gln:
        return YES
    try:
        if len(gln) != 13:
            return no(_("A GLN has 13 digits"), field="gln")
        gtin14(gln)
    except NotGs1:
        return no(_("The last digit of this GLN, its check digit, is not right"), field="gln")
    return YES


def good_country(country: str) -> Verdict:
    words = _("Two letters, such as DE or US")
    return YES if COUNTRY.match(country) else no(words, field="country")


def may_be_used(name: str, state: str, field: str) -> Verdict:
    """Archived partners stay where they are, and enter nothing new."""
    if state == "active":
        return YES
    return no(_("{name} is archived").format(name=name), field=field)


def is_a(side: str, name: str, *, yes: bool, field: str) -> Verdict:
    """Whether a partner is on the side where it is needed: customer or supplier."""
    if yes:
        return YES
    words = _("{name} is no customer") if side == "customer" else _("{name} is no supplier")
    return no(words.format(name=name), field=field)
