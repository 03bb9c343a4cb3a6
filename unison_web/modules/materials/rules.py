"""What may be said about materials and units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from unison_web.engine.gs1.elements import NotGs1, gtin14
from unison_web.engine.quantity import Unit
from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, StateMachine, Verdict, no

TYPES = ("make", "buy")
TRACKINGS = ("none", "lot", "serial")
UNIT_STATES = ("active", "archived")
CONTAINER = "container"
DIMENSIONS = (
    "count", "length", "area", "volume", "mass", "time", "temperature", "density", "pressure", "energy", "power",
    "ratio", CONTAINER,
)  # fmt: skip

COST_KINDS = ("standard", "last", "average")
COST_SOURCES = ("entry", "import", "purchase", "stock")

TYPE_LABELS = {"make": lazy("Make"), "buy": lazy("Buy")}
TRACKING_LABELS = {"none": lazy("Not tracked"), "lot": lazy("By lot"), "serial": lazy("By serial number")}

COST_KIND_LABELS = {"standard": lazy("Standard"), "last": lazy("Last paid"), "average": lazy("Average")}
COST_SOURCE_LABELS = {
    "entry": lazy("Entered"), "import": lazy("Imported"), "purchase": lazy("Purchase"), "stock": lazy("Stock"),
}  # fmt: skip

LIFE = StateMachine(
    states=("draft", "active", "phase_out", "obsolete"),
    verbs={
        "activate": (frozenset({"draft", "phase_out"}), "active"),
        "phase_out": (frozenset({"active"}), "phase_out"),
        "retire": (frozenset({"draft", "active", "phase_out"}), "obsolete"),
        "revive": (frozenset({"obsolete"}), "phase_out"),
    },
)


class Materials(Permission):
    READ = "materials:read"
    WRITE = "materials:write"


class Units(Permission):
    READ = "units:read"
    WRITE = "units:write"


def may_become(state: str, wanted: str) -> Verdict:
    """Whether a material in ``state`` may go on to ``wanted``."""
    verbs = LIFE.verbs_from(state)
    if any(LIFE.after(verb) == wanted for verb in verbs):
        return YES
    words = _("A material that is {state} cannot become {wanted}")
    return no(words.format(state=_word(state), wanted=_word(wanted)), field="state", code="wrong-state")


def unit_is_settled(code: str) -> str:
    """Refusal for another stock unit: quantities elsewhere would silently change what they mean."""
    words = _("Quantities of this material are written in its unit. Create a new material to count in {code}")
    return words.format(code=code)


def may_enter_new_lines(number: str, state: str, field: str = "") -> Verdict:
    """Obsolete materials stay where they are, and enter nothing new."""
    if state != "obsolete":
        return YES
    return no(_("{number} is obsolete and cannot go into anything new").format(number=number), field=field)


#: What each state of life means for the work, said on the material's page.
LIFE_SAYS = {
    "draft": lazy("Being prepared: no order for it can be made, and none that needs it can be released."),
    "active": lazy("In use everywhere."),
    "phase_out": lazy("Running out: what uses it goes on, and whoever puts it into something new is warned."),
    "obsolete": lazy(
        "Out of use: it goes into nothing new and no order for it can be made. Open orders run to their end."
    ),
}


def drafts_within(numbers: Sequence[str]) -> Verdict:
    """An order cannot be given to the floor with materials that nobody has finished describing."""
    if not numbers:
        return YES
    words = _("Still a draft: {numbers}. Activate it first")
    return no(words.format(numbers=", ".join(numbers[:5])), code="draft-material")


def warning(number: str, state: str) -> str:
    """What to say where it is used or about to be; nothing where nothing is to be said."""
    words = {"phase_out": _("{number} is being phased out"), "obsolete": _("{number} is out of use")}
    return words[state].format(number=number) if state in words else ""


def good_storage(lowest: Decimal | None, highest: Decimal | None) -> Verdict:
    if lowest is not None and highest is not None and highest < lowest:
        return no(_("The highest temperature is below the lowest"), field="storage_max")
    return YES


def good_branch(category: UUID, above: Sequence[UUID], name: str) -> Verdict:
    """A tree has no circles."""
    if category not in above:
        return YES
    return no(_("{name} hangs on this category itself").format(name=name), field="parent")


class Says(Protocol):
    """What a category says for its materials; nothing where a value is empty."""

    name: str


def inherited(branch: Sequence[Says], names: Sequence[str]) -> dict[str, tuple[Any, str]]:
    """By field, what the nearest category with something to say says, and its name."""
    found: dict[str, tuple[Any, str]] = {}
    for category in branch:
        for name in names:
            value = getattr(category, name)
            if name not in found and value not in (None, ""):
                found[name] = (value, category.name)
    return found


def good_gtin(gtin: str) -> Verdict:
    """Fourteen digits or fewer with a right check digit, or nothing."""
    try:
        if gtin:
            gtin14(gtin)
    except NotGs1:
        return no(_("This is no GTIN: up to 14 digits, the last of them the check digit"), field="gtin")
    return YES


def good_factor(dimension: str, numerator: int, denominator: int, offset: Decimal) -> Verdict:
    """A positive fraction; only temperatures start somewhere else than at zero."""
    if numerator <= 0 or denominator <= 0:
        return no(_("The factor must be a positive fraction"), field="numerator")
    if offset and dimension != "temperature":
        return no(_("Only temperatures have an offset"), field="offset")
    if dimension == CONTAINER and numerator != denominator:
        return no(_("A container holds what its material says, so its factor is 1"), field="numerator")
    return YES


def unit_stays(code: str) -> Verdict:
    """Refusal for another factor of a unit in which quantities are written."""
    words = _("Quantities are written in {code}. Create another unit instead")
    return no(words.format(code=code), field="numerator")


def good_cost(kind: str, amount: Decimal, quantity: Decimal) -> Verdict:
    """Nobody writes an average down: it follows from what was received and at what price."""
    if kind == "average":
        return no(_("The average cost comes from stock postings and cannot be entered"), field="kind")
    if amount < 0:
        return no(_("Cannot be below zero"), field="amount")
    if quantity <= 0:
        return no(_("Must be above zero"), field="quantity")
    return YES


def may_remove_cost(valid_from: date, today: date) -> Verdict:
    """What was valid stays said: yesterday's calculation used it."""
    if valid_from > today:
        return YES
    return no(_("This cost is valid already. Add one with a later first day instead"), code="wrong-state")


def not_counted_in(number: str, unit: str, own: str) -> str:
    """Refusal for a unit that the material cannot be converted to."""
    words = _("{number} is stocked in {own}, and {unit} cannot be converted to it. Add a conversion first")
    return words.format(number=number, unit=unit, own=own)


def engine_unit(code: str, dimension: str, numerator: int, denominator: int, offset: Decimal) -> Unit:
    """As the engine computes with it. Every container is its own dimension: a box is no carton."""
    return Unit(code, f"{CONTAINER} {code}" if dimension == CONTAINER else dimension, numerator, denominator, offset)


def _word(state: str) -> str:
    return state.replace("_", " ")
