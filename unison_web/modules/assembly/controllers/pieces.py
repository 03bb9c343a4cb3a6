"""Pieces in the office and over the API: their numbers, what is in them, what came out."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.assembly.repository import PartRepository
from unison_web.modules.assembly.rules import Assembly
from unison_web.modules.assembly.schemas import (
    AssemblyOut,
    ExchangeIn,
    NumbersIn,
    PartIn,
    PieceOut,
    PiecesOut,
    RemovalIn,
)
from unison_web.modules.assembly.service import building, looking
from unison_web.modules.work_orders.repository import WorkOrderRepository

THEN = "/lots/{id}/parts"
PART = "/{part_id:uuid}"


async def the_piece(request: WebRequest, uow: Uow, lot_id: UUID, **place: UUID) -> PieceOut:
    return await looking.piece(uow, lot_id)


async def the_part(request: WebRequest, uow: Uow, lot_id: UUID, part_id: UUID) -> Record:
    part = await PartRepository(uow).record(lot_id, part_id)
    return Record(f"{part.label}, {part.piece.number}", f"/lots/{lot_id}/parts")


async def the_order(request: WebRequest, uow: Uow, number: str) -> PiecesOut:
    return await looking.pieces(uow, number)


class AssemblyController(Module):
    path = "/assembly"
    tags = ["Assembly"]

    @get("/", permission=Assembly.READ, template="assembly/index.html")
    async def index(self, uow: Uow, code: FromQuery[str] = "") -> AssemblyOut:
        """Find a piece by its number, and the orders whose pieces are put together now."""
        return await looking.start(uow, code[:400])


class OrderPieceController(Module):
    path = "/work-orders/{number:str}/pieces"
    tags = ["Assembly"]

    @get("/", permission=Assembly.READ, template="assembly/pieces.html")
    async def index(self, uow: Uow, number: FromPath[str]) -> PiecesOut:
        """The pieces of an order that have a serial number, the newest first."""
        return await looking.pieces(uow, number)

    @post("/", permission=Assembly.BUILD, form="assembly/pieces.html", about=the_order,
          then="/work-orders/{order}/pieces", flash=_("The pieces have numbers"))  # fmt: skip
    async def create(self, uow: Uow, number: FromPath[str], data: Body[NumbersIn]) -> PiecesOut:
        """Give numbers to pieces before they are made. Reports use them first."""
        order = await WorkOrderRepository(uow).by_number(number, lock=True)
        await building.numbers(uow, order, data)
        return await looking.pieces(uow, number)


class PartController(Module):
    path = "/lots/{lot_id:uuid}/parts"
    tags = ["Assembly"]

    @get("/", permission=Assembly.READ, template="assembly/piece.html")
    async def index(self, uow: Uow, lot_id: FromPath[UUID]) -> PieceOut:
        """What a piece takes, what is in it, and what was in it once."""
        return await looking.piece(uow, lot_id)

    @post("/", permission=Assembly.BUILD, form="assembly/piece.html", about=the_piece, then=THEN)
    async def build(self, uow: Uow, lot_id: FromPath[UUID], data: Body[PartIn]) -> PieceOut:
        """Build a scanned lot or serial number into a piece."""
        await building.build(uow, lot_id, data)
        return await looking.piece(uow, lot_id)

    @page(PART + "/removal", permission=Assembly.REMOVE, template="assembly/remove.html", about=the_part)
    async def ask_removal(self, uow: Uow, lot_id: FromPath[UUID], part_id: FromPath[UUID]) -> Form:
        return Form(RemovalIn)

    @post(PART + "/removal", permission=Assembly.REMOVE, form="assembly/remove.html", about=the_part, then=THEN,
          flash=_("Taken out"), status_code=200)  # fmt: skip
    async def take_out(
        self, uow: Uow, lot_id: FromPath[UUID], part_id: FromPath[UUID], data: Body[RemovalIn]
    ) -> PieceOut:
        """Take a part out of a piece and say why. It stays in the piece's history."""
        await building.take_out(uow, lot_id, part_id, data)
        return await looking.piece(uow, lot_id)

    @page(PART + "/exchange", permission=Assembly.REMOVE, template="assembly/exchange.html", about=the_part)
    async def ask_exchange(self, uow: Uow, lot_id: FromPath[UUID], part_id: FromPath[UUID]) -> Form:
        return Form(ExchangeIn)

    @post(PART + "/exchange", permission=Assembly.REMOVE, form="assembly/exchange.html", about=the_part, then=THEN,
          flash=_("Exchanged"), status_code=200)  # fmt: skip
    async def exchange(
        self, uow: Uow, lot_id: FromPath[UUID], part_id: FromPath[UUID], data: Body[ExchangeIn]
    ) -> PieceOut:
        """Take a part out and build another one in, as one step."""
        await building.exchange(uow, lot_id, part_id, data)
        return await looking.piece(uow, lot_id)
