"""Lots and serial numbers: list, record, status, holds, parts."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.schemas import OptionOut, OptionsOut
from unison_web.modules.stock import listings
from unison_web.modules.stock.presenters import lot_out
from unison_web.modules.stock.repository import HoldRepository, LotRepository, StockRepository
from unison_web.modules.stock.rules import Stock
from unison_web.modules.stock.schemas import LotIn, LotOut, LotRow, ReasonIn, SplitIn, StatusIn
from unison_web.modules.stock.service import lots


async def the_lot(request: WebRequest, uow: Uow, lot_id: UUID, **place: UUID) -> Record:
    lot = await LotRepository(uow).by_id(lot_id)
    return Record(lot.number, f"/lots/{lot_id}")


async def shown(uow: UnitOfWork, lot_id: UUID) -> LotOut:
    """The lot after the transaction's own writes."""
    await uow.session.flush()
    uow.session.expire_all()
    return lot_out(await LotRepository(uow).record(lot_id), await StockRepository(uow).of_lot(lot_id))


class LotController(Module):
    path = "/lots"
    tags = ["Lots"]

    @get("/", permission=Stock.READ, template="stock/lots.html", listing=listings.LOT_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[LotRow]:
        """Lots and serial numbers, newest first."""
        return await listings.LOTS.page(uow, request.query_params)

    @get("/options", permission=Stock.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few lots that fit the words, for a combobox."""
        found = await LotRepository(uow).offered(q[:200])
        return OptionsOut([OptionOut(row.id, row.number, row.material.name, row.supplier_lot) for row in found])

    @get("/{lot_id:uuid}", permission=Stock.READ, template="stock/lot.html")
    async def show(self, uow: Uow, lot_id: FromPath[UUID]) -> LotOut:
        """One lot: where it lies, and its holds."""
        return lot_out(await LotRepository(uow).record(lot_id), await StockRepository(uow).of_lot(lot_id))

    @page("/{lot_id:uuid}/edit", permission=Stock.MOVE, template="stock/lot_edit.html", about=the_lot)
    async def edit(self, uow: Uow, lot_id: FromPath[UUID]) -> Form:
        lot = await LotRepository(uow).by_id(lot_id)
        return Form(LotIn, {"note": lot.note, "custom": lot.custom, "version": lot.version})

    @post("/{lot_id:uuid}/edit", permission=Stock.MOVE, page=True, form="stock/lot_edit.html", about=the_lot,
          then="/lots/{id}")  # fmt: skip
    async def save(self, uow: Uow, lot_id: FromPath[UUID], data: Body[LotIn]) -> LotOut:
        await lots.describe(uow, await LotRepository(uow).by_id(lot_id), data)
        return await shown(uow, lot_id)

    @put("/{lot_id:uuid}", permission=Stock.MOVE)
    async def update(self, uow: Uow, lot_id: FromPath[UUID], data: Body[LotIn]) -> LotOut:
        """Change the note and the company's own fields."""
        await lots.describe(uow, await LotRepository(uow).by_id(lot_id), data)
        return await shown(uow, lot_id)

    @page("/{lot_id:uuid}/status", permission=Stock.RELEASE, template="stock/status.html", about=the_lot)
    async def ask_status(self, uow: Uow, lot_id: FromPath[UUID]) -> Form:
        await LotRepository(uow).by_id(lot_id)
        return Form(StatusIn, action=f"/lots/{lot_id}/status")

    @post("/{lot_id:uuid}/status", permission=Stock.RELEASE, form="stock/status.html", about=the_lot,
          then="/lots/{id}", flash=_("Status changed"), status_code=200)  # fmt: skip
    async def set_status(self, uow: Uow, lot_id: FromPath[UUID], data: Body[StatusIn]) -> LotOut:
        """Release everything of a lot, or put it into quarantine, or block it."""
        await lots.set_status(uow, await LotRepository(uow).by_id(lot_id), data)
        return await shown(uow, lot_id)

    @page("/{lot_id:uuid}/splits/new", permission=Stock.MOVE, template="stock/split.html", about=the_lot)
    async def ask_split(self, uow: Uow, lot_id: FromPath[UUID]) -> Form:
        await LotRepository(uow).by_id(lot_id)
        return Form(SplitIn, action=f"/lots/{lot_id}/splits")

    @post("/{lot_id:uuid}/splits", permission=Stock.MOVE, form="stock/split.html", about=the_lot,
          then="/lots/{id}", flash=_("{number} has it now"))  # fmt: skip
    async def split(self, uow: Uow, lot_id: FromPath[UUID], data: Body[SplitIn]) -> LotOut:
        """Make a part of a lot one of its own, or put it to another. The answer is the lot that has it now."""
        into = await lots.divide(uow, await LotRepository(uow).record(lot_id), data)
        return await shown(uow, into.id)

    @page("/{lot_id:uuid}/holds/new", permission=Stock.HOLD, template="stock/hold.html", about=the_lot)
    async def ask_hold(self, uow: Uow, lot_id: FromPath[UUID]) -> Form:
        await LotRepository(uow).by_id(lot_id)
        return Form(ReasonIn, action=f"/lots/{lot_id}/holds")

    @post("/{lot_id:uuid}/holds", permission=Stock.HOLD, form="stock/hold.html", about=the_lot,
          then="/lots/{id}", flash=_("{number} is on hold"))  # fmt: skip
    async def hold(self, uow: Uow, lot_id: FromPath[UUID], data: Body[ReasonIn]) -> LotOut:
        """Stop every movement of a lot, and say why."""
        lot = await LotRepository(uow).by_id(lot_id)
        await lots.hold(uow, [lot.id], data.reason)
        return await shown(uow, lot_id)

    @page("/{lot_id:uuid}/holds/{hold_id:uuid}/release", permission=Stock.RELEASE, template="stock/let_go.html",
          about=the_lot)  # fmt: skip
    async def ask_release(self, uow: Uow, lot_id: FromPath[UUID], hold_id: FromPath[UUID]) -> Form:
        await HoldRepository(uow).by_id(hold_id)
        return Form(ReasonIn, action=f"/lots/{lot_id}/holds/{hold_id}/release")

    @post("/{lot_id:uuid}/holds/{hold_id:uuid}/release", permission=Stock.RELEASE, form="stock/let_go.html",
          about=the_lot, then="/lots/{id}", flash=_("The hold is released"), status_code=200)  # fmt: skip
    async def release(self, uow: Uow, lot_id: FromPath[UUID], hold_id: FromPath[UUID], data: Body[ReasonIn]) -> LotOut:
        """End a hold. The lot moves again when none is left."""
        await LotRepository(uow).by_id(lot_id)
        return await shown(uow, (await lots.let_go(uow, hold_id, data.reason)).id)
