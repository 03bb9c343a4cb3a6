"""Lists as files."""

from __future__ import annotations

from litestar.datastructures import MultiDict

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.exports.repository import ExportRepository
from unison_web.modules.exports.service import asking


async def exported(w: World, state: str) -> str:
    """A file of the administrator that has come as far as ``state``, without the worker."""
    actor = w.admin.actor
    assert actor
    async with unit_of_work(w.admin.app.state.engine, actor) as uow:
        wanted = asking.understood(actor, "units", MultiDict({"q": w.mark()}))
        done = uow.now() if state == "ready" else None
        row = await asking.note(uow, wanted, "xlsx", state=state, rows_total=6000, finished_at=done)
        await ExportRepository(uow).keep(row.id, b"a workbook" if state == "ready" else None)
    w.belongings.add(str(row.id))
    return str(row.id)


@recipe("POST /exports/{export_id}/cancel")
async def _(w: World) -> Call:
    return Call({"export_id": await exported(w, "queued")})
