"""Rolled-up cost: material, labour, machine, overhead and subcontracting, exact until it is shown.

One unit of an item costs the sum of its contributions times its own share, which is what its co-products leave over.
A contribution is `quantity × factor × loss × price × rate`: so much of a component or so many hours, in units that the
price is for, more because some of it is lost, times a price, in the currency that is asked for. What goes in below is
made once for the whole lot, so setup is spread over all that the lot takes of an item. A price, a rate of an hour or
an exchange rate that is not there is named; its contribution is unknown and never zero.

Rounding: the total is rounded once. What is shown below a figure is that figure's own parts, apportioned by largest
remainder, so that at every level the parts add up to the whole to the last digit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

from unison_web.engine.currency import Found
from unison_web.engine.structure import CycleFound

K = TypeVar("K", bound=Hashable)
ZERO, ONE = Fraction(0), Fraction(1)
KINDS = ("material", "labour", "machine", "overhead", "subcontract")


@dataclass(frozen=True, slots=True)
class Price:
    """For one unit, one hour or one piece; `source` leads to where it was written down."""

    amount: Fraction
    currency: str
    source: Hashable = None


@dataclass(frozen=True, slots=True)
class Input(Generic[K]):
    """A component: `quantity × factor × loss` of its own unit for one of the parent."""

    component: K
    quantity: Fraction
    factor: Fraction = ONE
    loss: Fraction = ONE
    key: Hashable = None

    @property
    def takes(self) -> Fraction:
        return self.quantity * self.factor * self.loss


@dataclass(frozen=True, slots=True)
class Work:
    """An operation: hours for a lot and for a piece that enters it; `loss` is how many enter for one that arrives."""

    name: str
    setup: Fraction = ZERO
    run: Fraction = ZERO
    labour: Fraction = ZERO
    loss: Fraction = ONE
    machine_rate: Price | None = None
    labour_rate: Price | None = None
    overhead: Fraction = ZERO
    outside: Price | None = None
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Item(Generic[K]):
    """What is costed. Without inputs and work its price counts; with any, the price is not looked at."""

    key: K
    price: Price | None = None
    inputs: Sequence[Input[K]] = ()
    works: Sequence[Work] = ()
    share: Fraction = ONE

    @property
    def made(self) -> bool:
        return bool(self.inputs or self.works)


@dataclass(frozen=True, slots=True)
class Part(Generic[K]):
    """One contribution to one unit of an item. `amount` is None where something is missing."""

    kind: str
    quantity: Fraction
    factor: Fraction = ONE
    loss: Fraction = ONE
    price: Price | None = None
    rate: Found | None = None
    amount: Fraction | None = None
    component: K | None = None
    name: str = ""
    key: Hashable = None


@dataclass(frozen=True, slots=True)
class Missing(Generic[K]):
    """What would have to be known: `price`, `machine_rate`, `labour_rate` or `exchange` of an item."""

    item: K
    what: str
    name: str = ""


@dataclass
class Roll(Generic[K]):
    """Cost of one unit of each item. An item that lacks something costs what is known of it, and is named."""

    top: K
    lot: Fraction
    unit: dict[K, Fraction] = field(default_factory=dict)
    kinds: dict[K, dict[str, Fraction]] = field(default_factory=dict)
    parts: dict[K, list[Part[K]]] = field(default_factory=dict)
    lots: dict[K, Fraction] = field(default_factory=dict)
    weights: dict[K, Fraction] = field(default_factory=dict)
    missing: list[Missing[K]] = field(default_factory=list)

    @property
    def total(self) -> Fraction:
        return self.unit[self.top] * self.lot


def roll_up(items: Mapping[K, Item[K]], top: K, lot: Fraction, convert: Callable[[str], Found | None]) -> Roll[K]:
    """Cost of a lot of `top`. `convert` finds the rate from a currency into the one that is asked for."""
    if lot <= 0:
        raise ValueError("a lot is more than nothing")
    order = _downwards(items, top)
    roll: Roll[K] = Roll(top, lot)
    roll.lots = _taken(items, order, lot)
    roll.weights = _taken(items, order, lot, shared=True)
    for key in reversed(order):
        _cost(items[key], roll, convert)
    return roll


def _downwards(items: Mapping[K, Item[K]], top: K) -> list[K]:
    """Everything below `top`, each after all it goes into."""
    waiting: dict[K, int] = {top: 0}
    queue = deque([top])
    while queue:
        for each in items[queue.popleft()].inputs:
            if each.component not in waiting:
                waiting[each.component] = 0
                queue.append(each.component)
            waiting[each.component] += 1
    order, ready = [], deque([top] if not waiting[top] else [])
    while ready:
        key = ready.popleft()
        order.append(key)
        for each in items[key].inputs:
            waiting[each.component] -= 1
            if not waiting[each.component]:
                ready.append(each.component)
    if len(order) < len(waiting):
        raise CycleFound(tuple(key for key, left in waiting.items() if left))
    return order


def _taken(items: Mapping[K, Item[K]], order: list[K], lot: Fraction, *, shared: bool = False) -> dict[K, Fraction]:
    """How much of each the lot takes; `shared` counts only what the asked item has to carry of it."""
    taken = {order[0]: lot}
    for key in order:
        if shared:
            taken[key] *= items[key].share
        for each in items[key].inputs:
            taken[each.component] = taken.get(each.component, ZERO) + taken[key] * each.takes
    return taken


def _cost(item: Item[K], roll: Roll[K], convert: Callable[[str], Found | None]) -> None:
    parts = list(_parts(item, roll, convert)) if item.made else [_bought(item, roll, convert)]
    kinds = dict.fromkeys(KINDS, ZERO)
    for part in parts:
        if part.component is not None:
            takes = part.quantity * part.factor * part.loss
            for kind, amount in roll.kinds[part.component].items():
                kinds[kind] += takes * amount
        elif part.amount is not None:
            kinds[part.kind] += part.amount
    roll.kinds[item.key] = {kind: amount * item.share for kind, amount in kinds.items()}
    roll.unit[item.key] = sum(roll.kinds[item.key].values(), ZERO)
    roll.parts[item.key] = parts


def _bought(item: Item[K], roll: Roll[K], convert: Callable[[str], Found | None]) -> Part[K]:
    part: Part[K] = Part("material", ONE)
    return _priced(part, item.price, "price", item, roll, convert)


def _parts(item: Item[K], roll: Roll[K], convert: Callable[[str], Found | None]) -> Iterator[Part[K]]:
    for each in item.inputs:
        amount = each.takes * roll.unit[each.component]
        yield Part(
            "material", each.quantity, each.factor, each.loss, amount=amount, component=each.component, key=each.key
        )
    for work in item.works:
        yield from _worked(item, work, roll, convert)


def _worked(item: Item[K], work: Work, roll: Roll[K], convert: Callable[[str], Found | None]) -> Iterator[Part[K]]:
    """Setup over the lot, then what every piece takes; overhead on what both cost."""
    if work.outside is not None:
        part: Part[K] = Part("subcontract", ONE, loss=work.loss, name=work.name, key=work.key)
        yield _priced(part, work.outside, "price", item, roll, convert)
        return
    setup = work.setup / roll.lots[item.key]
    known = ZERO
    for kind, hours, loss, price in (
        ("machine", setup, ONE, work.machine_rate),
        ("machine", work.run, work.loss, work.machine_rate),
        ("labour", setup, ONE, work.labour_rate),
        ("labour", work.labour, work.loss, work.labour_rate),
    ):
        if hours:
            part = Part(kind, hours, loss=loss, name=work.name, key=work.key)
            part = _priced(part, price, f"{kind}_rate", item, roll, convert)
            known += part.amount or ZERO
            yield part
    if work.overhead and known:
        yield Part("overhead", work.overhead, amount=work.overhead * known, name=work.name, key=work.key)


def _priced(
    part: Part[K], price: Price | None, what: str, item: Item[K], roll: Roll[K], convert: Callable[[str], Found | None]
) -> Part[K]:
    """The part with its amount, or a note of what is missing."""
    rate = convert(price.currency) if price else None
    if price is None or rate is None:
        lacking = Missing(
            item.key, what if price is None else "exchange", part.name if price is None else price.currency
        )
        if lacking not in roll.missing:
            roll.missing.append(lacking)
        return Part(part.kind, part.quantity, part.factor, part.loss, price, rate, None, None, part.name, part.key)
    amount = part.quantity * part.factor * part.loss * price.amount * rate.factor
    return Part(part.kind, part.quantity, part.factor, part.loss, price, rate, amount, None, part.name, part.key)
