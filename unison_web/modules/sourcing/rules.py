"""What may be said about suppliers of a material, their prices, alternates and replacements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no


class Price(Protocol):
    """What matters of a price to choose one."""

    quantity_from: Decimal
    price: Decimal
    valid_from: date
    valid_to: date | None


PriceT = TypeVar("PriceT", bound=Price)


def price_for(prices: Iterable[PriceT], quantity: Decimal, on: date) -> PriceT | None:
    """The one that counts for so much on that day: of those that hold then, the step nearest below; of two for the
    same step the newer."""
    holds = [p for p in prices if p.valid_from <= on and (p.valid_to is None or on <= p.valid_to)]
    steps = [p for p in holds if p.quantity_from <= quantity]
    return max(steps, key=lambda p: (p.quantity_from, p.valid_from), default=None)


def good_offer(minimum: Decimal) -> Verdict:
    return YES if minimum >= 0 else no(_("Cannot be below zero"), field="minimum")


def good_price(price: Decimal, quantity_from: Decimal, starts: date, ends: date | None) -> Verdict:
    if price < 0:
        return no(_("Cannot be below zero"), field="price")
    if quantity_from < 0:
        return no(_("Cannot be below zero"), field="quantity_from")
    if ends is not None and ends < starts:
        return no(_("The last day is before the first"), field="valid_to")
    return YES


def not_itself(material: UUID, other: UUID, number: str, field: str) -> Verdict:
    if material != other:
        return YES
    return no(_("{number} cannot stand in for itself").format(number=number), field=field)


def chain(follows: Mapping[UUID, UUID], start: UUID) -> list[UUID]:
    """From ``start`` on, each with what takes its place; a circle is walked once."""
    found = [start]
    while (following := follows.get(found[-1])) is not None and following not in found:
        found.append(following)
    return found


def no_circle(path: Sequence[UUID], start: UUID, names: Mapping[UUID, str]) -> Verdict:
    """``path`` is what takes the place of the newcomer in turn; the material itself must not be in it."""
    if start not in path:
        return YES
    steps = " → ".join(names.get(each, "?") for each in [start, *path[: path.index(start) + 1]])
    return no(_("They would replace each other: {path}").format(path=steps), field="material", code="circle")


#: How alike two names are that make one suspect.
ALIKE = 0.6


def same_thing(one: str, other: str, likeness: float) -> bool:
    """Names that are alike and have the same numbers in them: an M8×45 is no M8×40."""
    return likeness >= ALIKE and numbers_in(one) == numbers_in(other)


def numbers_in(name: str) -> list[str]:
    return sorted(run.lstrip("0") or "0" for run in re.findall(r"[0-9]+", name))
