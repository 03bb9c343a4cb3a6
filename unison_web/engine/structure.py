"""The graph under a bill of material: lines, who goes into whom, cycles and low-level codes.

A line says "one base quantity of the parent takes so much of the component", valid from a date to a date, both days
included: `start <= d and (end is None or end >= d)`. Scrap is the share of what is issued that is lost, so a line of
19 with 5 % scrap takes 20.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
NOTHING = Fraction(0)


@lru_cache(8192)
def as_fraction(value: Decimal) -> Fraction:
    """Most lines of a plant say one of a few quantities; making a fraction of each costs more than all else."""
    return Fraction(value)


class CycleFound(ValueError):
    """The structure contains itself. `path` starts and ends with the same item, parents first."""

    def __init__(self, path: tuple[Hashable, ...]) -> None:
        super().__init__(" → ".join(str(item) for item in path))
        self.path = path


@dataclass(slots=True)
class Line(Generic[K]):
    """Not changed by others; not frozen, because making a hundred thousand frozen ones takes three times as long.

    `quantity` of the component, in the component's own unit, per `base` of the parent in the parent's unit. `takes` is
    what one unit of the parent takes, once the line stands in a structure."""

    parent: K
    component: K
    quantity: Decimal | Fraction
    base: Decimal = Decimal(1)
    scrap: Decimal = Decimal(0)
    starts: date | None = None
    ends: date | None = None
    position: int = 0
    key: Hashable = None
    takes: Fraction = NOTHING

    def effective(self, on: date | None) -> bool:
        """Whether the line counts on that day; without a day every line counts."""
        if on is None:
            return True
        return (self.starts is None or self.starts <= on) and (self.ends is None or self.ends >= on)

    def per_unit(self) -> Fraction:
        """What one unit of the parent takes, loss included."""
        exact = self.quantity if isinstance(self.quantity, Fraction) else as_fraction(self.quantity)
        if self.base != 1:
            exact /= Fraction(self.base)
        if self.scrap:
            if self.scrap >= 1:
                raise ValueError("a line cannot lose everything it takes")
            exact /= 1 - Fraction(self.scrap)
        return exact


@dataclass(frozen=True, slots=True)
class Structure(Generic[K]):
    """All lines that matter for a question, found by parent and by component."""

    below: dict[K, list[Line[K]]]
    above: dict[K, list[Line[K]]]
    phantoms: frozenset[K] = field(default_factory=frozenset)

    @classmethod
    def of(cls, lines: Iterable[Line[K]], phantoms: Collection[K] = (), *, on: date | None = None) -> Structure[K]:
        """With `on`, only the lines of that day enter; every question asked later is then about that day."""
        below: dict[K, list[Line[K]]] = defaultdict(list)
        above: dict[K, list[Line[K]]] = defaultdict(list)
        meant = lines if on is None else (line for line in lines if line.effective(on))
        for line in sorted(meant, key=attrgetter("position")):
            line.takes = line.per_unit()
            below[line.parent].append(line)
            above[line.component].append(line)
        return cls(dict(below), dict(above), frozenset(phantoms))

    @property
    def lines(self) -> Iterator[Line[K]]:
        return (line for lines in self.below.values() for line in lines)


def survival(losses: Mapping[int, Decimal], operation: int | None) -> Fraction:
    """How many pieces leave the last operation for one that enters ``operation``; without one, the first."""
    share = Fraction(1)
    for place, scrap in losses.items():
        if operation is None or place >= operation:
            share *= 1 - Fraction(scrap)
    return share


def low_level_codes(lines: Iterable[Line[K]]) -> dict[K, int]:
    """The deepest level at which each item occurs, 0 for what goes into nothing: the order in which MRP nets."""
    below: dict[K, list[K]] = {}
    waiting: dict[K, int] = {}
    for line in lines:
        below.setdefault(line.parent, []).append(line.component)
        waiting.setdefault(line.parent, 0)
        waiting[line.component] = waiting.get(line.component, 0) + 1
    codes = dict.fromkeys(waiting, 0)
    ready = deque(item for item, count in waiting.items() if count == 0)
    settled = 0
    while ready:
        item = ready.popleft()
        settled += 1
        for component in below.get(item, ()):
            codes[component] = max(codes[component], codes[item] + 1)
            waiting[component] -= 1
            if waiting[component] == 0:
                ready.append(component)
    if settled < len(waiting):
        path = cycle_in(below)
        raise CycleFound(path)
    return codes


def graph_of(lines: Iterable[Line[K]]) -> dict[K, list[K]]:
    """Who is directly below whom."""
    below: dict[K, list[K]] = {}
    for line in lines:
        below.setdefault(line.parent, []).append(line.component)
    return below


def find_cycle(lines: Iterable[Line[K]]) -> tuple[K, ...]:
    """A path from an item down to itself, or nothing. Dates are ignored: a level must hold on every day."""
    return cycle_in(graph_of(lines))


def closing_path(below: Mapping[K, Sequence[K]], parent: K, component: K) -> tuple[K, ...]:
    """The cycle a new line `parent → component` would close, by the fewest steps: (parent, component, …, parent)."""
    came_from: dict[K, K | None] = {component: None}
    queue = deque([component])
    while queue:
        here = queue.popleft()
        if here == parent:
            path: list[K] = []
            step: K | None = here
            while step is not None:
                path.append(step)
                step = came_from[step]
            return (parent, *reversed(path))
        for there in below.get(here, ()):
            if there not in came_from:
                came_from[there] = here
                queue.append(there)
    return ()


def cycle_in(below: Mapping[K, Sequence[K]], starts: Iterable[K] | None = None) -> tuple[K, ...]:
    """A path from an item down to itself, or nothing; with ``starts`` only what is under these is looked at."""
    done: set[K] = set()
    for start in below if starts is None else starts:
        if start in done:
            continue
        path: list[K] = [start]
        on_path = {start}
        work = [iter(below.get(start, ()))]
        while work:
            there = next(work[-1], None)
            if there is None:
                work.pop()
                finished = path.pop()
                on_path.discard(finished)
                done.add(finished)
            elif there in on_path:
                return (*path[path.index(there) :], there)
            elif there not in done:
                path.append(there)
                on_path.add(there)
                work.append(iter(below.get(there, ())))
    return ()
