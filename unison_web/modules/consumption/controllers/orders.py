"""The stock of one order, as a tab of its page, and what people do there."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.consumption.presenters import missing_out, moved_out, reservation_out
from unison_web.modules.consumption.repository import MissingRepository, ReservationRepository, moved_for
from unison_web.modules.consumption.schemas import IssueIn, OrderStock, ReservationIn, ReturnIn
from unison_web.modules.consumption.service import byhand
from unison_web.modules.stock.controllers.verbs import asked
from unison_web.modules.stock.rules import Stock
from unison_web.modules.work_orders.controllers.orders import shown
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository

THEN = "/work-orders/{order.number}/stock"


async def the_order(request: WebRequest, uow: Uow, number: str, **place: UUID) -> Record:
    order = await WorkOrderRepository(uow).by_number(number)
    return Record(order.number, f"/work-orders/{order.number}/stock")


async def order_stock(uow: UnitOfWork, number: str) -> OrderStock:
    """The newest of what an order took and made, what is kept for it, what was missing."""
    await uow.session.flush()
    order = await WorkOrderRepository(uow).by_number(number)
    rows = await moved_for(uow, order.id)
    gone = {row.reverses_id for row in rows if row.reverses_id}
    missing = await MissingRepository(uow).of_order(order.id)
    return OrderStock(
        await shown(uow, number),
        [reservation_out(row) for row in await ReservationRepository(uow).of_order(order.id)],
        [missing_out(row, order.number, row.material.unit.code) for row in missing],
        [moved_out(row, gone) for row in rows],
    )


class OrderStockController(Module):
    path = "/work-orders/{number:str}/stock"
    tags = ["Stock of orders"]

    @get("/", permission=Stock.READ, template="consumption/order.html")
    async def index(self, uow: Uow, number: FromPath[str]) -> OrderStock:
        """What an order reserved, took and made, and what was missing."""
        return await order_stock(uow, number)

    @page("/issues/new", permission=Stock.MOVE, template="consumption/issue.html", about=the_order)
    async def ask_issue(self, request: WebRequest, uow: Uow, number: FromPath[str]) -> Form:
        await WorkOrderRepository(uow).by_number(number)
        return asked(IssueIn, request)

    @post("/issues", permission=Stock.MOVE, form="consumption/issue.html", about=the_order, then=THEN,
          flash=_("Issued"))  # fmt: skip
    async def issue(self, uow: Uow, number: FromPath[str], data: Body[IssueIn]) -> OrderStock:
        """Give stock to an order by hand. Reports then use it up first."""
        await byhand.issue(uow, await locked(uow, number), data)
        return await order_stock(uow, number)

    @page("/returns/new", permission=Stock.MOVE, template="consumption/return.html", about=the_order)
    async def ask_return(self, request: WebRequest, uow: Uow, number: FromPath[str]) -> Form:
        await WorkOrderRepository(uow).by_number(number)
        return asked(ReturnIn, request)

    @post("/returns", permission=Stock.MOVE, form="consumption/return.html", about=the_order, then=THEN,
          flash=_("Returned"))  # fmt: skip
    async def give_back(self, uow: Uow, number: FromPath[str], data: Body[ReturnIn]) -> OrderStock:
        """Put back into stock what an order did not need."""
        await byhand.give_back(uow, await locked(uow, number), data)
        return await order_stock(uow, number)

    @page("/reservations/new", permission=Stock.MOVE, template="consumption/reservation.html", about=the_order)
    async def ask_reservation(self, request: WebRequest, uow: Uow, number: FromPath[str]) -> Form:
        await WorkOrderRepository(uow).by_number(number)
        return asked(ReservationIn, request)

    @post("/reservations", permission=Stock.MOVE, form="consumption/reservation.html", about=the_order, then=THEN,
          flash=_("Reserved"))  # fmt: skip
    async def reserve(self, uow: Uow, number: FromPath[str], data: Body[ReservationIn]) -> OrderStock:
        """Keep stock for an order, so that nobody else can take it."""
        await byhand.reserve(uow, await locked(uow, number), data)
        return await order_stock(uow, number)

    @post("/reservations/{reservation_id:uuid}/removal", permission=Stock.MOVE, then=THEN, status_code=200)
    async def let_go(self, uow: Uow, number: FromPath[str], reservation_id: FromPath[UUID]) -> OrderStock:
        """Let others take it again."""
        order = await locked(uow, number)
        rows = [row for row in await ReservationRepository(uow).of_order(order.id) if row.id == reservation_id]
        if not rows:
            raise NotFound
        await byhand.let_go(uow, rows)
        return await order_stock(uow, number)


async def locked(uow: UnitOfWork, number: str) -> WorkOrder:
    """Everything that happens on one order happens one after the other."""
    return await WorkOrderRepository(uow).by_number(number, lock=True)
