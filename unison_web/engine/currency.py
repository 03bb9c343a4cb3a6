"""Exchange rates as of a day: direct, the other way round, or through a third currency.

A rate says how much of `quote` one `base` is worth from its day on, until a later one is known. The latest day wins;
on the same day the rate as it was quoted wins over its inverse. Only where neither exists do two rates meet in a third
currency, the one whose older leg is the youngest. Results are exact fractions and name every rate that entered, so
that a report can say that Friday's rate was used on Sunday.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.numbers import get_currency_precision

from unison_web.engine.quantity import as_decimal

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Rate:
    """One `base` is `value` of `quote` from `day` on."""

    base: str
    quote: str
    day: date
    value: Decimal
    key: Hashable = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """A rate as it enters: as quoted, or turned round."""

    rate: Rate
    inverse: bool = False

    @property
    def factor(self) -> Fraction:
        exact = Fraction(self.rate.value)
        return 1 / exact if self.inverse else exact


@dataclass(frozen=True, slots=True)
class Found:
    """What one unit of `base` is in `quote`, and where that comes from. Without legs both are the same currency."""

    base: str
    quote: str
    asked: date
    legs: tuple[Leg, ...] = ()

    @property
    def factor(self) -> Fraction:
        exact = ONE
        for leg in self.legs:
            exact *= leg.factor
        return exact

    @property
    def day(self) -> date:
        """The day of the oldest rate in it."""
        return min((leg.rate.day for leg in self.legs), default=self.asked)

    @property
    def older(self) -> bool:
        """There was no rate of the day itself."""
        return self.day < self.asked

    @property
    def way(self) -> str:
        if not self.legs:
            return "same"
        if len(self.legs) > 1:
            return "triangulated"
        return "inverse" if self.legs[0].inverse else "direct"


@dataclass
class Rates:
    """Known rates, the latest one of each pair on a day at hand."""

    on: date
    latest: dict[tuple[str, str], Rate] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[Rate], on: date) -> Rates:
        latest: dict[tuple[str, str], Rate] = {}
        for rate in rates:
            if rate.value <= 0:
                raise ValueError("a rate is above zero")
            known = latest.get((rate.base, rate.quote))
            if rate.day <= on and (known is None or known.day < rate.day):
                latest[rate.base, rate.quote] = rate
        return cls(on, latest)

    def find(self, base: str, quote: str) -> Found | None:
        """How `base` becomes `quote` on the day, or nothing: a missing rate is never one."""
        if base == quote:
            return Found(base, quote, self.on)
        leg = self._leg(base, quote)
        if leg is not None:
            return Found(base, quote, self.on, (leg,))
        through = self._through(base, quote)
        return Found(base, quote, self.on, through) if through else None

    def _leg(self, base: str, quote: str) -> Leg | None:
        straight, turned = self.latest.get((base, quote)), self.latest.get((quote, base))
        if straight and (turned is None or straight.day >= turned.day):
            return Leg(straight)
        return Leg(turned, inverse=True) if turned else None

    def _through(self, base: str, quote: str) -> tuple[Leg, ...]:
        others = sorted({code for pair in self.latest for code in pair} - {base, quote})
        ways = []
        for third in others:
            first, second = self._leg(base, third), self._leg(third, quote)
            if first and second:
                ways.append((min(first.rate.day, second.rate.day), third, (first, second)))
        if not ways:
            return ()
        youngest = max(day for day, _third, _legs in ways)
        return next(legs for day, _third, legs in ways if day == youngest)


def minor_units(currency: str) -> int:
    """Decimals in which people pay: two for USD, none for JPY, three for KWD."""
    return get_currency_precision(currency)


def rounded(amount: Fraction, currency: str, *, more: int = 0) -> Decimal:
    """Once, to the currency's own decimals and `more`."""
    return as_decimal(amount, minor_units(currency) + more)
