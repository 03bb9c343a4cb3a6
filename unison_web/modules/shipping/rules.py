"""States of a shipment, and the sentences for what it may not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, all_of, no

ZERO = Decimal(0)
PICK_STATES = ("open", "picked", "short")
UNIT_KINDS = ("box", "pallet", "crate")
STATES: dict[str, Any] = {
    "draft": lazy("a draft"), "picking": lazy("being picked"), "packed": lazy("packed"),
    "ready": lazy("ready to load"), "shipped": lazy("on its way"), "delivered": lazy("delivered"),
    "returned": lazy("returned"), "cancelled": lazy("cancelled"),
}  # fmt: skip
BEFORE_IT_LEFT = frozenset({"draft", "picking", "packed", "ready"})
LIFE = StateMachine(
    states=tuple(STATES),
    verbs={
        "pick": (frozenset({"draft"}), "picking"),
        "pack": (frozenset({"picking"}), "packed"),
        "ready": (frozenset({"packed"}), "ready"),
        "ship": (frozenset({"ready"}), "shipped"),
        "deliver": (frozenset({"shipped"}), "delivered"),
        "return": (frozenset({"shipped", "delivered"}), "returned"),
        "reopen": (frozenset({"packed", "ready"}), "picking"),
        "cancel": (BEFORE_IT_LEFT, "cancelled"),
    },
)
OPEN = ("draft", "picking", "packed", "ready")


class Shipping(Permission):
    READ = "shipping:read"
    WRITE = "shipping:write"
    PICK = "shipping:pick"
    SHIP = "shipping:ship"


def may(verb: str, state: str) -> Verdict:
    if LIFE.allows(verb, state):
        return YES
    words = _("This shipment is {state}, so that is not possible now")
    return no(words.format(state=STATES[state]), code="wrong-state")


def may_change(state: str) -> Verdict:
    """What it says can be changed until it leaves."""
    if state in BEFORE_IT_LEFT:
        return YES
    return no(_("This shipment is {state} and cannot be changed").format(state=STATES[state]), code="wrong-state")


def is_draft(state: str) -> Verdict:
    if state == "draft":
        return YES
    words = _("This shipment is {state}: its lines stay as they are").format(state=STATES[state])
    return no(words, code="wrong-state")


def is_picking(state: str) -> Verdict:
    if state == "picking":
        return YES
    words = _("This shipment is {state}: nothing is picked or packed now").format(state=STATES[state])
    return no(words, code="wrong-state")


def has_lines(count: int) -> Verdict:
    return YES if count else no(_("Say first what goes with it: add a line"))


def anything_wanting(lines: int) -> Verdict:
    return YES if lines else no(_("Stock is kept for every line already"), code="wrong-state")


def anything_found(count: int) -> Verdict:
    return YES if count else no(_("There is no free stock of any of its materials"), code="short")


def may_ship_of(open_: Decimal, quantity: Decimal, unit: str) -> Verdict:
    """Not more than the customer has ordered."""
    if quantity <= open_:
        return YES
    words = _("Only {n} {unit} of this line are still to be shipped").format(n=plain(max(open_, ZERO)), unit=unit)
    return no(words, field="quantity", code="too-many")


def may_confirm(state: str, who: str) -> Verdict:
    if state == "open":
        return YES
    words = _("{name} has picked this already").format(name=who) if who else _("This was picked already")
    return no(words, code="picked")


def may_take(planned: Decimal, quantity: Decimal, reason: str) -> Verdict:
    """All of it, or less and why."""
    if quantity < ZERO:
        return no(_("Cannot be below zero"), field="quantity")
    if quantity > planned:
        return no(_("Only {n} are to be picked here").format(n=plain(planned)), field="quantity", code="too-many")
    if quantity < planned and len(reason.strip()) < 3:
        return no(_("Say why it is less than {n}").format(n=plain(planned)), field="reason", code="short")
    return YES


def may_undo_pick(state: str, packed: bool) -> Verdict:
    if state == "open":
        return no(_("This was not picked yet"), code="wrong-state")
    return no(_("It is packed already. Take it out first"), code="packed") if packed else YES


def on_hold(number: str, reason: str, who: str) -> Verdict:
    words = _("Lot {number} is on hold: {reason}").format(number=number, reason=reason)
    if who:
        words = _("Lot {number} is on hold: {reason} ({name})").format(number=number, reason=reason, name=who)
    return no(words, code="on-hold")


def may_put_in(loose: Decimal, quantity: Decimal) -> Verdict:
    if quantity <= ZERO:
        return no(_("Must be above zero"), field="quantity")
    if quantity <= loose:
        return YES
    words = _("Only {n} of it are not packed yet").format(n=plain(max(loose, ZERO)))
    return no(words, field="quantity", code="too-many")


def may_pack(to_pick: int, loose: Sequence[str], short: Sequence[tuple[str, Decimal, Decimal]], reason: str) -> Verdict:
    """Everything was looked for, everything found is in a box, and what is missing has a reason."""
    return all_of((_picked(to_pick), _boxed(loose), _explained(short, reason)))


def _picked(to_pick: int) -> Verdict:
    return no(_("Not everything is picked yet"), code="not-picked") if to_pick else YES


def _boxed(loose: Sequence[str]) -> Verdict:
    if not loose:
        return YES
    return no(_("Not packed yet: {materials}").format(materials=", ".join(loose)), code="not-packed")


def _explained(short: Sequence[tuple[str, Decimal, Decimal]], reason: str) -> Verdict:
    if not short or len(reason.strip()) >= 3:
        return YES
    told = ", ".join(
        _("{picked} of {wanted} {material}").format(picked=plain(picked), wanted=plain(wanted), material=material)
        for material, wanted, picked in short
    )
    return no(_("Only {what} go with it. Say why").format(what=told), field="reason", code="short")


def has_something(picked: Decimal) -> Verdict:
    return YES if picked > ZERO else no(_("Nothing was picked. Cancel the shipment instead"), code="short")


def may_come_back(shipped: Decimal, quantity: Decimal) -> Verdict:
    if ZERO <= quantity <= shipped:
        return YES
    return no(_("Only {n} of it were shipped").format(n=plain(shipped)), field="quantities", code="too-many")


def something_came_back(quantity: Decimal) -> Verdict:
    return YES if quantity > ZERO else no(_("Say how much came back"), field="quantities")


def is_good_number(number: str, taken: bool) -> Verdict:
    if not taken:
        return YES
    return no(_("There is already a shipment with the number {number}").format(number=number), field="number")


def dock_is_free(taken_by: str, dock: str, since: str, until: str) -> Verdict:
    if not taken_by:
        return YES
    words = _("{dock} is kept for {number} from {since} to {until}")
    return no(words.format(dock=dock, number=taken_by, since=since, until=until), field="dock_at", code="taken")


def dock_has_time(dock: str, at: datetime | None) -> Verdict:
    return YES if not dock or at else no(_("Say when the dock is needed"), field="dock_at")


def of_the_order(order: str, customer: str, meant: str) -> Verdict:
    if not meant or meant == customer:
        return YES
    return no(_("{order} is of another customer").format(order=order), field="customer")


def order_is_open(number: str, state: str) -> Verdict:
    if state == "confirmed":
        return YES
    return no(
        _("Confirm {number} first: only confirmed customer orders are shipped").format(number=number), field="order"
    )


def anything_left(number: str, lines: int) -> Verdict:
    if lines:
        return YES
    return no(_("Everything of {number} is shipped or on a shipment").format(number=number), field="order")


def may_walk_with_paper(state: str, left: int) -> Verdict:
    """A list of places to go to, as long as there is somewhere to go."""
    if state != "picking":
        words = _("This shipment is {state}: its pick list is printed while it is being picked")
        return no(words.format(state=STATES[state]), code="wrong-state")
    return YES if left else no(_("Everything on the list is picked"), code="wrong-state")


def may_be_printed(state: str) -> Verdict:
    """What may still change is not put on paper."""
    if state not in ("draft", "picking", "cancelled"):
        return YES
    words = _("This shipment is {state}: its papers are printed when it is packed").format(state=STATES[state])
    return no(words, code="wrong-state")


def is_late(state: str, due_on: date, today: date) -> bool:
    return state in OPEN and due_on < today


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
