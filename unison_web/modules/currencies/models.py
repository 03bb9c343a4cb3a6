"""Exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.engine.currency import Rate
from unison_web.kit.db.base import Model, Tenant, states, tenant_unique
from unison_web.modules.currencies import rules


class ExchangeRate(Tenant, Model):
    """One ``base`` is ``value`` of ``quote`` from a day on."""

    __tablename__ = "exchange_rates"
    __table_args__ = (
        tenant_unique("base", "quote", "kind", "valid_from"),
        states("kind", rules.KINDS),
        CheckConstraint("value > 0", name="value"),
    )

    base: Mapped[str]
    quote: Mapped[str]
    valid_from: Mapped[date]
    kind: Mapped[str] = mapped_column(default="mid")
    value: Mapped[Decimal] = mapped_column(default=Decimal(1))
    source: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")

    @property
    def audit_label(self) -> str:
        return f"{self.base}/{self.quote} {self.valid_from.isoformat()}"

    @property
    def exact(self) -> Rate:
        return Rate(self.base, self.quote, self.valid_from, self.value, self.id, self.source)
