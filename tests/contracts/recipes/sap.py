"""SAP, with a system nobody answers for: what it does when one does has its own tests."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.sap.models import SapMessage
from unison_web.modules.work_orders.repository import WorkOrderRepository

SYSTEM = {"address": "http://127.0.0.1:9", "user_name": "UNISON", "secret": "what SAP was told", "enabled": True}
SAID = {"sap_order": "1000001", "operation": "0010", "good": "5", "scrap": "0"}


async def system(w: World) -> None:
    answer = await w.ask("POST", "/sap", SYSTEM)
    assert answer.is_success, answer.text
    runs = (await w.ask("GET", "/sap/runs", params={"limit": "200"})).json()["items"]
    for alive in [each for each in runs if each["state"] in ("queued", "running")]:
        await w.ask("POST", f"/sap/runs/{alive['id']}/cancel")


async def run(w: World) -> str:
    await system(w)
    return str((await w.make("/sap/runs", {"kind": "full"}))["id"])


async def difference(w: World) -> str:
    """Which somebody has to decide."""
    material = await w.make("/materials", {"number": w.mark(), "name": w.mark(), "type": "buy", "unit": "EA"})
    made, of_run = new_id(), await run(w)
    await w.run_sql(
        "insert into sap_differences (organization_id, id, created_at, run_id, number, field, theirs, ours, outcome) "
        "values (:organization, :id, now(), :run, :number, 'name', :theirs, 'ours', 'ask')",
        organization=w.admin.organization, id=made, run=of_run, number=material["number"], theirs=w.mark(),
    )  # fmt: skip
    return str(made)


async def message(w: World) -> str:
    """Which SAP has refused."""
    order = await w.order()
    assert w.admin.actor
    async with unit_of_work(w.admin.app.state.engine, w.admin.actor) as uow:
        found = await WorkOrderRepository(uow).by_number(order["number"])
        made = SapMessage(
            plant_id=found.plant_id, order_id=found.id, key=str(new_id()), sap_order=w.mark()[:12], operation="0010",
            good="5", happened_at=uow.now(), state="refused", error="Order does not exist",
        )  # fmt: skip
        uow.session.add(made)
        await uow.session.flush()
        return str(made.id)


@recipe("POST /sap")
async def _(w: World) -> Call:
    return Call(body=SYSTEM)


@recipe("POST /sap/fields")
async def _(w: World) -> Call:
    await system(w)
    return Call(body={"name": "sap", "standard_cost": "ask"})


@recipe("POST /sap/test")
async def _(w: World) -> Call:
    await system(w)
    return Call(body={})


@recipe("POST /sap/runs")
async def _(w: World) -> Call:
    await system(w)
    return Call(body={"kind": "full", "trial": True})


@recipe("POST /sap/runs/{run_id}/cancel")
async def _(w: World) -> Call:
    return Call({"run_id": await run(w)}, {})


@recipe("POST /sap/differences/{difference_id}/decision")
async def _(w: World) -> Call:
    return Call({"difference_id": await difference(w)}, {"take": True})


@recipe("POST /sap/messages/{message_id}/resend")
async def _(w: World) -> Call:
    return Call({"message_id": await message(w)}, SAID)


@recipe("POST /sap/messages/{message_id}/drop")
async def _(w: World) -> Call:
    return Call({"message_id": await message(w)}, {"reason": "Entered in SAP by hand"})
