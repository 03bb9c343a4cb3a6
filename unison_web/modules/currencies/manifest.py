"""What currencies mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.search import Deed
from unison_web.modules.currencies.controllers import ExchangeRateController
from unison_web.modules.currencies.listings import RATE_VIEW
from unison_web.modules.currencies.rules import Currencies

MANIFEST = Manifest(
    name="currencies",
    controllers=(ExchangeRateController,),
    permissions=(Currencies,),
    navigation=(Entry("analyse", _("Exchange rates"), "/exchange-rates", Currencies.READ, order=70),),
    listings=(RATE_VIEW,),
    deeds=(Deed(_("New exchange rate"), "/exchange-rates/new", Currencies.WRITE),),
    tables=("exchange_rates",),
)
