"""Routes of saved views."""

from __future__ import annotations

from uuid import UUID

import msgspec
from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.structs import Out
from unison_web.kit.web.uow import Uow
from unison_web.modules.views import service
from unison_web.modules.views.repository import ViewRepository
from unison_web.modules.views.rules import Views
from unison_web.modules.views.schemas import ShareIn, ViewEdit, ViewIn, ViewOut


class SavedViews(Out):
    items: list[ViewOut]


class ViewController(Module):
    path = "/views"
    tags = ["Saved views"]

    @get("/", permission=SIGNED_IN, template="views/index.html")
    async def index(self, request: WebRequest, uow: Uow) -> SavedViews:
        """The caller's views and the team's, list by list."""
        rows = await ViewRepository(uow).seen_by(service.person(uow))
        return SavedViews([service.shown(row, uow, request.app.state.lists) for row in rows])

    @post("/", permission=SIGNED_IN, form="views/form.html", then="{href}", flash=_("View {name} saved"))
    async def save(self, request: WebRequest, uow: Uow, data: Body[ViewIn]) -> ViewOut:
        """What the list shows now, under a name. The same name again takes over the new state."""
        saved = await service.save(uow, request.app.state.lists, data)
        request.app.state.principals.forget()
        return saved

    @page("/{view_id:uuid}/edit", permission=SIGNED_IN, template="views/form.html")
    async def edit(self, uow: Uow, view_id: FromPath[UUID]) -> Form:
        row = await ViewRepository(uow).of(service.person(uow), view_id)
        return Form(ViewEdit, msgspec.structs.asdict(ViewEdit(row.name, row.starts)))

    @post("/{view_id:uuid}", permission=SIGNED_IN, form="views/form.html", then="/views", status_code=200)
    async def change(self, request: WebRequest, uow: Uow, view_id: FromPath[UUID], data: Body[ViewEdit]) -> ViewOut:
        """Its name, and whether the list opens with it. Only its owner."""
        changed = await service.change(uow, request.app.state.lists, view_id, data)
        request.app.state.principals.forget()
        return changed

    @post("/{view_id:uuid}/share", permission=Views.SHARE, then="/views", status_code=200)
    async def share(self, request: WebRequest, uow: Uow, view_id: FromPath[UUID], data: Body[ShareIn]) -> ViewOut:
        """Show a view to everybody, or keep it to oneself again. Only its owner."""
        shared = await service.share(uow, request.app.state.lists, view_id, team=data.team)
        request.app.state.principals.forget()
        return shared

    @post("/{view_id:uuid}/remove", permission=SIGNED_IN, then="/views", status_code=200)
    async def remove(self, request: WebRequest, uow: Uow, view_id: FromPath[UUID]) -> ViewOut:
        """Take a view away. The rows it showed stay what they are."""
        removed = await service.remove(uow, request.app.state.lists, view_id)
        request.app.state.principals.forget()
        return removed
