"""States, transitions and refusals of work orders and their operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from unison_web.kit.i18n import _, ngettext
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, all_of, no

ZERO = Decimal(0)


class WorkOrders(Permission):
    READ = "work_orders:read"
    CREATE = "work_orders:create"
    EDIT = "work_orders:edit"
    RELEASE = "work_orders:release"
    HOLD = "work_orders:hold"
    CLOSE = "work_orders:close"
    CANCEL = "work_orders:cancel"
    REOPEN = "work_orders:reopen"


ORDER = StateMachine(
    states=(
        "draft",
        "planned",
        "released",
        "in_progress",
        "on_hold",
        "completed",
        "short_closed",
        "failed",
        "closed",
        "cancelled",
    ),
    verbs={
        "plan": (frozenset({"draft"}), "planned"),
        "release": (frozenset({"draft", "planned"}), "released"),
        "unrelease": (frozenset({"released"}), "planned"),
        "hold": (frozenset({"released", "in_progress"}), "on_hold"),
        "resume": (frozenset({"on_hold"}), "in_progress"),
        "short-close": (frozenset({"in_progress", "on_hold"}), "short_closed"),
        "cancel": (frozenset({"draft", "planned", "released"}), "cancelled"),
        "close": (frozenset({"completed", "short_closed", "failed"}), "closed"),
        "reopen": (frozenset({"completed", "closed", "short_closed", "failed"}), "in_progress"),
    },
)
OPEN = frozenset({"draft", "planned", "released", "in_progress", "on_hold"})
ON_FLOOR = frozenset({"released", "in_progress"})

OPERATION_STATES = ("pending", "ready", "setup", "running", "paused", "blocked", "done", "skipped")
WORKING = frozenset({"setup", "running", "paused"})
STARTABLE = frozenset({"ready", "paused"})

#: Which permission each verb needs.
PERMISSIONS = {
    "release": WorkOrders.RELEASE,
    "unrelease": WorkOrders.RELEASE,
    "hold": WorkOrders.HOLD,
    "resume": WorkOrders.HOLD,
    "short-close": WorkOrders.CLOSE,
    "close": WorkOrders.CLOSE,
    "cancel": WorkOrders.CANCEL,
    "reopen": WorkOrders.REOPEN,
}
NEEDS_REASON = frozenset({"hold", "short-close", "cancel", "reopen"})


@dataclass(frozen=True, slots=True)
class Shortage:
    """A component of which less is free than the order needs. Quantities in the component's own unit."""

    number: str
    name: str
    needed: Decimal
    free: Decimal
    unit: str

    @property
    def missing(self) -> Decimal:
        return self.needed - self.free

    def __str__(self) -> str:
        return _("{name} {number}: {missing} {unit} short").format(
            name=self.name, number=self.number, missing=f"{self.missing.normalize():f}", unit=self.unit
        )


def may(verb: str, state: str) -> Verdict:
    """Whether the order's state allows the verb, and if not, the sentence that says why."""
    if ORDER.allows(verb, state):
        return YES
    return no(
        REFUSALS.get((verb, state))
        or _("An order that is {state} cannot be changed this way").format(state=word(state)),
        code="wrong-state",
    )


def word(state: str) -> str:
    return _(WORDS.get(state, state))


WORDS = {
    "draft": "a draft",
    "planned": "planned",
    "released": "released",
    "in_progress": "running",
    "on_hold": "on hold",
    "completed": "finished",
    "short_closed": "closed short",
    "failed": "failed",
    "closed": "closed",
    "cancelled": "cancelled",
}
REFUSALS = {
    ("release", "released"): "This order is released already",
    ("release", "in_progress"): "This order is running already",
    ("cancel", "in_progress"): "Work has been reported on this order. Close it short instead",
    ("cancel", "on_hold"): "Work may have been reported on this order. Close it short instead",
    ("close", "in_progress"): "This order is still running. Finish its operations, or close it short",
    ("short-close", "released"): "Nothing has been reported yet. Cancel the order instead",
    ("short-close", "planned"): "This order was never released. Cancel it instead",
}


def may_substitute(state: str, made: Decimal, *, finished: bool, component: str) -> Verdict:
    """Something else may go in as long as nothing has. ``made`` pieces took the component already."""
    if state not in OPEN:
        return no(
            _("An order that is {state} cannot be changed this way").format(state=word(state)), code="wrong-state"
        )
    if made or finished:
        said = _("{component} went into pieces that are reported already. What they took stays as it was")
        return no(said.format(component=component), code="consumed")
    return YES


def may_take(number: str, *, approved: bool, starts: str, first: str, last: str, obsolete: bool) -> Verdict:
    """An alternate is approved, valid on the day the order starts, and not obsolete. Days as they are shown; ``first``
    and ``last`` only where they stand in the way."""
    if not approved:
        return no(_("{number} is not approved to take its place").format(number=number), field="component")
    if first:
        words = _("{number} may be taken from {first} on, and the order starts on {starts}")
        return no(words.format(number=number, first=first, starts=starts), field="component")
    if last:
        words = _("{number} may be taken until {last}, and the order starts on {starts}")
        return no(words.format(number=number, last=last, starts=starts), field="component")
    return no(_("{number} is obsolete").format(number=number), field="component") if obsolete else YES


def may_release(state: str, operations: int, shortages: Sequence[Shortage], *, accept_shortage: bool) -> Verdict:
    """A release needs a way to make the thing and, unless somebody accepts it, everything it takes. What an order that
    runs already is short of is not the question."""
    return may("release", state) and all_of((_has_routing(operations), _has_material(shortages, accept_shortage)))


def _has_routing(operations: int) -> Verdict:
    return (
        YES
        if operations
        else no(_("This order has no operations. Give its material a routing, then make the order anew"))
    )


def _has_material(shortages: Sequence[Shortage], accepted: bool) -> Verdict:
    if not shortages or accepted:
        return YES
    head = ngettext("One material is short.", "{n} materials are short.", len(shortages)).format(n=len(shortages))
    return no(head, *(f"{shortage}." for shortage in shortages[:5]), field="accept_shortage", code="short")


def may_unrelease(state: str, reported: bool) -> Verdict:
    if reported:
        return no(_("Work has been reported on this order, so its release cannot be taken back"))
    return may("unrelease", state)


def may_cancel(state: str, reported: bool) -> Verdict:
    if reported and state in OPEN:
        return no(_("Work has been reported on this order. Close it short instead"))
    return may("cancel", state)


def good_reason(verb: str, reason: str) -> Verdict:
    if verb in NEEDS_REASON and len(reason.strip()) < 3:
        return no(_("Say why, in a few words"), field="reason")
    return YES


def outcome(good: Decimal) -> str:
    """How an order ends when its last operation is finished: with parts, or with none."""
    return "completed" if good > ZERO else "failed"


def limit(ordered: Decimal, tolerance: Decimal) -> Decimal:
    """The most good pieces an order may have: ordered plus tolerance, whole pieces where the order is in whole
    pieces."""
    most = ordered * (1 + tolerance)
    return max(ordered, most.to_integral_value(ROUND_FLOOR)) if ordered == ordered.to_integral_value() else most


def may_edit(state: str, changed: frozenset[str]) -> Verdict:
    """Quantity and material are frozen with the release; date, priority and note are not."""
    if state not in OPEN:
        return no(_("An order that is {state} cannot be changed").format(state=word(state)), code="wrong-state")
    if "quantity" in changed and state not in {"draft", "planned"}:
        return no(_("The quantity is fixed once the order is released"), field="quantity")
    return YES
