"""The log and the reasons."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.production import listings
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.production.rules import Floor, Reasons
from unison_web.modules.production.schemas import EntryOut, FindingOut, ReasonIn, ReasonOut
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
        return ReasonOut.of(await reasons.add(uow, data))

    @post("/{reason_id:uuid}/archive", permission=Reasons.WRITE, then="/reasons", status_code=200)
    async def archive(self, uow: Uow, reason_id: FromPath[UUID]) -> ReasonOut:
        """Not offered any more; what was reported with it keeps it."""
        return ReasonOut.of(await reasons.set_state(uow, await ReasonRepository(uow).by_id(reason_id), "archived"))

    @post("/{reason_id:uuid}/restore", permission=Reasons.WRITE, then="/reasons", status_code=200)
    async def restore(self, uow: Uow, reason_id: FromPath[UUID]) -> ReasonOut:
        return ReasonOut.of(await reasons.set_state(uow, await ReasonRepository(uow).by_id(reason_id), "active"))
