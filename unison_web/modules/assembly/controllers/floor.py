"""Assembly at a tablet: one field. A piece's number brings the piece, a part's number builds it in."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery
from msgspec import Struct

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.assembly.repository import scanned
from unison_web.modules.assembly.rules import Assembly, no_piece
from unison_web.modules.assembly.schemas import FloorScan, NumbersIn, PartIn, PieceOut
from unison_web.modules.assembly.service import building, looking
from unison_web.modules.stock.models import Lot
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository, WorkOrderRepository


class FloorAssembly(Struct):
    """The screen: the operation, the piece that is before the person, what was last scanned."""

    id: UUID
    order: str
    name: str
    number: str
    serial: bool
    room: int
    piece: PieceOut | None = None


async def the_screen(request: WebRequest, uow: Uow, operation_id: UUID) -> FloorAssembly:
    """After a refusal: the piece that was before the person still is."""
    return await screen(uow, operation_id, request.query_params.get("piece", "")[:80])


async def screen(uow: UnitOfWork, operation_id: UUID, number: str = "") -> FloorAssembly:
    await uow.session.flush()
    operation = await OperationRepository(uow).with_order(operation_id)
    order = operation.order
    serial = order.material.tracking == "serial"
    shown = FloorAssembly(operation.id, order.number, order.material.name, "", serial, 0)
    if not serial:
        return shown
    shown.room = max(await building.room(uow, order), 0)
    if lot := await _piece(uow, operation, number):
        shown.number, shown.piece = lot.number, await looking.piece(uow, lot.id)
    return shown


async def _piece(uow: UnitOfWork, operation: Operation, code: str) -> Lot | None:
    """A piece of the operation's order."""
    lot = await scanned(uow, code) if code.strip() else None
    return lot if lot and lot.kind == "serial" and lot.order_id == operation.work_order_id else None


class FloorAssemblyController(Module):
    path = "/floor/operations/{operation_id:uuid}/assembly"

    @get("/", permission=Assembly.BUILD, template="assembly/floor.html", include_in_schema=False)
    async def show(self, uow: Uow, operation_id: FromPath[UUID], piece: FromQuery[str] = "") -> FloorAssembly:
        return await screen(uow, operation_id, piece[:80])

    @post("/", permission=Assembly.BUILD, form="assembly/floor.html", about=the_screen,
          then="/floor/operations/{id}/assembly?piece={number}", include_in_schema=False, status_code=200)  # fmt: skip
    async def scan(
        self, uow: Uow, operation_id: FromPath[UUID], data: Body[FloorScan], piece: FromQuery[str] = ""
    ) -> FloorAssembly:
        """The number of a piece brings it; everything else goes into the piece that is there."""
        operation = await OperationRepository(uow).with_order(operation_id)
        if lot := await _piece(uow, operation, data.code):
            return await screen(uow, operation_id, lot.number)
        before = await _piece(uow, operation, piece[:80])
        if before is None:
            raise no_piece(data.code.strip()[:80], operation.order.number)
        await building.build(uow, before.id, PartIn(data.code, data.quantity))
        return await screen(uow, operation_id, before.number)

    @post("/pieces", permission=Assembly.BUILD, form="assembly/floor.html", about=the_screen,
          then="/floor/operations/{id}/assembly?piece={number}", include_in_schema=False)  # fmt: skip
    async def next_piece(self, uow: Uow, operation_id: FromPath[UUID]) -> FloorAssembly:
        """A number for the next piece."""
        operation = await OperationRepository(uow).with_order(operation_id)
        order = await WorkOrderRepository(uow).by_number(operation.order.number, lock=True)
        (lot_id,) = await building.numbers(uow, order, NumbersIn(1))
        made = await looking.piece(uow, lot_id)
        return await screen(uow, operation_id, made.number)
