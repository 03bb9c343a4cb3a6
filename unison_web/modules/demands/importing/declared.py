"""Customer orders with their lines, and forecasts, from files."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta
from sqlalchemy.orm import joinedload

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _ as say
from unison_web.kit.i18n import lazy as _
from unison_web.kit.importing.declaring import Importable, columns_of_row
from unison_web.kit.importing.report import Report
from unison_web.kit.importing.rows import Code
from unison_web.kit.importing.writing import Values, upsert
from unison_web.kit.state import YES, Verdict, no
from unison_web.kit.web.structs import In
from unison_web.modules.demands import rules
from unison_web.modules.demands.models import CustomerOrder, CustomerOrderLine, Forecast
from unison_web.modules.demands.repository import ForecastRepository, LineRepository, OrderRepository
from unison_web.modules.materials.models import Material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.service.costs import today
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.repository import PartnerRepository


class OrderLineRow(In):
    """A line with the head of its order beside it."""

    order: Code
    customer: Code
    material: Code
    quantity: Decimal
    due: date
    line: Annotated[int, Meta(ge=1)] = 10
    price: Decimal = Decimal(0)
    currency: Annotated[str, Meta(pattern="^([A-Z]{3})?$")] = ""
    reference: str = ""
    note: str = ""


class ForecastRow(In):
    material: Code
    starts: date
    quantity: Decimal
    bucket: Literal["week", "month"] = "month"
    note: str = ""


async def materials_of(uow: UnitOfWork, numbers: set[str]) -> dict[str, Material]:
    return {row.number: row for row in await MaterialRepository(uow).numbered(numbers)}


def known_material(number: str, material: Material | None) -> Verdict:
    words = say("There is no material with the number {number}")
    return YES if material else no(words.format(number=number), field="material")


class CustomerOrders:
    """By order number and line. New orders are drafts; one that is closed or cancelled takes no line."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, OrderLineRow]]) -> None:
        materials = await materials_of(self.uow, {row.material for _n, row in rows})
        customers = await self._customers({row.customer for _n, row in rows})
        orders = await self._orders({row.order for _n, row in rows})
        good: list[tuple[int, OrderLineRow]] = []
        for number, row in rows:
            verdict = self._verdict(
                row, materials.get(row.material), customers.get(row.customer), orders.get(row.order)
            )
            if not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
            elif self.report.first(number, "customer order", (row.order, row.line), "line", f"{row.order} {row.line}"):
                good.append((number, row))
        heads = await self._heads(good, customers, orders)
        about_heads = dict(self.report.effects)
        await self._lines(
            [(number, row) for number, row in good if self._has_head(number, row, heads)], heads, materials
        )
        for number, effect in about_heads.items():
            if effect.changes and not self.report.effects[number].changes:
                self.report.effects[number] = effect

    def _verdict(
        self, row: OrderLineRow, material: Material | None, customer: Partner | None, order: CustomerOrder | None
    ) -> Verdict:
        if customer is None or not customer.customer:
            words = say("There is no customer with the number {number}")
            return no(words.format(number=row.customer), field="customer")
        if order is not None and not rules.may_change(order.state):
            return no(rules.may_change(order.state).why, field="order")
        return known_material(row.material, material) and rules.good_line(row.quantity, row.price)

    async def _heads(
        self, good: list[tuple[int, OrderLineRow]], customers: dict[str, Partner], orders: dict[str, CustomerOrder]
    ) -> dict[str, UUID]:
        """Their ids by number. Of a head that is there already only the company's own fields are changed."""
        found = {number: order.id for number, order in orders.items()}
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in good:
            if row.order in orders and row.order not in wanted and self.report.extras.get(number):
                wanted[row.order], places[row.order] = {}, number
            if row.order not in found:
                places[row.order] = number
                customer, found[row.order] = customers[row.customer], new_id()
                wanted[row.order] = {
                    "id": found[row.order], "number": row.order, "customer_id": customer.id, "due_on": row.due,
                    "ordered_on": today(self.uow), "currency": row.currency or customer.currency,
                    "reference": row.reference, "note": "", "state": "draft",
                }  # fmt: skip
        known: dict[Hashable, CustomerOrder] = {number: order for number, order in orders.items()}
        await upsert(self.uow, CustomerOrder, known, wanted, self.report, places if self.report.fields else None)
        without = [key for key, values in wanted.items() if self.report.fields and "custom" not in values]
        return {number: key for number, key in found.items() if number not in without}

    def _has_head(self, number: int, row: OrderLineRow, heads: dict[str, UUID]) -> bool:
        """Lines of an order whose head cannot be taken are not taken either."""
        if row.order not in heads:
            words = str(_("The head of order {number} could not be taken"))
            self.report.refuse(number, words.format(number=row.order), "order")
        return row.order in heads

    async def _lines(
        self, good: list[tuple[int, OrderLineRow]], heads: dict[str, UUID], materials: dict[str, Material]
    ) -> None:
        lines = LineRepository(self.uow)
        rows = await lines.all(lines.mine().where(CustomerOrderLine.order_id.in_(heads.values())))
        known: dict[Hashable, CustomerOrderLine] = {(line.order_id, line.position): line for line in rows}
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in good:
            key = heads[row.order], row.line
            places[key] = number
            wanted[key] = {
                "order_id": key[0], "position": row.line, "material_id": materials[row.material].id,
                "unit_id": materials[row.material].unit_id, "quantity": row.quantity, "due_on": row.due,
                "price": row.price, "note": row.note,
            }  # fmt: skip
        await upsert(self.uow, CustomerOrderLine, known, wanted, self.report, places)

    async def _customers(self, numbers: set[str]) -> dict[str, Partner]:
        partners = PartnerRepository(self.uow)
        return {row.number: row for row in await partners.all(partners.mine().where(Partner.number.in_(numbers)))}

    async def _orders(self, numbers: set[str]) -> dict[str, CustomerOrder]:
        orders = OrderRepository(self.uow)
        return {row.number: row for row in await orders.all(orders.mine().where(CustomerOrder.number.in_(numbers)))}


