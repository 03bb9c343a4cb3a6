"""Forecasts: one for each material, kind of period and period."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.demands import rules
from unison_web.modules.demands.models import Forecast
from unison_web.modules.demands.repository import ForecastRepository
from unison_web.modules.demands.schemas import ForecastIn
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.service.meant import material_meant


async def put(uow: UnitOfWork, data: ForecastIn) -> Forecast:
    """New, or in place of the one for the same period."""
    rules.good_forecast(data.quantity).or_refuse()
    material = await material_meant(uow, data.material)
    starts_on = rules.begins(data.bucket, data.starts_on)
    forecast = await ForecastRepository(uow).of(material.id, data.bucket, starts_on)
    if forecast is None:
        material_rules.may_enter_new_lines(material.number, material.state, "material").or_refuse()
        forecast = Forecast(material_id=material.id, bucket=data.bucket, starts_on=starts_on)
        uow.session.add(forecast)
    forecast.quantity, forecast.note = data.quantity, data.note.strip()
    await uow.session.flush()
    forecast.material = material
    return forecast


async def remove(uow: UnitOfWork, forecast: Forecast) -> None:
    await uow.session.delete(forecast)
    await uow.session.flush()
