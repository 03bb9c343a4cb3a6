"""Imports that have come as far as they need to."""

from __future__ import annotations

from uuid import UUID

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.modules.imports.service.working import Work


async def brought(w: World, state: str = "mapping") -> str:
    """An import of the administrator, without the worker."""
    mark = w.mark()[:20]
    text = f"code,name,dimension\n{mark},A unit,count\n{mark}x,,count\n"
    row = (await w.ask("POST", "/imports", {"text": text, "noun": "units", "name": "units.csv"})).json()
    assert w.admin.actor
    work = Work(w.admin.app.state.engine, w.admin.actor, UUID(row["id"]))
    path = f"/imports/{row['id']}"
    if state in ("checking", "checked", "done"):
        assert (await w.ask("POST", f"{path}/check", {"sources": []})).is_success
    if state in ("checked", "done"):
        await work.check()
    if state == "done":
        assert (await w.ask("POST", f"{path}/apply", {"leave_out": True})).is_success
        await work.apply(leave_out=True)
    w.belongings.add(str(row["id"]))
    return str(row["id"])


@recipe("POST /imports")
async def _(w: World) -> Call:
    return Call(body={"text": f"code,name,dimension\n{w.mark()[:20]},A unit,count\n", "noun": "units"})


@recipe("POST /imports/{import_id}/check")
async def _(w: World) -> Call:
    return Call({"import_id": await brought(w)}, body={"sources": [{"decimal": "."}]})


@recipe("POST /imports/{import_id}/cells")
async def _(w: World) -> Call:
    cell = {"source": 0, "row": 3, "said": {"name": "Another unit"}}
    return Call({"import_id": await brought(w, "checked")}, body={"cells": [cell]})


@recipe("POST /imports/{import_id}/apply")
async def _(w: World) -> Call:
    return Call({"import_id": await brought(w, "checked")}, body={"leave_out": True})


@recipe("POST /imports/{import_id}/cancel")
async def _(w: World) -> Call:
    return Call({"import_id": await brought(w, "checking")})


@recipe("POST /imports/{import_id}/undo")
async def _(w: World) -> Call:
    return Call({"import_id": await brought(w, "done")})
