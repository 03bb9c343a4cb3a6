"""Exchange rates: the list, the form, and a question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _, lazy
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.currencies import service
from unison_web.modules.currencies.listings import RATE_VIEW, RATES
from unison_web.modules.currencies.repository import RateRepository
from unison_web.modules.currencies.rules import Currencies
from unison_web.modules.currencies.schemas import ConversionOut, RateIn, RateOut


class ExchangeRateController(Module):
    path = "/exchange-rates"
    tags = ["Currencies"]

    @get("/", permission=Currencies.READ, template="currencies/index.html", listing=RATE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RateOut]:
        """Every rate, the newest first."""
        return await RATES.page(uow, request.query_params)

    @page("/new", permission=Currencies.WRITE, template="currencies/new.html")
    async def new(self, uow: Uow) -> Form:
        return Form(RateIn, {"quote": uow.actor.currency, "valid_from": today(uow)})

    @post(
        "/",
        permission=Currencies.WRITE,
        form="currencies/new.html",
        then="/exchange-rates",
        flash=lazy("Rate recorded"),
    )
    async def create(self, uow: Uow, data: Body[RateIn]) -> RateOut:
        """Record a rate from a day on. For a day that has one it is a correction, with a reason."""
        return RateOut.of(await service.record(uow, data))

    @get("/{rate_id:uuid}", permission=Currencies.READ)
    async def show(self, uow: Uow, rate_id: FromPath[UUID]) -> RateOut:
        """One rate."""
        return RateOut.of(await RateRepository(uow).by_id(rate_id))

    @get("/conversion", permission=Currencies.READ, template="currencies/conversion.html")
    async def convert(
        self,
        uow: Uow,
        amount: FromQuery[str] = "1",
        base: FromQuery[str] = "EUR",
        quote: FromQuery[str] = "",
        on: FromQuery[str] = "",
    ) -> ConversionOut:
        """An amount in another currency on a day, with every rate in it."""
        quote = quote or uow.actor.currency
        return await service.convert(uow, number(amount), base.upper(), quote.upper(), day(uow, on))


def today(uow: Uow) -> date:
    return uow.now().astimezone(uow.actor.timezone).date()


def day(uow: Uow, text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today(uow)
    except ValueError:
        raise Refused(on=_("Enter a date as year-month-day")) from None


def number(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except ArithmeticError:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > Decimal(10) ** 11:
        raise Refused(amount=_("Enter a number"))
    return value
