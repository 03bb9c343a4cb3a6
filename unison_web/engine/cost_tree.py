"""What a rolled-up cost is made of, as rows to read: at every level the parts add up to the whole to the last digit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic

from unison_web.engine.costing import ONE, ZERO, Item, K, Part, Roll
from unison_web.engine.quantity import as_decimal


def apportion(total: Decimal, parts: Sequence[Fraction], places: int) -> list[Decimal]:
    """`parts` rounded so that they add up to `total`: the largest remainders get the last digits, first come first."""
    if not parts:
        return []
    step = Decimal(1).scaleb(-places)
    floors = [(part * 10**places).__floor__() for part in parts]
    left = int(total.scaleb(places)) - sum(floors)
    by_remainder = sorted(range(len(parts)), key=lambda place: floors[place] - parts[place] * 10**places)
    for turn in range(abs(left)):
        place = by_remainder[turn % len(parts)] if left > 0 else by_remainder[-1 - turn % len(parts)]
        floors[place] += 1 if left > 0 else -1
    return [floor * step for floor in floors]


@dataclass(frozen=True, slots=True)
class Node(Generic[K]):
    """A row of the cost tree. `amount` is of the whole lot; rows directly below one add up to it."""

    level: int
    item: K
    part: Part[K]
    quantity: Fraction
    unit_cost: Fraction
    amount: Decimal
    share: Fraction = ONE


def tree(
    roll: Roll[K], items: Mapping[K, Item[K]], places: int, *, limit: int, levels: int | None = None
) -> list[Node[K]]:
    """What the total is made of, level by level; where it would be longer than `limit`, as deep as can be read."""
    for deepest in (levels, 4, 3, 2, 1):
        nodes = _tree(roll, items, places, limit, deepest)
        if nodes is not None:
            return nodes
    return []


def _tree(
    roll: Roll[K], items: Mapping[K, Item[K]], places: int, limit: int, levels: int | None
) -> list[Node[K]] | None:
    nodes: list[Node[K]] = []
    total = as_decimal(roll.total, places)
    stack: list[Node[K]] = list(reversed(_below(roll, items, roll.top, 1, roll.lot, total, places)))
    while stack:
        node = stack.pop()
        nodes.append(node)
        if len(nodes) > limit:
            return None
        child = node.part.component
        if child is not None and items[child].made and (levels is None or node.level < levels):
            stack.extend(reversed(_below(roll, items, child, node.level + 1, node.quantity, node.amount, places)))
    return nodes


def _below(
    roll: Roll[K], items: Mapping[K, Item[K]], key: K, level: int, amount: Fraction, total: Decimal, places: int
) -> list[Node[K]]:
    """The rows directly under an item of which there is `amount`, adding up to `total`."""
    parts, share = roll.parts[key], items[key].share
    exact = [(part.amount or ZERO) * amount * share for part in parts]
    scale = Fraction(total) / sum(exact, ZERO) if any(exact) else ONE
    shown = apportion(total, [each * scale for each in exact], places) if any(exact) else [Decimal(0)] * len(parts)
    return [
        Node(
            level, part.component if part.component is not None else key, part,
            amount * part.quantity * part.factor * part.loss,
            roll.unit[part.component] if part.component is not None else ZERO, figure, share,
        )
        for part, figure in zip(parts, shown, strict=True)
    ]  # fmt: skip


def leaves(roll: Roll[K]) -> list[tuple[K, Part[K], Fraction]]:
    """Every price and every hour that entered, over all places: (item, part, its exact amount in the lot)."""
    found = []
    for key, parts in roll.parts.items():
        for part in parts:
            if part.component is None and part.amount is not None:
                found.append((key, part, part.amount * roll.weights[key]))
    return found
