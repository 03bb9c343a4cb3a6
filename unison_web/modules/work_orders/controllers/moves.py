"""The verbs of an order. Each is a POST on a noun below it: ``POST /work-orders/WO-10482/release``."""

from __future__ import annotations

from functools import partial

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.work_orders import rules
from unison_web.modules.work_orders.controllers.orders import after, shown
from unison_web.modules.work_orders.repository import WorkOrderRepository
from unison_web.modules.work_orders.rules import WorkOrders
from unison_web.modules.work_orders.schemas import Move, ReasonIn, ReleaseIn, WorkOrderOut
from unison_web.modules.work_orders.service import moves

RECORD = "/work-orders/{number}"


async def the_order(request: WebRequest, uow: Uow, number: str) -> WorkOrderOut:
    return await shown(uow, number)


async def the_move(verb: str, request: WebRequest, uow: Uow, number: str) -> Move:
    return Move(verb, await shown(uow, number))


class WorkOrderReleaseController(Module):
    path = "/work-orders/{number:str}/release"
    tags = ["Work orders"]

    @page("/", permission=WorkOrders.RELEASE, template="work_orders/release.html")
    async def new(self, uow: Uow, number: FromPath[str]) -> Form:
        return Form(ReleaseIn, context=await shown(uow, number))

    @post(
        "/",
        permission=WorkOrders.RELEASE,
        form="work_orders/release.html",
        about=the_order,
        then=RECORD,
        flash=_("Order {number} released"),
        status_code=200,
    )
    async def create(self, uow: Uow, number: FromPath[str], data: Body[ReleaseIn]) -> WorkOrderOut:
        """Give the order to the floor. 422 names every material that is short."""
        order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
        await moves.release(uow, order, accept_shortage=data.accept_shortage)
        return await after(uow, number)


def controller_of(verb: str) -> type[Module]:
    """``POST /work-orders/{number}/hold`` and its form: one controller a verb, each with its own permission."""
    move, needed = moves.VERBS[verb], rules.PERMISSIONS[verb]

    class MoveController(Module):
        path = "/work-orders/{number:str}/" + verb
        tags = ["Work orders"]

        @page("/", permission=needed, template="work_orders/reason.html")
        async def new(self, uow: Uow, number: FromPath[str]) -> Form:
            return Form(ReasonIn, context=Move(verb, await shown(uow, number)))

        @post(
            "/",
            permission=needed,
            form="work_orders/reason.html",
            about=partial(the_move, verb),
            then=RECORD,
            status_code=200,
            description=move.__doc__,
        )
        async def create(self, uow: Uow, number: FromPath[str], data: Body[ReasonIn]) -> WorkOrderOut:
            order = await WorkOrderRepository(uow).by_number(number, whole=True, lock=True)
            await move(uow, order, data.reason)
            return await after(uow, number)

    return MoveController


MOVES = tuple(controller_of(verb) for verb in moves.VERBS)
