"""Forecasts."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.demands.listings import FORECAST_VIEW, FORECASTS
from unison_web.modules.demands.models import Forecast
from unison_web.modules.demands.presenters import forecast_out
from unison_web.modules.demands.repository import ForecastRepository
from unison_web.modules.demands.rules import Demands
from unison_web.modules.demands.schemas import ForecastIn, ForecastOut
from unison_web.modules.demands.service import forecasts as service
from unison_web.modules.materials.repository import MaterialRepository


class ForecastController(Module):
    path = "/forecasts"
    tags = ["Demands"]

    @get("/", permission=Demands.READ, template="demands/forecasts.html", listing=FORECAST_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ForecastOut]:
        """Expected demand by period, filters `bucket`, `material`, `starts`, and `sort`."""
        return await FORECASTS.page(uow, request.query_params)

    @page("/new", permission=Demands.WRITE, template="demands/forecast.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        asked = {name: request.query_params.get(name, "") for name in ("material", "bucket", "starts_on", "quantity")}
        return Form(ForecastIn, {name: value for name, value in asked.items() if value})

    @post("/", permission=Demands.WRITE, form="demands/forecast.html", then="/forecasts", flash=_("Forecast written"))
    async def create(self, uow: Uow, data: Body[ForecastIn]) -> ForecastOut:
        """Say how much is expected in a week or a month; what was said for it before is replaced."""
        forecast = await service.put(uow, data)
        return forecast_out(forecast, forecast.material.unit.code)

    @get("/{forecast_id:uuid}", permission=Demands.READ)
    async def show(self, uow: Uow, forecast_id: FromPath[UUID]) -> ForecastOut:
        """One forecast."""
        return (await found(uow, forecast_id))[1]

    @delete("/{forecast_id:uuid}", permission=Demands.WRITE, status_code=200)
    async def delete(self, uow: Uow, forecast_id: FromPath[UUID]) -> ForecastOut:
        """Take a forecast back; the answer is what it said."""
        return await without(uow, forecast_id)

    @post("/{forecast_id:uuid}/removal", permission=Demands.WRITE, page=True, then="/forecasts")
    async def remove(self, uow: Uow, forecast_id: FromPath[UUID]) -> ForecastOut:
        return await without(uow, forecast_id)


async def found(uow: Uow, forecast_id: UUID) -> tuple[Forecast, ForecastOut]:
    forecast = await ForecastRepository(uow).record(forecast_id)
    material = await MaterialRepository(uow).record(forecast.material_id)
    return forecast, forecast_out(forecast, material.unit.code)


async def without(uow: Uow, forecast_id: UUID) -> ForecastOut:
    forecast, said = await found(uow, forecast_id)
    await service.remove(uow, forecast)
    return said
