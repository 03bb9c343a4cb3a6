"""What people do with stock, a noun for each verb: ``POST /stock-receipts``, ``POST /stock-transfers`` and so on."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath
from msgspec import Struct

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.stock import listings
from unison_web.modules.stock.presenters import count_out
from unison_web.modules.stock.repository import CountRepository, MovementRepository
from unison_web.modules.stock.rules import Stock
from unison_web.modules.stock.schemas import (
    AdjustIn,
    DispatchIn,
    Moved,
    MoveIn,
    MovementOut,
    ReasonIn,
    ReceiptIn,
)
from unison_web.modules.stock.schemas_counts import CountIn, CountOut
from unison_web.modules.stock.service import counts, verbs


def asked(model: type[Struct], request: WebRequest) -> Form:
    """What a link said already: the material, the place, the lot."""
    known = {name: value[:80] for name, value in request.query_params.items() if name in model.__struct_fields__}
    return Form(model, known)


class StockReceiptController(Module):
    path = "/stock-receipts"
    tags = ["Stock"]

    @page("/new", permission=Stock.MOVE, template="stock/receipt.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(ReceiptIn, request)

    @post("/", permission=Stock.MOVE, form="stock/receipt.html", then="/stock-movements", flash=_("Received"))
    async def create(self, uow: Uow, data: Body[ReceiptIn]) -> Moved:
        """Receive goods."""
        return Moved(await verbs.receive(uow, data))


class StockTransferController(Module):
    path = "/stock-transfers"
    tags = ["Stock"]

    @page("/new", permission=Stock.MOVE, template="stock/transfer.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(MoveIn, request)

    @post("/", permission=Stock.MOVE, form="stock/transfer.html", then="/stock-movements", flash=_("Moved"))
    async def create(self, uow: Uow, data: Body[MoveIn]) -> Moved:
        """Move stock from one place to another."""
        return Moved(await verbs.move(uow, data))


class StockDispatchController(Module):
    path = "/stock-dispatches"
    tags = ["Stock"]

    @page("/new", permission=Stock.MOVE, template="stock/dispatch.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(DispatchIn, request)

    @post("/", permission=Stock.MOVE, form="stock/dispatch.html", then="/stock-movements", flash=_("Sent out"))
    async def create(self, uow: Uow, data: Body[DispatchIn]) -> Moved:
        """Send stock to a customer."""
        return Moved(await verbs.dispatch(uow, data))


class StockAdjustmentController(Module):
    path = "/stock-adjustments"
    tags = ["Stock"]

    @page("/new", permission=Stock.ADJUST, template="stock/adjustment.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(AdjustIn, request)

    @post("/", permission=Stock.ADJUST, form="stock/adjustment.html", then="/stock-movements", flash=_("Adjusted"))
    async def create(self, uow: Uow, data: Body[AdjustIn]) -> Moved:
        """Set right what the books say, with a reason."""
        return Moved(await verbs.adjust(uow, data))


class StockMovementController(Module):
    path = "/stock-movements"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/movements.html", listing=listings.MOVEMENT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MovementOut]:
        """Everything that moved, newest first."""
        return await listings.MOVEMENTS.page(uow, request.query_params)

    @page("/{movement_id:uuid}/reversal", permission=Stock.ADJUST, template="stock/reversal.html")
    async def ask(self, uow: Uow, movement_id: FromPath[UUID]) -> Form:
        await MovementRepository(uow).by_id(movement_id)
        return Form(ReasonIn, action=f"/stock-movements/{movement_id}/reversal")

    @post("/{movement_id:uuid}/reversal", permission=Stock.ADJUST, form="stock/reversal.html",
          then="/stock-movements", flash=_("Taken back"))  # fmt: skip
    async def reverse(self, uow: Uow, movement_id: FromPath[UUID], data: Body[ReasonIn]) -> Moved:
        """Take a movement back with one of its own. Reports are taken back at the order."""
        return Moved(await verbs.take_back(uow, movement_id, data.reason))


class StockCountController(Module):
    path = "/stock-counts"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/counts.html", listing=listings.COUNT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[CountOut]:
        """Counts, newest first; those that wait for approval by the filter `state`."""
        return await listings.COUNTS.page(uow, request.query_params)

    @page("/new", permission=Stock.MOVE, template="stock/count.html")
    async def new(self, request: WebRequest) -> Form:
        return asked(CountIn, request)

    @post("/", permission=Stock.MOVE, form="stock/count.html", then="/stock-counts", flash=_("Counted"))
    async def create(self, uow: Uow, data: Body[CountIn]) -> CountOut:
        """Say what was counted. A large difference waits for somebody else."""
        row = await counts.count(uow, data)
        return count_out(await CountRepository(uow).record(row.id))

    @post("/{count_id:uuid}/approval", permission=Stock.APPROVE, then="/stock-counts", status_code=200,
          flash=_("Booked"))  # fmt: skip
    async def approve(self, uow: Uow, count_id: FromPath[UUID]) -> CountOut:
        """Book the difference that somebody else counted."""
        return count_out(await counts.approve(uow, await CountRepository(uow).record(count_id, lock=True)))

    @post("/{count_id:uuid}/rejection", permission=Stock.APPROVE, then="/stock-counts", status_code=200)
    async def reject(self, uow: Uow, count_id: FromPath[UUID]) -> CountOut:
        """Leave the books as they are and have it counted again."""
        return count_out(await counts.reject(uow, await CountRepository(uow).record(count_id, lock=True)))
