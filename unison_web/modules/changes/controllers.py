"""Engineering changes: list, record, revisions, and the verbs between states."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.faces import View
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.changes import service
from unison_web.modules.changes.listings import CHANGE_VIEW, CHANGES
from unison_web.modules.changes.repository import ChangeRepository
from unison_web.modules.changes.rules import Changes
from unison_web.modules.changes.schemas import ChangedBillIn, ChangeIn, ChangeOut, ChangeRow, RejectIn

THERE = "/engineering-changes/{id}"


async def the_change(request: WebRequest, uow: Uow, change_id: UUID, **place: UUID) -> Record:
    change = await ChangeRepository(uow).by_id(change_id)
    return Record(change.number, f"/engineering-changes/{change_id}")


class ChangeController(Module):
    path = "/engineering-changes"
    tags = ["Engineering changes"]

    @get("/", permission=Changes.READ, template="changes/index.html", listing=CHANGE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ChangeRow]:
        """Every engineering change, the newest first."""
        return await CHANGES.page(uow, request.query_params)

    @page("/new", permission=Changes.WRITE, template="changes/new.html")
    async def new(self, uow: Uow) -> Form:
        return Form(ChangeIn)

    @post("/", permission=Changes.WRITE, form="changes/new.html", then=THERE, flash=_("Draft created"))
    async def create(self, uow: Uow, data: Body[ChangeIn]) -> ChangeOut:
        """Begin a change as a draft."""
        return await service.shown(uow, await service.create(uow, data))

    @get("/{change_id:uuid}", permission=Changes.READ, template="changes/show.html")
    async def show(self, uow: Uow, change_id: FromPath[UUID]) -> ChangeOut:
        """A change, what becomes what, and the orders, stock and products it touches."""
        return await service.shown(uow, await ChangeRepository(uow).record(change_id))

    @put("/{change_id:uuid}", permission=Changes.WRITE)
    async def update(self, uow: Uow, change_id: FromPath[UUID], data: Body[ChangeIn]) -> ChangeOut:
        """Change title and reason of a draft."""
        record = await service.change(uow, await ChangeRepository(uow).record(change_id), data)
        return await service.shown(uow, record)

    @page("/{change_id:uuid}/bills/new", permission=Changes.WRITE, template="changes/bill.html", about=the_change)
    async def new_bill(self, uow: Uow, change_id: FromPath[UUID]) -> Form:
        return Form(ChangedBillIn)

    @post("/{change_id:uuid}/bills", permission=Changes.WRITE, form="changes/bill.html", about=the_change, then=THERE)
    async def add_bill(self, uow: Uow, change_id: FromPath[UUID], data: Body[ChangedBillIn]) -> ChangeOut:
        """Add a new revision to a draft."""
        record = await service.add_bill(uow, await ChangeRepository(uow).record(change_id), data)
        return await service.shown(uow, record)

    @delete("/{change_id:uuid}/bills/{bill_id:uuid}", permission=Changes.WRITE, status_code=200)
    async def delete_bill(self, uow: Uow, change_id: FromPath[UUID], bill_id: FromPath[UUID]) -> ChangeOut:
        """Take a revision out of a draft."""
        record = await service.remove_bill(uow, await ChangeRepository(uow).record(change_id), bill_id)
        return await service.shown(uow, record)

    @post("/{change_id:uuid}/bills/{bill_id:uuid}/removal", permission=Changes.WRITE, page=True, then=THERE)
    async def remove_bill(self, uow: Uow, change_id: FromPath[UUID], bill_id: FromPath[UUID]) -> ChangeOut:
        record = await service.remove_bill(uow, await ChangeRepository(uow).record(change_id), bill_id)
        return await service.shown(uow, record)


class ChangeLifeController(Module):
    path = "/engineering-changes/{change_id:uuid}"
    tags = ["Engineering changes"]

    @post("/submission", permission=Changes.WRITE, then=THERE, flash=_("Submitted for review"), status_code=200)
    async def submit(self, uow: Uow, change_id: FromPath[UUID]) -> ChangeOut:
        """Hand a draft to whoever approves."""
        return await moved(uow, change_id, "submit")

    @post("/approval", permission=Changes.APPROVE, then=THERE, flash=_("Approved"), status_code=200)
    async def approve(self, uow: Uow, change_id: FromPath[UUID]) -> ChangeOut:
        """Approve what is in review."""
        return await moved(uow, change_id, "approve")

    @page("/rejection", permission=Changes.APPROVE, template="changes/reject.html", about=the_change)
    async def ask_why(self, uow: Uow, change_id: FromPath[UUID]) -> Form:
        return Form(RejectIn)

    @post(
        "/rejection", permission=Changes.APPROVE, form="changes/reject.html", about=the_change, then=THERE,
        flash=_("Rejected"), status_code=200,
    )  # fmt: skip
    async def reject(self, uow: Uow, change_id: FromPath[UUID], data: Body[RejectIn]) -> ChangeOut:
        """Reject with a reason."""
        return await moved(uow, change_id, "reject", data.reason)

    @post("/reopening", permission=Changes.WRITE, then=THERE, flash=_("A draft again"), status_code=200)
    async def reopen(self, uow: Uow, change_id: FromPath[UUID]) -> ChangeOut:
        """Make a rejected change a draft again."""
        return await moved(uow, change_id, "reopen")

    @post("/release", permission=Changes.APPROVE, then=THERE, status_code=200)
    async def release(self, uow: Uow, change_id: FromPath[UUID]) -> View[ChangeOut]:
        """Release all its revisions together. `notice` says what became of each bill."""
        record, notice = await service.release(uow, await ChangeRepository(uow).record(change_id, lock=True))
        return View(await service.shown(uow, record, notice), flash=_("Released. {notice}"))


async def moved(uow: Uow, change_id: UUID, verb: str, reason: str = "") -> ChangeOut:
    record = await service.move(uow, await ChangeRepository(uow).record(change_id, lock=True), verb, reason)
    return await service.shown(uow, record)
