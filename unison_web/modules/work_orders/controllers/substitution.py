"""What is taken instead of a component: ``POST /work-orders/WO-10482/materials/20/substitution``."""

from __future__ import annotations

from litestar.params import FromPath

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.stock.repository import StockRepository
from unison_web.modules.work_orders.controllers.orders import after, shown
from unison_web.modules.work_orders.models import WorkOrder
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import ChoiceOut, SubstitutionIn, SubstitutionOut, WorkOrderOut
from unison_web.modules.work_orders.service import substituting
from unison_web.modules.work_orders.service.making import first_day
from unison_web.modules.work_orders.service.substituting import Choice


async def the_requirement(request: WebRequest, uow: Uow, number: str, position: int) -> SubstitutionOut:
    return await offered(uow, number, position)


class SubstitutionController(Module):
    path = "/work-orders/{number:str}/materials/{position:int}/substitution"
    tags = ["Work orders"]

    @page("/", permission=WorkOrders.EDIT, template="work_orders/substitution.html")
    async def new(self, uow: Uow, number: FromPath[str], position: FromPath[int]) -> Form:
        return Form(SubstitutionIn, context=await offered(uow, number, position))

    @post(
        "/",
        permission=WorkOrders.EDIT,
        form="work_orders/substitution.html",
        about=the_requirement,
        then="/work-orders/{number}",
        flash=_("Order {number} takes something else now"),
        status_code=200,
    )
    async def create(
        self, uow: Uow, number: FromPath[str], position: FromPath[int], data: Body[SubstitutionIn]
    ) -> WorkOrderOut:
        """Take an approved alternate instead of a component, or again what the bill says. Refused once it went in."""
        order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
        await substituting.substitute(uow, order, position, data.component.strip(), data.reason)
        return await after(uow, number)


async def offered(uow: UnitOfWork, number: str, position: int) -> SubstitutionOut:
    order = await WorkOrderRepository(uow).by_number(number, whole=True)
    requirement = substituting.requirement_at(order, position)
    known = await substituting.choices(uow, requirement)
    found = substituting.open_to(known, first_day(order, uow.actor.timezone))
    there = await shown(uow, number)
    mine = next(each for each in there.materials if each.position == position)
    return SubstitutionOut(there, mine, await choices_out(uow, order, found))


async def choices_out(uow: UnitOfWork, order: WorkOrder, found: list[Choice]) -> list[ChoiceOut]:
    components = {each.component.id for each in found}
    on_hand = await StockRepository(uow).on_hand(order.plant_id, components) if components else {}
    claimed = await WorkOrderRepository(uow).claimed(order.plant_id, components, besides=order.id) if found else {}
    return [
        ChoiceOut.of(
            each.component, needed=each.quantity_per * order.quantity, unit=each.component.unit.code,
            free=max(on_hand.get(each.component.id, 0) - claimed.get(each.component.id, 0), 0),
            cost=each.quantity_per * order.quantity * each.component.standard_cost,
        )
        for each in found
    ]  # fmt: skip
