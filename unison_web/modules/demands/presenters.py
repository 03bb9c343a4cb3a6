"""Customer orders and forecasts as they are shown."""

from __future__ import annotations

from decimal import Decimal

from unison_web.modules.demands import rules
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine, Forecast
from unison_web.modules.demands.schemas import ForecastOut, OrderLineOut, OrderOut
from unison_web.modules.materials.rules import warning


def order_out(order: CustomerOrder) -> OrderOut:
    """With customer and lines, which have to be loaded."""
    return OrderOut.of(
        order,
        customer=order.customer.name,
        customer_number=order.customer.number,
        total=sum((line.quantity * line.price for line in order.lines), Decimal(0)),
        verbs=[
            verb for verb in rules.LIFE.verbs_from(order.state) if rules.may_go(verb, order.state, len(order.lines))
        ],
        lines=[line_out(line, order.state) for line in order.lines],
    )


def line_out(line: CustomerOrderLine, state: str) -> OrderLineOut:
    made = line.work_order
    number = made.number if made else ""
    return OrderLineOut.of(
        line,
        material=line.material.number,
        material_name=line.material.name,
        unit=line.unit.code,
        amount=line.quantity * line.price,
        work_order=number,
        work_order_state=made.state if made else "",
        makeable=bool(rules.may_make(state, line.material.type, number)),
        warning=warning(line.material.number, line.material.state) if state in rules.OPEN else "",
    )


def forecast_out(forecast: Forecast, unit: str) -> ForecastOut:
    return ForecastOut.of(forecast, material=forecast.material.number, material_name=forecast.material.name, unit=unit)
