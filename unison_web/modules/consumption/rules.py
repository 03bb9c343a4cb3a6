"""Which stock an order takes, and the sentences for what it may not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

ZERO = Decimal(0)
NEVER = date.max
#: Orders that may still take something by hand.
OPEN = frozenset({"draft", "planned", "released", "in_progress", "on_hold"})
TAKING = frozenset({"released", "in_progress", "on_hold", "completed"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Stock that could be taken: ``kept`` is what of it is reserved for the order that asks, ``free`` what it may
    take of it in all."""

    balance_id: UUID
    material_id: UUID
    location_id: UUID
    lot_id: UUID | None
    lot: str
    free: Decimal
    kept: Decimal
    supplies: bool
    expires_on: date | None
    since: datetime
    owner_id: UUID | None = None

    @property
    def turn(self) -> tuple[bool, bool, date, bool, datetime, UUID]:
        """Whose turn it is: what was kept for the order, then the places that supply production, what expires first,
        what is ours, what came first."""
        theirs, expires = self.owner_id is not None, self.expires_on or NEVER
        return (self.kept == ZERO, not self.supplies, expires, theirs, self.since, self.balance_id)


@dataclass(frozen=True, slots=True)
class Take:
    candidate: Candidate
    quantity: Decimal

    @property
    def kept(self) -> Decimal:
        """How much of it was reserved."""
        return min(self.quantity, self.candidate.kept)


@dataclass(slots=True)
class Plan:
    """What is taken from where, and of which material how much is missing. ``known`` are those that lie at a supplier's
    for the order."""

    takes: list[Take] = field(default_factory=list)
    missing: dict[UUID, Decimal] = field(default_factory=dict)
    known: frozenset[UUID] = frozenset()


def plan(needs: dict[UUID, Decimal], candidates: Iterable[Candidate]) -> Plan:
    """First what expires first. Whatever no stock is known of is missing."""
    found, left = Plan(), dict(needs)
    for candidate in sorted(candidates, key=lambda each: each.turn):
        takes = min(left.get(candidate.material_id, ZERO), candidate.free)
        if takes > ZERO:
            found.takes.append(Take(candidate, takes))
            left[candidate.material_id] -= takes
    found.missing = {material: quantity for material, quantity in left.items() if quantity > ZERO}
    return found


def first_lot(candidates: Sequence[Candidate]) -> str:
    """The lot whose turn it is; nothing where none is tracked."""
    return next((each.lot for each in sorted(candidates, key=lambda each: each.turn) if each.free > ZERO), "")


def takes_at(requirement: int | None, operations: Sequence[int]) -> int:
    """At which operation a component is used: where the order says, else at the last one."""
    return requirement if requirement in operations else operations[-1]  # type: ignore[return-value]


def may_take(state: str) -> Verdict:
    if state in TAKING:
        return YES
    return no(_("Only orders that were released take stock"), code="wrong-state")


def may_reserve(state: str) -> Verdict:
    return YES if state in OPEN else no(_("Only open orders have stock kept for them"), code="wrong-state")


def may_return(taken: Decimal, quantity: Decimal) -> Verdict:
    if quantity <= taken:
        return YES
    words = _("The order has taken {n} of it").format(n=f"{taken.normalize():f}")
    return no(words, field="quantity", code="too-many")


def may_settle(open_: Decimal, quantity: Decimal) -> Verdict:
    if quantity <= open_:
        return YES
    words = _("Only {n} are missing").format(n=f"{open_.normalize():f}")
    return no(words, field="quantity", code="too-many")
