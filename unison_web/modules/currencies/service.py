"""Writing exchange rates and asking them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from unison_web.engine.currency import Found, Rates, rounded
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.state import all_of
from unison_web.modules.currencies import rules
from unison_web.modules.currencies.models import ExchangeRate
from unison_web.modules.currencies.repository import RateRepository
from unison_web.modules.currencies.schemas import ConversionOut, LegOut, RateIn


async def record(uow: UnitOfWork, data: RateIn) -> ExchangeRate:
    """A rate from a day on; the same day again is a correction with a reason."""
    all_of(
        [
            rules.known_currency(data.base, "base"),
            rules.known_currency(data.quote, "quote"),
            rules.good_rate(data.base, data.quote, data.value),
        ]
    ).or_refuse()
    rate = await RateRepository(uow).on_day(data.base, data.quote, data.kind, data.valid_from)
    rules.corrects(rate.value if rate else None, data.value, data.reason).or_refuse()
    if rate is None:
        rate = ExchangeRate(base=data.base, quote=data.quote, kind=data.kind, valid_from=data.valid_from)
        uow.session.add(rate)
    uow.reason = data.reason.strip() or uow.reason
    rate.value, rate.source, rate.reason = data.value, data.source.strip(), data.reason.strip()
    await uow.session.flush()
    return rate


async def rates_of(uow: UnitOfWork, on: date, kind: str = "mid") -> Rates:
    """Every pair as it stands on a day, for whoever computes with many amounts."""
    return Rates.of([rate.exact for rate in await RateRepository(uow).latest(on, kind)], on)


async def convert(
    uow: UnitOfWork, amount: Decimal, base: str, quote: str, on: date, kind: str = "mid"
) -> ConversionOut:
    """An amount in another currency, and how."""
    all_of([rules.known_currency(base, "base"), rules.known_currency(quote, "quote")]).or_refuse()
    found = (await rates_of(uow, on, kind)).find(base, quote)
    if found is None:
        problem = rules.not_found(base, quote, on)
        return ConversionOut(amount, base, quote, on, None, "", None, False, [], problem)
    result = rounded(Fraction(amount) * found.factor, quote)
    return ConversionOut(amount, base, quote, on, result, found.way, found.day, found.older, legs_of(found))


def legs_of(found: Found) -> list[LegOut]:
    return [LegOut.of(leg.rate, id=leg.rate.key, inverse=leg.inverse) for leg in found.legs]
