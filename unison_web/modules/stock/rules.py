"""What may be done with stock, and the sentences for what may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

ZERO = Decimal(0)
LOCATION_KINDS = ("warehouse", "zone", "bin")
LOT_KINDS = ("lot", "serial")
STATUSES = ("released", "quarantine", "blocked")
#: Where a quantity comes from or goes to. All but ``stock`` are outside the plant's own places.
ACCOUNTS = ("stock", "supplier", "customer", "production", "adjustment", "opening", "missing", "conversion", "transit")
MOVEMENT_KINDS = (
    "opening", "receipt", "move", "status", "adjust", "count", "dispatch", "ship", "split", "merge", "issue", "return",
    "consume", "produce", "missing", "settle", "build", "remove", "send", "arrive", "lost", "takeover",
    "sub_issue", "sub_return", "sub_scrap",
)  # fmt: skip
EDGE_KINDS = ("consume", "produce", "split", "merge", "ship")
NODES = ("lot", "order", "partner")
MOVE_STATES = ("in_transit", "arrived")
COUNT_STATES = ("waiting", "posted", "rejected")


class Stock(Permission):
    READ = "stock:read"
    MOVE = "stock:move"
    ADJUST = "stock:adjust"
    APPROVE = "stock:approve"
    HOLD = "stock:hold"
    RELEASE = "stock:release"
    SETUP = "stock:write"


def countable(quantity: Decimal) -> Verdict:
    return YES if quantity > ZERO else no(_("Must be above zero"), field="quantity")


def may_lie_in(kind: str, parent: str) -> Verdict:
    """A warehouse stands alone, a zone in a warehouse, a bin in either."""
    if kind == "warehouse":
        return YES if not parent else no(_("A warehouse lies in no other place"), field="parent")
    if not parent:
        return no(_("Say in which warehouse or zone it is"), field="parent")
    if LOCATION_KINDS.index(kind) <= LOCATION_KINDS.index(parent):
        return no(_("Bins lie in zones or warehouses, zones in warehouses"), field="parent")
    return YES


def may_archive(stocked: bool) -> Verdict:
    return no(_("Something still lies here. Move it first")) if stocked else YES


def is_offered(state: str, code: str, field: str) -> Verdict:
    return YES if state == "active" else no(_("{place} is archived").format(place=code), field=field)


def needs_lot(tracking: str, lot: str, material: str) -> Verdict:
    """What is tracked is never moved without saying which lot or piece."""
    if tracking == "none":
        if not lot:
            return YES
        return no(_("{material} is not tracked by lot. Leave the lot out").format(material=material), field="lot")
    if lot:
        return YES
    sentence = (
        _("{material} is tracked by serial number. Say which one")
        if tracking == "serial"
        else _("{material} is tracked by lot. Say which one")
    )
    return no(sentence.format(material=material), field="lot")


def one_piece(tracking: str, quantity: Decimal) -> Verdict:
    """A serial number is one piece."""
    if tracking == "serial" and quantity != 1:
        return no(_("A serial number is one piece"), field="quantity")
    return YES


def may_divide(kind: str) -> Verdict:
    return no(_("A serial number is one piece"), field="quantity") if kind == "serial" else YES


def may_move(number: str, *, held: bool, reason: str) -> Verdict:
    """A hold stops every movement of a lot."""
    if not held:
        return YES
    return no(_("Lot {number} is on hold: {reason}").format(number=number, reason=reason), field="lot", code="on-hold")


def too_few(free: Decimal, unit: str) -> Verdict:
    words = _("Only {free} {unit} are free here").format(free=plain(max(free, ZERO)), unit=unit)
    return no(words, field="quantity", code="short")


def there_or_here(*, at_partner: bool, used: bool) -> Verdict:
    """Production neither takes from nor brings to a supplier's place."""
    words = _("A place at a supplier's neither supplies production nor takes finished pieces")
    return no(words, field="partner") if at_partner and used else YES


def whose(*, consigned: bool, known: bool) -> Verdict:
    """What stays a supplier's needs a supplier."""
    return no(_("Say whose it stays"), field="supplier") if consigned and not known else YES


def may_skip_first(first: str, chosen: str, reason: str) -> Verdict:
    """What expires or came first is taken first, unless somebody says why not."""
    if not first or first == chosen or len(reason.strip()) >= 3:
        return YES
    words = _("Lot {first} goes first. Take it, or say why not").format(first=first)
    return no(words, field="reason", code="not-first")


def not_expired(number: str, expires_on: date | None, today: date) -> Verdict:
    if expires_on is None or expires_on >= today:
        return YES
    return no(_("Lot {number} has expired").format(number=number), field="lot", code="expired")


def say_why(reason: str) -> Verdict:
    return YES if len(reason.strip()) >= 3 else no(_("Say why, in a few words"), field="reason")


def needs_approval(expected: Decimal, counted: Decimal, tolerance: int) -> bool:
    """Whether somebody else has to look at a difference of more than ``tolerance`` percent."""
    difference = abs(counted - expected)
    return difference > ZERO and difference * 100 > tolerance * max(expected, ZERO)


def may_decide(state: str, *, own: bool) -> Verdict:
    if state != "waiting":
        return no(_("This count was decided already"), code="wrong-state")
    return no(_("Somebody else has to look at a count of your own"), code="own-count") if own else YES


def may_let_go(released: bool) -> Verdict:
    return no(_("This hold was released already"), code="wrong-state") if released else YES


def another_plant(*, same: bool) -> Verdict:
    return no(_("It is in this plant already"), field="to_plant") if same else YES


def may_take_in(working_in: object, plant: object, name: str) -> Verdict:
    """Whoever works in one plant receives nothing for another."""
    if working_in in (None, plant):
        return YES
    return no(_("It goes to {plant}: only people there can say what came").format(plant=name), code="other-plant")


def still_under_way(state: str) -> Verdict:
    return YES if state == "in_transit" else no(_("All of it has arrived or was written off"), code="wrong-state")


def too_much_came(left: Decimal, unit: str) -> Verdict:
    words = _("Only {n} {unit} are under way").format(n=plain(max(left, ZERO)), unit=unit)
    return no(words, field="quantity", code="too-many")


def same_material(one: object, other: object) -> Verdict:
    return YES if one == other else no(_("This lot is of another material"), field="into")


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
