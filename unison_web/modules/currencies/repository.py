"""Named questions about exchange rates."""

from __future__ import annotations

from datetime import date

from sqlalchemy.dialects.postgresql import distinct_on

from unison_web.kit.db.repository import Repository
from unison_web.modules.currencies.models import ExchangeRate


class RateRepository(Repository[ExchangeRate]):
    model_type = ExchangeRate

    async def on_day(self, base: str, quote: str, kind: str, day: date) -> ExchangeRate | None:
        found = self.mine().where(ExchangeRate.base == base, ExchangeRate.quote == quote, ExchangeRate.kind == kind)
        return await self.perhaps(found.where(ExchangeRate.valid_from == day))

    async def latest(self, on: date, kind: str = "mid") -> list[ExchangeRate]:
        """The last rate of every pair up to a day, in one question."""
        found = self.mine().where(ExchangeRate.kind == kind, ExchangeRate.valid_from <= on)
        pair = ExchangeRate.base, ExchangeRate.quote
        return await self.all(found.ext(distinct_on(*pair)).order_by(*pair, ExchangeRate.valid_from.desc()))
