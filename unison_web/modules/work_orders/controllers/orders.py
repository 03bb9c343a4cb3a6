"""List, record, new and edit."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, patch, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.work_orders import listings, presenters
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import WorkOrderEdit, WorkOrderIn, WorkOrderOut, WorkOrderRow
from unison_web.modules.work_orders.service import making, outputs
from unison_web.modules.work_orders.service.shortages import availability


async def the_number(request: WebRequest, uow: Uow, number: str) -> str:
    return number


class WorkOrderController(Module):
    path = "/work-orders"
    tags = ["Work orders"]

    @get("/", permission=WorkOrders.READ, template="work_orders/index.html", listing=listings.VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[WorkOrderRow]:
        """Orders by due date, filtered and searched; pages by cursor."""
        return await listings.WORK_ORDERS.page(uow, request.query_params)

    @page("/new", permission=WorkOrders.CREATE, template="work_orders/form.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(WorkOrderIn, {"material": request.query_params.get("material", "")})

    @post(
        "/",
        permission=WorkOrders.CREATE,
        form="work_orders/form.html",
        then="/work-orders/{number}",
        flash=_("Order {number} created"),
    )
    async def create(self, uow: Uow, data: Body[WorkOrderIn]) -> WorkOrderOut:
        """A planned order with a frozen copy of today's bill of materials and routing."""
        return await after(uow, (await making.create(uow, data)).number)

    @get("/{number:str}", permission=WorkOrders.READ, template="work_orders/show.html")
    async def show(self, uow: Uow, number: FromPath[str]) -> WorkOrderOut:
        """One order: operations, materials with what is missing, and the verbs that are possible now."""
        return await shown(uow, number)

    @page("/{number:str}/edit", permission=WorkOrders.EDIT, template="work_orders/edit.html")
    async def edit(self, uow: Uow, number: FromPath[str]) -> Form:
        return edit_form(await WorkOrderRepository(uow).by_number(number), uow)

    @post(
        "/{number:str}/edit",
        permission=WorkOrders.EDIT,
        form="work_orders/edit.html",
        about=the_number,
        then="/work-orders/{number}",
        include_in_schema=False,
        status_code=200,
    )
    async def save(self, uow: Uow, number: FromPath[str], data: Body[WorkOrderEdit]) -> WorkOrderOut:
        """The same change as PATCH, for plain forms."""
        return await changed(uow, number, data)

    @patch("/{number:str}", permission=WorkOrders.EDIT)
    async def update(self, uow: Uow, number: FromPath[str], data: Body[WorkOrderEdit]) -> WorkOrderOut:
        """Change date, priority, customer and note; the quantity only before release."""
        return await changed(uow, number, data)


async def changed(uow: UnitOfWork, number: str, data: WorkOrderEdit) -> WorkOrderOut:
    order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
    await making.edit(uow, order, data)
    return await after(uow, number)


async def after(uow: UnitOfWork, number: str) -> WorkOrderOut:
    """The record once everything is written: read anew, so that the database has the last word."""
    await uow.session.flush()
    uow.session.expire_all()
    return await shown(uow, number)


async def shown(uow: UnitOfWork, number: str) -> WorkOrderOut:
    """The record as the person asking sees it."""
    order = await WorkOrderRepository(uow).by_number(number, whole=True)
    brought = await outputs.brought(uow, order.id, [each.material_id for each in order.outputs])
    return presenters.record(order, uow.actor, await availability(uow, order), clock.now(), brought)


def edit_form(order: WorkOrder, uow: UnitOfWork) -> Form:
    values = {
        "quantity": order.quantity, "due_at": order.due_at.astimezone(uow.actor.timezone), "priority": order.priority,
        "customer": order.customer, "note": order.note, "custom": order.custom, "version": order.version,
    }  # fmt: skip
    return Form(WorkOrderEdit, values, context=order.number)
