"""Lines of customer orders, and the work orders they lead to."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.demands.controllers.orders import the_order
from unison_web.modules.demands.listings import LINE_VIEW, ORDER_LINES
from unison_web.modules.demands.presenters import order_out
from unison_web.modules.demands.repository import LineRepository, OrderRepository
from unison_web.modules.demands.rules import Demands
from unison_web.modules.demands.schemas import LineRow, MadeOut, OrderLineIn, OrderOut
from unison_web.modules.demands.service import orders as service
from unison_web.modules.work_orders.rules import WorkOrders


class LineListController(Module):
    path = "/customer-order-lines"
    tags = ["Demands"]

    @get("/", permission=Demands.READ, template="demands/lines.html", listing=LINE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[LineRow]:
        """Lines of all customer orders by due date, filters `open`, `state`, `material`, `customer`, `due`."""
        return await ORDER_LINES.page(uow, request.query_params)


class LineController(Module):
    path = "/customer-orders/{order_id:uuid}/lines"
    tags = ["Demands"]

    @page("/new", permission=Demands.WRITE, template="demands/line.html", about=the_order)
    async def new(self, uow: Uow, order_id: FromPath[UUID]) -> Form:
        order = await OrderRepository(uow).by_id(order_id)
        return Form(OrderLineIn, {"due_on": order.due_on})

    @post("/", permission=Demands.WRITE, form="demands/line.html", about=the_order, then="/customer-orders/{id}")
    async def create(self, uow: Uow, order_id: FromPath[UUID], data: Body[OrderLineIn]) -> OrderOut:
        """Add a line."""
        return order_out(await service.add_line(uow, await OrderRepository(uow).by_id(order_id), data))

    @page("/{line_id:uuid}/edit", permission=Demands.WRITE, template="demands/line.html", about=the_order)
    async def edit(self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID]) -> Form:
        line = await LineRepository(uow).of(order_id, line_id)
        said = {name: getattr(line, name) for name in OrderLineIn.__struct_fields__}
        return Form(OrderLineIn, {**said, "material": line.material.number, "unit": line.unit.code})

    @post(
        "/{line_id:uuid}/edit", permission=Demands.WRITE, page=True, form="demands/line.html", about=the_order,
        then="/customer-orders/{id}",
    )  # fmt: skip
    async def save(
        self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[OrderLineIn]
    ) -> OrderOut:
        return order_out(await service.change_line(uow, await LineRepository(uow).of(order_id, line_id), data))

    @put("/{line_id:uuid}", permission=Demands.WRITE)
    async def update(
        self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID], data: Body[OrderLineIn]
    ) -> OrderOut:
        """Replace a line."""
        return order_out(await service.change_line(uow, await LineRepository(uow).of(order_id, line_id), data))

    @delete("/{line_id:uuid}", permission=Demands.WRITE, status_code=200)
    async def delete(self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID]) -> OrderOut:
        """Take a line away for which nothing is made."""
        return order_out(await service.remove_line(uow, await LineRepository(uow).of(order_id, line_id)))

    @post("/{line_id:uuid}/removal", permission=Demands.WRITE, page=True, then="/customer-orders/{id}")
    async def remove(self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID]) -> OrderOut:
        return order_out(await service.remove_line(uow, await LineRepository(uow).of(order_id, line_id)))

    @post(
        "/{line_id:uuid}/work-order", permission=WorkOrders.CREATE, then="/customer-orders/{order_id}",
        flash=_("Work order {work_order} created"),
    )  # fmt: skip
    async def make(self, uow: Uow, order_id: FromPath[UUID], line_id: FromPath[UUID]) -> MadeOut:
        """Make it: a planned work order for the whole line, due on its day, linked both ways."""
        line = await LineRepository(uow).of(order_id, line_id, lock=True)
        return MadeOut(order_id, await service.make(uow, line))
