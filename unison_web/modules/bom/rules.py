"""What may be said about bills of materials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

LIFE = StateMachine(
    states=("draft", "in_review", "released", "superseded", "obsolete"),
    verbs={
        "submit": (frozenset({"draft"}), "in_review"),
        "send_back": (frozenset({"in_review"}), "draft"),
        "release": (frozenset({"draft", "in_review"}), "released"),
        "supersede": (frozenset({"released"}), "superseded"),
        "retire": (frozenset({"draft", "in_review", "released", "superseded"}), "obsolete"),
    },
)
ALTERNATE = StateMachine(
    states=("proposed", "approved", "withdrawn"),
    verbs={
        "approve": (frozenset({"proposed"}), "approved"),
        "withdraw": (frozenset({"proposed", "approved"}), "withdrawn"),
    },
)
OUTPUTS = ("co", "by")
#: Bills that count for structure: what can still become true must not close a circle either.
LIVING = ("draft", "in_review", "released")
CHANGING = ("draft", "released")
NAMED_IN_PATH = 12


class Bom(Permission):
    READ = "bom:read"
    WRITE = "bom:write"
    RELEASE = "bom:release"


def may_change(state: str) -> Verdict:
    """A released bill changes through lines with dates or a new revision; a retired one not at all."""
    if state in CHANGING:
        return YES
    if state == "in_review":
        return no(_("This bill of materials is in review. Send it back before you change it"), code="wrong-state")
    return no(_("This bill of materials is {state} and cannot be changed").format(state=state), code="wrong-state")


def may_submit(state: str, lines: int) -> Verdict:
    """Nobody reviews an empty page."""
    if not LIFE.allows("submit", state):
        return no(_("Only a draft can be submitted for review"), code="wrong-state")
    return YES if lines else no(_("Add at least one line before you submit it"))


def may_send_back(state: str, reason: str) -> Verdict:
    """Whoever wrote it has to know what to mend."""
    if not LIFE.allows("send_back", state):
        return no(_("Only what is in review can be sent back"), code="wrong-state")
    return YES if reason.strip() else no(_("Say what has to be mended"), field="reason")


def may_release(state: str, lines: int) -> Verdict:
    """A bill without lines would release orders that need nothing."""
    if not LIFE.allows("release", state):
        return no(_("Only a draft or a reviewed bill can be released"), code="wrong-state")
    if not lines:
        return no(_("Add at least one line before you release it"))
    return YES


def may_retire(state: str) -> Verdict:
    if LIFE.allows("retire", state):
        return YES
    return no(_("This bill of materials is already retired"), code="wrong-state")


def may_remove_line(state: str) -> Verdict:
    """What a released bill said stays said; orders of last month took that line."""
    if state == "draft":
        return YES
    return no(_("Give the line a last day instead: what was valid stays in the history"), code="wrong-state")


def good_base(quantity: Decimal) -> Verdict:
    return YES if quantity > 0 else no(_("The base quantity must be above zero"), field="base_quantity")


def good_validity(starts: date | None, ends: date | None, field: str = "valid_to") -> Verdict:
    """Both days belong to the validity, so the same day twice is one day."""
    if starts is None or ends is None or starts <= ends:
        return YES
    return no(_("The last day is before the first"), field=field)


def good_line(quantity: Decimal, scrap: Decimal) -> Verdict:
    """More than nothing goes in, and less than everything of it is lost."""
    if quantity <= 0:
        return no(_("The quantity must be above zero"), field="quantity")
    if not 0 <= scrap < 1:
        return no(_("Scrap is a share from 0 up to, but not including, 100 %"), field="scrap")
    return YES


def may_decide(verb: str, state: str) -> Verdict:
    """Whether an alternate may be approved or withdrawn."""
    if ALTERNATE.allows(verb, state):
        return YES
    return no(_("This alternate is decided already. Propose it again if it should come back"), code="wrong-state")


def good_alternate(ratio: Decimal, itself: bool) -> Verdict:
    if itself:
        return no(_("This is the component itself"), field="component")
    return YES if ratio > 0 else no(_("The quantity must be above zero"), field="ratio")


def good_shares(kept: Decimal, share: Decimal) -> Verdict:
    """What the products beside the material carry, all together, is at most everything."""
    if not 0 <= share <= 1:
        return no(_("A share of the cost is from 0 to 100 %"), field="cost_share")
    if kept + share > 1:
        left = format(((1 - kept) * 100).normalize(), "f")
        return no(_("The others carry so much that {left} % are left").format(left=left), field="cost_share")
    return YES


def good_loss(scrap: Decimal) -> Verdict:
    if 0 <= scrap < 1:
        return YES
    return no(_("Scrap is a share from 0 up to, but not including, 100 %"), field="scrap")


def no_circle(path: Sequence[UUID], names: Mapping[UUID, str], field: str = "component") -> Verdict:
    """The sentence that names the circle, from the material down to itself."""
    if not path:
        return YES
    steps = [names.get(item, "?") for item in path]
    if len(steps) > NAMED_IN_PATH:
        steps = [*steps[: NAMED_IN_PATH - 3], "…", *steps[-2:]]
    words = _("{material} would contain itself: {path}")
    return no(words.format(material=steps[0], path=" → ".join(steps)), field=field, code="circle")


def not_comparable(component: str, unit: str, stock_unit: str) -> Verdict:
    """Refusal for a line in a unit that the component cannot be counted in."""
    words = _("{component} is counted in {stock_unit}, and {unit} cannot be converted to it")
    return no(words.format(component=component, unit=unit, stock_unit=stock_unit), field="unit")
