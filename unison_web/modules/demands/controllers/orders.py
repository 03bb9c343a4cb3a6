"""Customer orders: list, record, create, change, and their states."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.demands.listings import ORDER_VIEW, ORDERS
from unison_web.modules.demands.presenters import order_out
from unison_web.modules.demands.repository import OrderRepository
from unison_web.modules.demands.rules import Demands
from unison_web.modules.demands.schemas import OrderIn, OrderOut, OrderRow, OrderStateIn
from unison_web.modules.demands.service import orders as service


async def the_order(request: WebRequest, uow: Uow, order_id: UUID, **place: UUID) -> Record:
    order = await OrderRepository(uow).by_id(order_id)
    return Record(order.number, f"/customer-orders/{order_id}")


class CustomerOrderController(Module):
    path = "/customer-orders"
    tags = ["Demands"]

    @get("/", permission=Demands.READ, template="demands/orders.html", listing=ORDER_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[OrderRow]:
        """Customer orders by due date, by words `q`, filters `open`, `state`, `customer`, `due`, and `sort`."""
        return await ORDERS.page(uow, request.query_params)

    @page("/new", permission=Demands.WRITE, template="demands/order.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(OrderIn, {"customer": request.query_params.get("customer", "")})

    @post(
        "/", permission=Demands.WRITE, form="demands/order.html", then="/customer-orders/{id}",
        flash=_("Customer order {number} created"),
    )  # fmt: skip
    async def create(self, uow: Uow, data: Body[OrderIn]) -> OrderOut:
        """A draft; lines follow."""
        return order_out(await service.create(uow, data))

    @get("/{order_id:uuid}", permission=Demands.READ, template="demands/show.html")
    async def show(self, uow: Uow, order_id: FromPath[UUID]) -> OrderOut:
        """One customer order with its lines and what may be done with it."""
        return order_out(await OrderRepository(uow).record(order_id))

    @page("/{order_id:uuid}/edit", permission=Demands.WRITE, template="demands/order.html", about=the_order)
    async def edit(self, uow: Uow, order_id: FromPath[UUID]) -> Form:
        order = await OrderRepository(uow).record(order_id)
        said = {name: getattr(order, name) for name in OrderIn.__struct_fields__}
        return Form(OrderIn, {**said, "customer": order.customer.number})

    @post(
        "/{order_id:uuid}/edit", permission=Demands.WRITE, page=True, form="demands/order.html", about=the_order,
        then="/customer-orders/{id}", flash=_("Customer order changed"),
    )  # fmt: skip
    async def save(self, uow: Uow, order_id: FromPath[UUID], data: Body[OrderIn]) -> OrderOut:
        return order_out(await service.change(uow, await OrderRepository(uow).by_id(order_id), data))

    @put("/{order_id:uuid}", permission=Demands.WRITE)
    async def update(self, uow: Uow, order_id: FromPath[UUID], data: Body[OrderIn]) -> OrderOut:
        """Replace what its head says."""
        return order_out(await service.change(uow, await OrderRepository(uow).by_id(order_id), data))

    @post("/{order_id:uuid}/state", permission=Demands.WRITE, then="/customer-orders/{id}", status_code=200)
    async def move(self, uow: Uow, order_id: FromPath[UUID], data: Body[OrderStateIn]) -> OrderOut:
        """Confirm, close, cancel or reopen a customer order."""
        order = await OrderRepository(uow).record(order_id)
        return order_out(await service.go(uow, order, data.verb, data.reason))