class Forecasts:
    """By material, kind of period and period."""

    def __init__(self, uow: UnitOfWork, report: Report) -> None:
        self.uow, self.report = uow, report

    async def write(self, rows: Sequence[tuple[int, ForecastRow]]) -> None:
        materials = await materials_of(self.uow, {row.material for _n, row in rows})
        forecasts = ForecastRepository(self.uow)
        mine = forecasts.mine().where(Forecast.material_id.in_([each.id for each in materials.values()]))
        known: dict[Hashable, Forecast] = {
            (row.material_id, row.bucket, row.starts_on): row
            for row in await forecasts.all(mine, joinedload(Forecast.material))
        }
        wanted: dict[Hashable, Values] = {}
        places: dict[Hashable, int] = {}
        for number, row in rows:
            material = materials.get(row.material)
            verdict = known_material(row.material, material) and rules.good_forecast(row.quantity)
            if material is None or not verdict:
                self.report.refuse(number, verdict.why, verdict.field)
                continue
            key = material.id, row.bucket, rules.begins(row.bucket, row.starts)
            if self.report.first(number, "forecast", key, "starts", row.material):
                places[key] = number
                wanted[key] = {"material_id": key[0], "bucket": key[1], "starts_on": key[2],
                               "quantity": row.quantity, "note": row.note}  # fmt: skip
        await upsert(self.uow, Forecast, known, wanted, self.report, places)


CUSTOMER_ORDERS = Importable(
    "customer-orders", _("Customer orders"), rules.Demands.WRITE, OrderLineRow,
    columns_of_row(
        OrderLineRow, order=(_("Order"), "customer_order"), customer=(_("Customer"), "customer_number"),
        material=_("Material"), quantity=_("Quantity"), due=_("Due"), line=(_("Line"), "order_line"),
        price=(_("Price of one"), "unit_price"), currency=_("Currency"),
        reference=(_("Their number"), "customer_reference"), note=_("Note"),
    ),
    ("order", "line"), CustomerOrders, href="/customer-orders", extends="customer-orders",
    hint=_("One row for each line; the head of the order is repeated. New orders are drafts."),
    sheets=("customer orders", "sales orders", "kundenaufträge", "pedidos", "commandes"),
)  # fmt: skip
FORECASTS = Importable(
    "forecasts", _("Forecast"), rules.Demands.WRITE, ForecastRow,
    columns_of_row(
        ForecastRow, material=_("Material"), starts=(_("Beginning"), "period_start"), quantity=_("Quantity"),
        bucket=(_("For a"), "bucket"), note=_("Note"),
    ),
    ("material", "bucket", "starts"), Forecasts, href="/forecasts",
    sheets=("forecast", "forecasts", "prognose", "previsión", "prévision"),
)  # fmt: skip
IMPORTABLES = (CUSTOMER_ORDERS, FORECASTS)
