"""Customer orders and a forecast for the bicycle factory. Made up: the source has no dated orders. The prices are the
source's list prices, less a dealer's third."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from unison_web.demo.adventureworks.costs import materials_by_number
from unison_web.demo.adventureworks.records import Factory
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.ledger import NumberSeries
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine, Forecast
from unison_web.modules.demands.repository import LineRepository
from unison_web.modules.demands.rules import begins
from unison_web.modules.demands.service import orders
from unison_web.modules.partners.models import Partner

#: Dollars for one of the customer's currency; round numbers, for a demo.
DOLLARS = {
    "USD": "1",
    "CAD": "0.73",
    "EUR": "1.10",
    "GBP": "1.28",
    "SEK": "0.095",
    "PLN": "0.25",
    "AUD": "0.66",
    "NZD": "0.6",
}
DEALER = Decimal("0.66")
BIKES = ("BK-R93R-62", "BK-R93R-44", "BK-R93R-48", "BK-T79U-54", "BK-T79U-60", "BK-M82B-38", "BK-M82S-42", "BK-M82B-42")
PARTS = ("FR-T98U-54", "FR-R92R-62", "FR-M94B-38", "HB-R956", "FW-R820", "RW-M928")
CENT = Decimal("0.01")


async def demand(uow: UnitOfWork, factory: Factory) -> None:
    """Orders of ten weeks, some of them made already, and nine months of forecast for the bicycles."""
    dice = random.Random(43659)
    known = await materials_by_number(uow)
    today = uow.now().date()
    customers = await customers_of(uow)
    prices = {product.number: product.list_price or product.standard_cost * 2 for product in factory.products}
    heads, lines = [], []
    for place in range(30):
        head, its = order(place, dice.choice(customers), today, dice)
        heads.append(head)
        lines += [{**line, "material_id": known[number][0], "unit_id": known[number][1],
                   "price": price(prices[number], head["currency"])} for number, line in its]  # fmt: skip
    await bulk_insert(uow, CustomerOrder, heads)
    await bulk_insert(uow, CustomerOrderLine, lines)
    await bulk_insert(uow, Forecast, list(forecast(known, today, dice)))
    uow.session.add(NumberSeries(kind="customer_order", pattern="CO-{n}", next_value=1001 + len(heads)))
    await make_some(uow, heads, lines)


async def customers_of(uow: UnitOfWork) -> list[tuple[UUID, str]]:
    statement = select(Partner.id, Partner.currency).where(
        Partner.organization_id == uow.organization_id, Partner.customer
    )
    return [(key, currency) for key, currency in await uow.session.execute(statement.order_by(Partner.number))]


def order(
    place: int, customer: tuple[UUID, str], today: date, dice: random.Random
) -> tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]:
    ordered = today - timedelta(days=40 - place)
    due = ordered + timedelta(days=dice.choice((21, 28, 35, 42)))
    state = "closed" if due < today - timedelta(days=2) else "confirmed" if place < 26 else "draft"
    head = {
        "id": new_id(), "number": f"CO-{1001 + place}", "customer_id": customer[0], "currency": customer[1],
        "reference": f"PO {dice.randrange(10_000, 99_999)}", "ordered_on": ordered, "due_on": due, "note": "",
        "state": state,
    }  # fmt: skip
    wanted = dice.sample(BIKES, dice.choice((1, 2, 3))) + dice.sample(PARTS, dice.choice((0, 1)))
    lines = [
        (number, {
            "id": new_id(), "order_id": head["id"], "position": 10 * (index + 1), "due_on": due, "note": "",
            "quantity": Decimal(dice.choice((2, 4, 5, 6, 8, 10, 12, 20))), "work_order_id": None,
        })
        for index, number in enumerate(wanted)
    ]  # fmt: skip
    return head, lines


def price(dollars: Decimal, currency: str) -> Decimal:
    return (dollars * DEALER / Decimal(DOLLARS[currency])).quantize(CENT)


def forecast(known: dict[str, tuple[UUID, UUID]], today: date, dice: random.Random) -> Iterator[dict[str, Any]]:
    """More in spring."""
    for number in BIKES:
        usual = dice.choice((20, 30, 40))
        month = begins("month", today)
        for _each in range(9):
            more = 2 if 3 <= month.month <= 6 else 1
            yield {
                "material_id": known[number][0], "bucket": "month", "starts_on": month,
                "quantity": Decimal(usual * more + dice.choice((-5, 0, 5))), "note": "",
            }  # fmt: skip
            month = begins("month", month + timedelta(days=32))


async def make_some(uow: UnitOfWork, heads: list[dict[str, Any]], lines: list[dict[str, Any]]) -> None:
    """A few lines of confirmed orders have their work order."""
    confirmed = {head["id"] for head in heads if head["state"] == "confirmed"}
    for line in [line for line in lines if line["order_id"] in confirmed][:4]:
        await orders.make(uow, await LineRepository(uow).of(line["order_id"], line["id"]))
