"""Where the minutes of a machine go, and the key figures of ISO 22400-2 that follow from them.

Every moment of calendar time of a machine belongs to exactly one *element*. Sums of elements are the times of the
standard; ratios are made from sums and never from other ratios, so that a week is no average of its days. Nothing is
clamped: an effectiveness above one says that the planned run time of a piece is too long.

Times are whole microseconds inside, figures exact fractions; round once, at the edge. Source: ISO 22400-2:2014 with its
amendment, as formulas (see ``tests/cases/oee``); names of elements that the standard does not split are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from fractions import Fraction
from typing import Literal

Element = Literal[
    "production", "setup", "delay", "down", "idle", "unexplained", "planned_down", "break", "off_shift", "unknown"
]
ELEMENTS: tuple[Element, ...] = (
    "production", "setup", "delay", "down", "idle", "unexplained", "planned_down", "break", "off_shift", "unknown",
)  # fmt: skip
#: Planned busy time: what the plan wanted the machine to be there for. *unknown* is in it: nobody showed it was not.
BUSY = frozenset({"production", "setup", "delay", "down", "idle", "unexplained", "unknown"})
#: Planned operation time: the shift without its breaks.
OPERATION = BUSY | {"planned_down"}
STATES_OF_STOPS = frozenset({"unplanned_stop", "offline"})
MICROSECOND = timedelta(microseconds=1)
ZERO, ONE = Fraction(0), Fraction(1)


def element(
    state: str, *, on_shift: bool, at_break: bool, order: bool, reason: str = "", failure: bool = False
) -> Element:
    """The one element a moment belongs to.

    Work counts as work whenever it is done, at breaks and out of shifts too. ``state`` is the machine's (see machines),
    ``order`` whether one was allocated to it, ``reason`` whether a stop was explained, ``failure`` whether the reason
    is a breakdown of the machine itself rather than something it waits for.
    """
    if state in ("running", "setup"):
        return "production" if state == "running" else "setup"
    if not on_shift:
        return "off_shift"
    if at_break:
        return "break"
    if state in ("planned_stop", "maintenance"):
        return "planned_down"
    if state in STATES_OF_STOPS:
        return _stop(reason, failure)
    if state == "unknown":
        return "unknown"
    return "delay" if order else "idle"


def _stop(reason: str, failure: bool) -> Element:
    if failure:
        return "down"
    return "delay" if reason else "unexplained"


@dataclass(frozen=True)
class Times:
    """How long each element lasted. Sums of any machines and spans add up."""

    spent: Mapping[str, timedelta] = field(default_factory=dict)

    def __add__(self, other: Times) -> Times:
        return Times({key: self.of(key) + other.of(key) for key in ELEMENTS})

    def of(self, *elements: str) -> timedelta:
        return sum((self.spent.get(key, timedelta(0)) for key in elements), timedelta(0))

    @property
    def calendar(self) -> timedelta:
        return self.of(*ELEMENTS)

    @property
    def operation(self) -> timedelta:
        """POT, planned operation time."""
        return self.of(*OPERATION)

    @property
    def busy(self) -> timedelta:
        """PBT, planned busy time."""
        return self.of(*BUSY)

    @property
    def production(self) -> timedelta:
        """APT, actual production time."""
        return self.of("production")

    @property
    def setup(self) -> timedelta:
        """AUST, actual unit setup time."""
        return self.of("setup")

    @property
    def processing(self) -> timedelta:
        """AUPT, actual unit processing time: production and setup."""
        return self.production + self.setup

    @property
    def delay(self) -> timedelta:
        """ADET, actual unit delay time: an order is there and nothing happens."""
        return self.of("delay", "unexplained")

    @property
    def allocated(self) -> timedelta:
        """AUBT, actual unit busy time: processing and delay."""
        return self.processing + self.delay

    @property
    def down(self) -> timedelta:
        """ADOT, actual unit down time."""
        return self.of("down")


@dataclass(frozen=True)
class Counts:
    """Pieces, and what they should have taken. ``earned`` is the sum of planned run time times pieces produced over
    all operations; ``produced`` is good, scrap and rework together."""

    produced: Fraction = ZERO
    good: Fraction = ZERO
    scrap: Fraction = ZERO
    rework: Fraction = ZERO
    planned_scrap: Fraction = ZERO
    first_pass: Fraction = ZERO
    inspected: Fraction = ZERO
    earned: timedelta = timedelta(0)
    order_execution: timedelta = timedelta(0)
    worked: timedelta = timedelta(0)
    attended: timedelta = timedelta(0)
    capacity: Fraction = ZERO
    failures: int = 0
    corrective: timedelta = timedelta(0)
    preventive: timedelta = timedelta(0)

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


@dataclass(frozen=True)
class Kpi:
    """One key figure: its formula in the symbols of the standard, and how it follows from sums. The value is a ratio,
    or hours or pieces an hour where ``unit`` says so."""

    key: str
    formula: str
    of: Callable[[Times, Counts], Fraction | None]
    unit: Literal["ratio", "hours", "per_hour"] = "ratio"
    better: Literal["more", "less"] = "more"


def exactly(time: timedelta) -> Fraction:
    """In hours."""
    return Fraction(time // MICROSECOND, 3_600_000_000)


def share(part: timedelta, whole: timedelta) -> Fraction | None:
    """None where there is nothing to divide by: a figure of nothing is no figure."""
    return Fraction(part // MICROSECOND, whole // MICROSECOND) if whole else None


def _of(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole else None


def _times(*factors: Fraction | None) -> Fraction | None:
    result = ONE
    for factor in factors:
        if factor is None:
            return None
        result *= factor
    return result


def availability(t: Times, c: Counts) -> Fraction | None:
    return share(t.production, t.busy)


def effectiveness(t: Times, c: Counts) -> Fraction | None:
    return share(c.earned, t.production)


def quality_ratio(t: Times, c: Counts) -> Fraction | None:
    return _of(c.good, c.produced)


def oee(t: Times, c: Counts) -> Fraction | None:
    """Availability × effectiveness × quality, which is earned time of good pieces over planned busy time."""
    if not t.production and t.busy:
        return ZERO
    return _times(availability(t, c), effectiveness(t, c), quality_ratio(t, c))


def nee(t: Times, c: Counts) -> Fraction | None:
    return _times(share(t.processing, t.busy), effectiveness(t, c), quality_ratio(t, c))


def mean_operating_time(t: Times, c: Counts) -> Fraction | None:
    """MTBF: operating time over failures, in hours. The standard divides by failures + 1, counting the intervals at
    both ends; most plants divide by failures, and so does this."""
    return _of(exactly(t.processing), Fraction(c.failures))


def mean_repair_time(t: Times, c: Counts) -> Fraction | None:
    """MTTR: down time over failures, in hours."""
    return _of(exactly(t.down), Fraction(c.failures))


CATALOGUE: tuple[Kpi, ...] = (
    Kpi("oee", "Availability × Effectiveness × Quality ratio", oee),
    Kpi("availability", "APT / PBT", availability),
    Kpi("effectiveness", "PRI × PQ / APT", effectiveness),
    Kpi("quality_ratio", "GQ / PQ", quality_ratio),
    Kpi("nee", "AUPT / PBT × Effectiveness × Quality ratio", nee),
    Kpi("allocation_efficiency", "AUBT / PBT", lambda t, c: share(t.allocated, t.busy)),
    Kpi("utilization_efficiency", "APT / AUBT", lambda t, c: share(t.production, t.allocated)),
    Kpi("technical_efficiency", "APT / (APT + ADET)", lambda t, c: share(t.production, t.production + t.delay)),
    Kpi("setup_ratio", "AUST / AUPT", lambda t, c: share(t.setup, t.processing), better="less"),
    Kpi("scrap_ratio", "SQ / PQ", lambda t, c: _of(c.scrap, c.produced), better="less"),
    Kpi("rework_ratio", "RQ / PQ", lambda t, c: _of(c.rework, c.produced), better="less"),
    Kpi("actual_to_planned_scrap", "SQ / PSQ", lambda t, c: _of(c.scrap, c.planned_scrap), better="less"),
    Kpi("first_pass_yield", "GP / IP", lambda t, c: _of(c.first_pass, c.inspected)),
    Kpi("throughput_rate", "PQ / AOET", lambda t, c: _of(c.produced, exactly(c.order_execution)), "per_hour"),
    Kpi("production_process_ratio", "Σ APT / AOET", lambda t, c: share(t.production, c.order_execution)),
    Kpi("worker_efficiency", "APWT / APAT", lambda t, c: share(c.worked, c.attended)),
    Kpi("equipment_load_ratio", "PQ / EPC", lambda t, c: _of(c.produced, c.capacity)),
    Kpi("mtbf", "Σ (APT + AUST) / FE", mean_operating_time, "hours"),
    Kpi("mttr", "Σ ADOT / FE", mean_repair_time, "hours", "less"),
    Kpi(
        "corrective_maintenance_ratio", "CMT / (CMT + PMT)",
        lambda t, c: share(c.corrective, c.corrective + c.preventive), better="less",
    ),
)  # fmt: skip
BY_KEY = {kpi.key: kpi for kpi in CATALOGUE}


def figures(times: Times, counts: Counts) -> dict[str, Fraction | None]:
    """Every figure of the catalogue."""
    return {kpi.key: kpi.of(times, counts) for kpi in CATALOGUE}


def summed(parts: Iterable[tuple[Times, Counts]]) -> tuple[Times, Counts]:
    """Of several machines or days: sums, from which figures are made again."""
    times, counts = Times(), Counts()
    for more_times, more_counts in parts:
        times, counts = times + more_times, counts + more_counts
    return times, counts
