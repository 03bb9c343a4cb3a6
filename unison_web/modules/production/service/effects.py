"""What a correction would change, in words and numbers, before anybody saves it.

A module that keeps figures of its own (stock, costs, minutes) adds what they would become with :func:`foresees`, and
follows the correction itself as a subscriber of ``production.corrected``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.web import frame
from unison_web.kit.web.formats import number, plain_day
from unison_web.modules.costing.rules import Costing
from unison_web.modules.production import rules
from unison_web.modules.production import rules_corrections as may
from unison_web.modules.production.service.corrections import Change

KINDS = (("good", "good"), ("scrap", "scrap"), ("rework", "rework"), ("hold", "held"))


@dataclass(frozen=True, slots=True)
class Effect:
    """A number as it is and as it would be. ``currency`` where it is money."""

    label: str
    before: Decimal
    after: Decimal
    unit: str = ""
    currency: str = ""


Foresees = Callable[[UnitOfWork, Change], Awaitable[list[Effect]]]
_others: list[Foresees] = []


def foresees(effects: Foresees) -> Foresees:
    """Register what else a correction changes."""
    _others.append(effects)
    return effects


async def effects_of(uow: UnitOfWork, change: Change) -> list[Effect]:
    found = [*_counts(change), *_value(uow, change)]
    for other in _others:
        found += await other(uow, change)
    return found


def _counts(change: Change) -> list[Effect]:
    """Numbers of the operation, of the next one and of the order."""
    operation, order, unit = change.operation, change.order, change.order.unit
    words = {"good": _("good"), "scrap": _("bad"), "rework": _("reworked"), "hold": _("set aside")}
    found = [
        Effect(f"{operation.sequence} {operation.name}, {words[kind]}", now, now + more, unit)
        for kind, column in KINDS
        if (more := change.more(kind)) and (now := getattr(operation, column)) is not None
    ]
    if (good := change.more("good")) and (after := change.after):
        label = _("{operation}, come from the operation before").format(operation=f"{after.sequence} {after.name}")
        found.append(Effect(label, after.arrived, after.arrived + good, unit))
    elif good:
        found.append(Effect(_("Order, good"), order.good, order.good + good, unit))
    if scrap := change.more("scrap"):
        found.append(Effect(_("Order, bad"), order.scrap, order.scrap + scrap, unit))
    return found


def _value(uow: UnitOfWork, change: Change) -> list[Effect]:
    """What the order's good pieces are worth at standard cost, for those who may see costs."""
    good, material = change.more("good"), change.order.material
    if not good or change.after or not material.standard_cost or not uow.actor.may(str(Costing.READ)):
        return []
    worth = (change.order.good * material.standard_cost, (change.order.good + good) * material.standard_cost)
    return [Effect(_("Good pieces at standard cost"), *worth, currency=material.currency)]


def sentences(change: Change) -> list[str]:
    """What becomes of the order and its operations."""
    order, after, missing = change.order, change.after, _missing(change)
    found = []
    if change.reopens:
        found.append(_("The finished order is opened again."))
    elif order.state in ("completed", "failed") and missing >= order.quantity:
        found.append(_("Nothing good is left, so the order counts as failed."))
    elif order.state in may.FINISHED and missing > rules.ZERO:
        said = _("The order stays finished, with {n} fewer than ordered.")
        found.append(said.format(n=number(missing)))
    elif order.state in may.FINISHED:
        found.append(_("The order stays finished."))
    else:
        found.append(_("The order is still open."))
    if after and change.more("good") > rules.ZERO and (after.state == "done" or change.revives):
        words = _("{operation} was finished; it has pieces to work on again.")
        open_again = order.state not in may.FINISHED or change.reopens
        told = words if open_again else _("{operation} is finished; the pieces stay in front of it.")
        found.append(told.format(operation=f"{after.sequence} {after.name}"))
    found.append(_("Figures of {day} change: the entry keeps its moment, its machine and its person.").format(
        day=_day(change)
    ))  # fmt: skip
    return found


def _missing(change: Change) -> Decimal:
    made = change.order.good + (change.more("good") if change.after is None else rules.ZERO)
    return change.order.quantity - made


def _day(change: Change) -> str:
    return plain_day(change.entry.occurred_at.astimezone(frame.zone()).date())
