"""The list of exchange rates."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.currencies import rules
from unison_web.modules.currencies.models import ExchangeRate
from unison_web.modules.currencies.schemas import RateOut

KINDS = tuple(rules.KIND_LABELS.items())

RATES: Listing[RateOut] = Listing(
    noun="exchange-rates",
    url="/exchange-rates",
    model=ExchangeRate,
    columns=(
        Column("valid_from", _("From"), ExchangeRate.valid_from),
        Column("base", _("One"), ExchangeRate.base),
        Column("value", _("Rate"), ExchangeRate.value, numeric=True),
        Column("quote", _("In"), ExchangeRate.quote),
        Column("kind", _("Kind"), ExchangeRate.kind, words=rules.KIND_LABELS),
        Column("source", _("Source"), ExchangeRate.source),
        Column("reason", _("Reason"), ExchangeRate.reason),
    ),
    reads=Columns(RateOut, ExchangeRate),
    default_sort="-valid_from",
    search=(ExchangeRate.base, ExchangeRate.quote, ExchangeRate.source),
    filters=(
        choice("kind", _("Kind"), ExchangeRate.kind, KINDS),
        *period("valid_from", _("From"), ExchangeRate.valid_from),
    ),
)
RATE_VIEW = ListView(RATES, _("Exchange rates"), _("Currency or source"), "{n} exchange rate", "{n} exchange rates")
