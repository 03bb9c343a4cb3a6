"""Verbs for many rows, each with one; and runs of a worker."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.company import user
from tests.contracts.recipes.demands import with_a_line
from tests.contracts.recipes.making import center
from tests.contracts.recipes.materials import unit
from tests.contracts.recipes.partners import partner
from tests.contracts.world import Call, World
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.web.bulk_runs import BulkRun


async def category(w: World) -> dict[str, Any]:
    return await w.make("/material-categories", {"name": w.mark()})


@recipe("POST /bulk-runs/{run_id}/cancel")
async def _(w: World) -> Call:
    return Call({"run_id": await queued(w)})


async def queued(w: World) -> str:
    """A run that no worker has taken."""
    actor = w.admin.actor
    assert actor
    async with unit_of_work(w.admin.app.state.engine, actor) as uow:
        run = BulkRun(requested_by=actor.user_id, noun="partners", verb="archive", title="Archive", rows=[], total=300)
        uow.session.add(run)
    w.belongings.add(str(run.id))
    return str(run.id)


@recipe("POST /partners/bulk/archive", "POST /partners/bulk/restore")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await partner(w))["id"]]})


@recipe("POST /materials/bulk/phase-out", "POST /materials/bulk/retire")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.material())["id"]], "reason": w.mark()})


@recipe("POST /materials/bulk/activate")
async def _(w: World) -> Call:
    made = await w.material()
    await w.make(f"/materials/{made['id']}/state", {"state": "phase_out"})
    return Call(body={"ids": [made["id"]]})


@recipe("POST /materials/bulk/category")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.material())["id"]], "value": (await category(w))["name"]})


@recipe("POST /units/bulk/archive", "POST /units/bulk/restore")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await unit(w))["id"]]})


@recipe("POST /material-categories/bulk/archive", "POST /material-categories/bulk/restore")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await category(w))["id"]]})


@recipe("POST /machines/bulk/archive", "POST /machines/bulk/restore")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.make_machine())["id"]]})


@recipe("POST /work-centers/bulk/archive", "POST /work-centers/bulk/restore")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await center(w))["id"]]})


@recipe("POST /bom/bulk/submit", "POST /bom/bulk/release", "POST /bom/bulk/retire")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.bom())["id"]]})


@recipe("POST /routings/bulk/release", "POST /routings/bulk/retire")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.routing())["id"]]})


@recipe("POST /customer-orders/bulk/confirm", "POST /customer-orders/bulk/cancel")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await with_a_line(w))["order_id"]], "reason": w.mark()})


@recipe("POST /customer-orders/bulk/close")
async def _(w: World) -> Call:
    found = await with_a_line(w)
    await w.make(f"/customer-orders/{found['order_id']}/state", {"verb": "confirm"})
    return Call(body={"ids": [found["order_id"]]})


@recipe("POST /users/bulk/lock")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await user(w))["id"]], "reason": w.mark()})


@recipe("POST /users/bulk/unlock")
async def _(w: World) -> Call:
    found = await user(w)
    await w.make(f"/users/{found['id']}/lock", {"reason": w.mark()})
    return Call(body={"ids": [found["id"]]})
