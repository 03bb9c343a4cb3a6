"""Quantities and units: exact rational factors, conversion without drift, rounding only at the edge.

A unit belongs to a dimension and says how many base units of that dimension it is, as a fraction of two integers:
an inch is 127/5000 metre, never 0.0254000001. A conversion therefore answers a `Fraction`; whoever shows or stores
it rounds once, with a stated rule. Buying rolls, stocking kilograms and consuming metres balances to the last digit
because the bridges of a material (1 roll = 34.7 kg) are fractions too.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

Rounding = Literal["half_even", "half_up", "up", "down", "ceiling", "floor"]

QUANTITY_PLACES = 6
DIGITS = 60
"""Working precision wherever a fraction has to become a decimal before it is rounded."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")
_GROUPS = r"\d[\d\s]*"
_NUMBER = re.compile(rf"[-+−]?(?:{_GROUPS}(?:[.,]\s?{_GROUPS})?|[.,]{_GROUPS})")
_POWER = re.compile(r"10(?:(?P<small>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)|\^?(?P<plain>[-+−]?\d+))?")
_UNDER = re.compile(r"/\s*([1-9]\d*)")
_TIMES = re.compile(r"\s*[x×*·]\s*(?=10)")


class UnitMismatch(ValueError):
    """Two units with no exact way from one to the other."""

    def __init__(self, source: Unit, target: Unit) -> None:
        super().__init__(
            f"{source.code} ({source.dimension}) cannot be converted to {target.code} ({target.dimension})"
        )
        self.source = source
        self.target = target


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of one dimension: `base = (value + offset) × numerator ÷ denominator`.

    `offset` is zero except for temperatures (°F: 459.67, with a factor of 5/9 to kelvin).
    """

    code: str
    dimension: str
    numerator: int = 1
    denominator: int = 1
    offset: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.numerator <= 0 or self.denominator <= 0:
            raise ValueError(f"the factor of {self.code} must be a positive fraction")

    @property
    def factor(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @classmethod
    def of(cls, code: str, dimension: str, factor: str | Decimal | Fraction, offset: Decimal = Decimal(0)) -> Unit:
        exact = factor if isinstance(factor, Fraction) else Fraction(str(factor))
        return cls(code, dimension, exact.numerator, exact.denominator, offset)


@dataclass(frozen=True, slots=True)
class Bridge:
    """What one material says about itself: `left_quantity` of `left` is exactly `right_quantity` of `right`."""

    left: Unit
    left_quantity: Decimal
    right: Unit
    right_quantity: Decimal

    def __post_init__(self) -> None:
        if self.left_quantity <= 0 or self.right_quantity <= 0:
            raise ValueError("both sides of a conversion must be above zero")


def convert(value: Decimal | Fraction | int, source: Unit, target: Unit, *, bridges: Iterable[Bridge] = ()) -> Fraction:
    """The exact value in `target`; over the bridges of a material when the dimensions differ."""
    exact = Fraction(value)
    if source.dimension == target.dimension:
        if source.code == target.code:
            return exact
        return (exact + Fraction(source.offset)) * source.factor / target.factor - Fraction(target.offset)
    return exact * source.factor * _crossing(source, target, tuple(bridges)) / target.factor


def ratio(source: Unit, target: Unit, *, bridges: Iterable[Bridge] = ()) -> Fraction:
    """How many `target` one `source` is: the factor that converts whole columns of quantities."""
    if (source.offset or target.offset) and source.code != target.code:
        raise UnitMismatch(source, target)
    return convert(1, source, target, bridges=bridges)


def as_decimal(
    value: Fraction | Decimal | int, places: int = QUANTITY_PLACES, rounding: Rounding = "half_even"
) -> Decimal:
    """A fraction rounded once to `places` decimal digits."""
    return round_to(value, Decimal(1).scaleb(-places), rounding)


def round_to(value: Fraction | Decimal | int, step: Decimal, rounding: Rounding = "half_even") -> Decimal:
    """The multiple of `step` nearest by the rule: 0.01 for cents, 0.05 for Swiss cash, 24 for a full crate."""
    if step <= 0:
        raise ValueError("a rounding step must be above zero")
    steps = _round_fraction(Fraction(value) / Fraction(step), rounding)
    with localcontext() as context:
        context.prec = max(DIGITS, len(str(abs(steps))) + len(step.as_tuple().digits) + 1)
        return Decimal(steps) * step


def parse_factor(text: str) -> Fraction:
    """The number at the start of a published conversion factor, exactly: `2,831 685 × 10⁻² m³` → 0.02831685.

    Comma or point decimals, spaces between groups and powers of ten in superscripts, as UNECE Recommendation 20
    prints them. Text that does not start with a number is refused: it names a unit, and that is for a person.
    """
    rest = text.strip()
    value = Fraction(1)
    lone = _POWER.match(rest)
    if lone is None or not (lone.group("small") or (lone.group("plain") or "").startswith(("-", "+", "−"))):
        found = _NUMBER.match(rest)
        if found is None:
            raise ValueError(f"no number at the start of {text!r}")
        value = Fraction(re.sub(r"\s", "", found.group()).replace(",", ".").replace("−", "-"))
        under = _UNDER.match(rest, found.end())
        value /= int(under.group(1)) if under else 1
        times = _TIMES.match(rest, (under or found).end())
        lone = _POWER.match(rest, times.end()) if times else None
    if lone is None:
        return value
    exponent = int((lone.group("small") or lone.group("plain") or "1").translate(_SUPERSCRIPTS))
    if abs(exponent) > 400:
        raise ValueError(f"the power of ten in {text!r} is out of range")
    return value * Fraction(10) ** exponent


def _round_fraction(value: Fraction, rounding: Rounding) -> int:
    """An integer by the rule, without passing through a decimal that could have been rounded already."""
    whole, rest = divmod(value.numerator, value.denominator)
    twice = 2 * rest - value.denominator
    match rounding:
        case "floor":
            up = False
        case "ceiling":
            up = rest > 0
        case "down":
            up = value < 0 and rest > 0
        case "up":
            up = value > 0 and rest > 0
        case "half_up":
            up = twice > 0 or (twice == 0 and value > 0)
        case "half_even":
            up = twice > 0 or (twice == 0 and whole % 2 == 1)
    return whole + up


def _crossing(source: Unit, target: Unit, bridges: tuple[Bridge, ...]) -> Fraction:
    """Base units of the target dimension per base unit of the source dimension, by the fewest bridges."""
    if source.offset or target.offset:
        raise UnitMismatch(source, target)
    steps: dict[str, list[tuple[str, Fraction]]] = {}
    for bridge in bridges:
        left = Fraction(bridge.left_quantity) * bridge.left.factor
        right = Fraction(bridge.right_quantity) * bridge.right.factor
        steps.setdefault(bridge.left.dimension, []).append((bridge.right.dimension, right / left))
        steps.setdefault(bridge.right.dimension, []).append((bridge.left.dimension, left / right))
    reached = {source.dimension: Fraction(1)}
    queue = deque([source.dimension])
    while queue:
        here = queue.popleft()
        if here == target.dimension:
            return reached[here]
        for there, factor in steps.get(here, ()):
            if there not in reached:
                reached[there] = reached[here] * factor
                queue.append(there)
    raise UnitMismatch(source, target)
