"""Explosion and where-used of a bill of material: indented lists, sums over all paths, issues of one order.

Results are exact fractions; round once, at the edge (`quantity.as_decimal`). Nothing here recurses, and sums never
enumerate paths: a structure in which a part occurs in a million places is summed in one pass over its lines.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Generic

from unison_web.engine.quantity import as_decimal
from unison_web.engine.structure import CycleFound, K, Line, Structure, find_cycle

ONE = Fraction(1)


class TooManyRows(ValueError):
    """An indented list longer than the caller is willing to read; sums are still possible."""


@dataclass(frozen=True, slots=True)
class Row(Generic[K]):
    """One row of an indented list. `exact` is what the whole asked quantity takes of `item` at this place.

    `parent_row` is the index of the row above it in the list, or -1 directly under the item asked about.
    """

    level: int
    item: K
    line: Line[K]
    exact: Fraction
    parent_row: int
    has_more: bool
    phantom: bool = False

    @property
    def quantity(self) -> Decimal:
        return as_decimal(self.exact)


def explode(
    structure: Structure[K],
    item: K,
    quantity: Decimal | Fraction | int = 1,
    *,
    levels: int | None = None,
    limit: int | None = None,
) -> list[Row[K]]:
    """The indented bill of material: every place where something goes in, depth first, in the order of positions."""
    return _indented(structure.below, item, Fraction(quantity), structure.phantoms, levels, limit, downwards=True)


def implode(structure: Structure[K], item: K, *, levels: int | None = None, limit: int | None = None) -> list[Row[K]]:
    """The indented where-used list; `exact` is how much of `item` goes into one of the row's item along this path."""
    return _indented(structure.above, item, ONE, structure.phantoms, levels, limit, downwards=False)


def totals(structure: Structure[K], item: K, quantity: Decimal | Fraction | int = 1) -> dict[K, Fraction]:
    """Everything below `item` with the sum over all places, parts and assemblies alike."""
    return _summed(structure, item, Fraction(quantity), downwards=True)


def used_in(structure: Structure[K], item: K) -> dict[K, Fraction]:
    """Everything above `item` with how much of it one of each takes, over all paths."""
    return _summed(structure, item, ONE, downwards=False)


def leaves(structure: Structure[K], item: K, quantity: Decimal | Fraction | int = 1) -> dict[K, Fraction]:
    """The flat list: what has nothing below itself."""
    return {key: sum_ for key, sum_ in totals(structure, item, quantity).items() if not structure.below.get(key)}


@dataclass(frozen=True, slots=True)
class Requirement(Generic[K]):
    """What an order has to issue: `first` is the line of the order's own bill, `line` the last one, inside phantoms."""

    component: K
    exact: Fraction
    first: Line[K]
    line: Line[K]
    through: tuple[K, ...] = ()

    @property
    def quantity(self) -> Decimal:
        return as_decimal(self.exact)


def requirements(structure: Structure[K], item: K, quantity: Decimal | Fraction | int = 1) -> list[Requirement[K]]:
    """One level of issues for an order of `item`; a phantom is never issued, what is in it takes its place."""
    found: list[Requirement[K]] = []
    asked = Fraction(quantity)
    work: list[tuple[Line[K], Fraction, Line[K], tuple[K, ...]]] = [
        (line, asked * line.takes, line, ()) for line in reversed(structure.below.get(item, []))
    ]
    while work:
        line, exact, first, through = work.pop()
        component = line.component
        inside = structure.below.get(component, [])
        if component not in structure.phantoms or not inside:
            found.append(Requirement(component, exact, first, line, through))
            continue
        if component == item or component in through:
            raise CycleFound((*through, component))
        deeper = (*through, component)
        work.extend((under, exact * under.takes, first, deeper) for under in reversed(inside))
    return found


def _indented(
    lines: dict[K, list[Line[K]]],
    item: K,
    quantity: Fraction,
    phantoms: frozenset[K],
    levels: int | None,
    limit: int | None,
    *,
    downwards: bool,
) -> list[Row[K]]:
    rows: list[Row[K]] = []
    path: list[K] = [item]
    on_path = {item}
    stack: list[tuple[int, int, Fraction, Line[K]]] = [
        (1, -1, quantity, line) for line in reversed(lines.get(item, []))
    ]
    while stack:
        level, parent_row, amount, line = stack.pop()
        while len(path) > level:
            on_path.discard(path.pop())
        here = line.component if downwards else line.parent
        if here in on_path:
            loop = (*path[path.index(here) :], here)
            raise CycleFound(loop if downwards else tuple(reversed(loop)))
        exact = amount * line.takes
        more = lines.get(here, [])
        rows.append(Row(level, here, line, exact, parent_row, bool(more), here in phantoms))
        if limit is not None and len(rows) > limit:
            raise TooManyRows(f"more than {limit} rows")
        if more and (levels is None or level < levels):
            path.append(here)
            on_path.add(here)
            index = len(rows) - 1
            stack.extend((level + 1, index, exact, under) for under in reversed(more))
    return rows


def _summed(structure: Structure[K], item: K, quantity: Fraction, *, downwards: bool) -> dict[K, Fraction]:
    """Sums in topological order over what can be reached from `item`, each line once."""
    lines = structure.below if downwards else structure.above
    waiting: dict[K, int] = {item: 0}
    queue = deque([item])
    while queue:
        for line in lines.get(queue.popleft(), ()):
            there = line.component if downwards else line.parent
            if there not in waiting:
                waiting[there] = 0
                queue.append(there)
            waiting[there] += 1
    sums = {item: quantity}
    ready = deque([item] if waiting[item] == 0 else [])
    while ready:
        here = ready.popleft()
        sum_ = sums[here]
        for line in lines.get(here, ()):
            there = line.component if downwards else line.parent
            amount = times(sum_, line.takes)
            sums[there] = sums[there] + amount if there in sums else amount
            waiting[there] -= 1
            if waiting[there] == 0:
                ready.append(there)
    if any(waiting.values()):
        path = find_cycle(structure.lines)
        raise CycleFound(path)
    del sums[item]
    return sums


def times(left: Fraction, right: Fraction) -> Fraction:
    """Most lines take whole numbers, and to multiply two of these there is nothing to shorten."""
    if left.denominator == right.denominator == 1:
        return Fraction(left.numerator * right.numerator)
    return left * right
