"""The log and the reasons."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.production import listings
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.production.rules import Floor, Reasons
from unison_web.modules.production.schemas import EntryOut, FindingOut, ReasonIn, ReasonOut
from unison_web.modules.production.schemas_counting import PalletOut
from unison_web.modules.production.service import reasons


class ProductionLogController(Module):
    path = "/production-logs"
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/log.html", listing=listings.LOG_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[EntryOut]:
        """Everything that was reported, newest first."""
        return await listings.LOG.page(uow, request.query_params)


class CheckResultController(Module):
    path = "/check-results"
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/checks.html", listing=listings.CHECKS_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[FindingOut]:
        """Everything that was checked or measured at operations, newest first."""
        return await listings.CHECKS.page(uow, request.query_params)


class PalletController(Module):
    path = "/pallets"
    tags = ["Production log"]

    @get("/", permission=Floor.READ, template="production/pallets.html", listing=listings.PALLETS_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PalletOut]:
        """Pallets of good pieces, newest first."""
        return await listings.PALLETS.page(uow, request.query_params)


class ReasonController(Module):
    path = "/reasons"
    tags = ["Production log"]

    @get("/", permission=Reasons.READ, template="production/reasons.html", listing=listings.REASONS_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ReasonOut]:
        """Reasons for bad parts and for stops."""
        return await listings.REASONS.page(uow, request.query_params)

    @page("/new", permission=Reasons.WRITE, template="production/reason_form.html")
    async def new(self) -> Form:
        return Form(ReasonIn)

    @post(
        "/",
        permission=Reasons.WRITE,
        form="production/reason_form.html",
        then="/reasons",
        flash=_("Reason {name} added"),
    )
    async def create(self, uow: Uow, data: Body[ReasonIn]) -> ReasonOut:
        """Add a reason."""
        return await reasons.shown(uow, await reasons.add(uow, data))

    @get("/{reason_id:uuid}", permission=Reasons.READ)
    async def show(self, uow: Uow, reason_id: FromPath[UUID]) -> ReasonOut:
        """One reason, and the wider one it is a kind of."""
        return await reasons.shown(uow, await ReasonRepository(uow).by_id(reason_id))

    @page("/{reason_id:uuid}/edit", permission=Reasons.WRITE, template="production/reason_form.html")
    async def edit(self, uow: Uow, reason_id: FromPath[UUID]) -> Form:
        said = await reasons.shown(uow, await ReasonRepository(uow).by_id(reason_id))
        known = {name: getattr(said, name) for name in ReasonIn.__struct_fields__}
        return Form(ReasonIn, known, action=f"/reasons/{reason_id}/edit")

    @post("/{reason_id:uuid}/edit", permission=Reasons.WRITE, page=True, form="production/reason_form.html",
          then="/reasons")  # fmt: skip
    async def save(self, uow: Uow, reason_id: FromPath[UUID], data: Body[ReasonIn]) -> ReasonOut:
        return await changed(uow, reason_id, data)

    @put("/{reason_id:uuid}", permission=Reasons.WRITE)
    async def update(self, uow: Uow, reason_id: FromPath[UUID], data: Body[ReasonIn]) -> ReasonOut:
        """Other words, another place in the tree, planned or a breakdown."""
        return await changed(uow, reason_id, data)

    @post("/{reason_id:uuid}/archive", permission=Reasons.WRITE, then="/reasons", status_code=200)
    async def archive(self, uow: Uow, reason_id: FromPath[UUID]) -> ReasonOut:
        """Not offered any more; what was reported with it keeps it."""
        reason = await ReasonRepository(uow).by_id(reason_id)
        return await reasons.shown(uow, await reasons.set_state(uow, reason, "archived"))

    @post("/{reason_id:uuid}/restore", permission=Reasons.WRITE, then="/reasons", status_code=200)
    async def restore(self, uow: Uow, reason_id: FromPath[UUID]) -> ReasonOut:
        reason = await ReasonRepository(uow).by_id(reason_id)
        return await reasons.shown(uow, await reasons.set_state(uow, reason, "active"))


async def changed(uow: Uow, reason_id: UUID, data: ReasonIn) -> ReasonOut:
    return await reasons.shown(uow, await reasons.change(uow, await ReasonRepository(uow).by_id(reason_id), data))
