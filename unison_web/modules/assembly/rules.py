"""What may go into a piece and come out of it, and the sentences for what may not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

ZERO, ONE = Decimal(0), Decimal(1)
#: Orders whose pieces are put together; what is finished is still repaired.
BUILDING = frozenset({"released", "in_progress", "completed"})
STATUSES = ("released", "quarantine", "blocked")


class Assembly(Permission):
    READ = "assembly:read"
    BUILD = "assembly:build"
    REMOVE = "assembly:remove"


def by_scan(tracking: str) -> bool:
    """What has no number cannot be scanned; reports use it up."""
    return tracking != "none"


def of_one_piece(per: Decimal, tracking: str) -> Decimal:
    """How much of a component one piece takes. What the bill adds for scrap is no part of a piece where parts are
    counted one by one."""
    return max(per.to_integral_value(ROUND_FLOOR), ONE) if tracking == "serial" else per


def may_build(state: str) -> Verdict:
    if state in BUILDING:
        return YES
    return no(_("Pieces of this order cannot be put together now"), code="wrong-state")


def is_serial(tracking: str, material: str) -> Verdict:
    if tracking == "serial":
        return YES
    words = _("{material} has no serial numbers: its reports use up components by themselves")
    return no(words.format(material=material), code="not-by-serial")


def no_piece(number: str, order: str) -> Refused:
    words = _("{number} is no piece of {order}. Scan the number of the piece first")
    return Refused.at("code", words.format(number=number, order=order), code="no-piece")


def is_here(number: str, *, gone: bool) -> Verdict:
    return no(_("{number} has left the plant").format(number=number), field="code", code="gone") if gone else YES


def does_not_fit(material: str, takes: Sequence[str]) -> Refused:
    """A wrong component, with the right ones named."""
    words = _("Nothing of this piece is built in by scan")
    if takes:
        words = _("{material} does not go into this piece. It takes {parts}")
    return Refused.at("code", words.format(material=material, parts=", ".join(takes)), code="wrong-component")


def still_room(material: str, needed: Decimal, open_: Decimal, quantity: Decimal) -> Verdict:
    if open_ <= ZERO:
        words = _("All {n} of {material} are built in already. Take one out first")
        return no(words.format(n=plain(needed), material=material), field="code", code="complete")
    if quantity > open_:
        words = _("Only {n} more of {material} go in").format(n=plain(open_), material=material)
        return no(words, field="quantity", code="too-many")
    return YES


def not_elsewhere(number: str, piece: str) -> Verdict:
    """A serial number is built in once."""
    if not piece:
        return YES
    words = _("{number} is built into {piece} already").format(number=number, piece=piece)
    return no(words, field="code", code="built-in")


def not_itself(same: bool) -> Verdict:
    return no(_("A piece does not go into itself"), field="code", code="wrong-component") if same else YES


def may_take_out(removed: bool) -> Verdict:
    return no(_("It was taken out already"), code="wrong-state") if removed else YES


def comes_out_as(status: str, *, held: bool, number: str) -> Verdict:
    """What is on hold comes out of a piece only to lie where nobody takes it."""
    if not held or status != "released":
        return YES
    words = _("{number} is on hold: it can only go into quarantine or be blocked").format(number=number)
    return no(words, field="status", code="on-hold")


def room_for_numbers(count: int, most: int) -> Verdict:
    if 0 < count <= most:
        return YES
    if most <= 0:
        return no(_("Every piece of this order has a number"), field="count", code="complete")
    return no(_("At most {n} more").format(n=most), field="count", code="too-many")


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
