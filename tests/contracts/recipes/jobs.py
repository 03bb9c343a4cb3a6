"""Jobs that failed."""

from __future__ import annotations

from uuid import uuid4

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.jobs import enqueue


async def failed(w: World) -> str:
    """A paper that nobody made."""
    name = f"print:{w.mark()}"
    assert w.admin.actor
    async with unit_of_work(w.admin.app.state.engine, w.admin.actor) as uow:
        await enqueue(uow, "render_print", name, print_id=uuid4())
    keyed = {"organization": w.admin.organization, "key": f"unison:{name}"}
    await w.run_sql(
        "update jobs set state = 'failed', error = :why where organization_id = :organization and key = :key",
        why=w.mark(), **keyed,
    )  # fmt: skip
    items = (await w.ask("GET", "/jobs", params={"state": "failed"})).json()["items"]
    return str(items[0]["id"])


@recipe("POST /jobs/{job_id}/again")
async def _(w: World) -> Call:
    return Call({"job_id": await failed(w)}, {})


@recipe("POST /jobs/{job_id}/drop")
async def _(w: World) -> Call:
    return Call({"job_id": await failed(w)}, {"reason": w.mark()})
