"""``/materials/cells/{id}/{column}``: the form of one cell, and its change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.web import cells
from unison_web.kit.web.cells import CellIn, CellOut, Editable
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow


def cell_controllers(view: ListView, tag: str) -> tuple[type[Module], ...]:
    """One controller for a list whose cells can be changed, none for others."""
    return (_controller(view, view.edits, tag),) if view.edits else ()


def _controller(view: ListView, edits: Editable, tag: str) -> type[Module]:

    async def the_cell(request: WebRequest, uow: Uow, record_id: UUID, column: str) -> CellOut:
        return await cells.shown(uow, edits, await edits.find(uow, record_id), column)

    class CellController(Module):
        path = f"{view.url}/cells/{{record_id:uuid}}/{{column:str}}"
        tags = [tag]

        @get("/", permission=edits.permission, template="lists/cell.html")
        async def show(self, request: WebRequest, uow: Uow, record_id: FromPath[UUID], column: FromPath[str]) -> Any:
            """One value of one row, with the version to send back."""
            cell = await the_cell(request, uow, record_id, column)
            return cells.plain(cell) if request.wants_json else cells.form(cell)

        @post(
            "/",
            permission=edits.permission,
            form="lists/cell.html",
            about=the_cell,
            then=view.url,
            status_code=200,
        )
        async def create(
            self, uow: Uow, record_id: FromPath[UUID], column: FromPath[str], data: Body[CellIn]
        ) -> CellOut:
            """Change one value. 412 says what it is now and who changed it, 422 what is wrong with it."""
            record = await edits.find(uow, record_id)
            await cells.write(uow, edits, record, column, data)
            await uow.session.flush()
            return cells.plain(await cells.shown(uow, edits, await edits.find(uow, record_id), column))

    CellController.__name__ = f"{view.noun}-cells"
    return CellController
