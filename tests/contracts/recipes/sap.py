"""SAP, with a system nobody answers for: what it does when one does has its own tests."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.ids import new_id

SYSTEM = {"address": "http://127.0.0.1:9", "user_name": "UNISON", "secret": "what SAP was told", "enabled": True}
SAID = {"sap_order": "1000001", "operation": "0010", "good": "5", "scrap": "0"}


async def system(w: World) -> None:
    answer = await w.ask("POST", "/sap", SYSTEM)
    assert answer.is_success, answer.text
    await w.run_sql("update sap_runs set state = 'cancelled', finished_at = now() where state in ('queued', 'running')")


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
    made, order = new_id(), await w.order()
    number: Any = order["number"]
    await w.run_sql(
        "insert into sap_messages (organization_id, id, created_at, plant_id, order_id, key, sap_order, operation, "
        "good, happened_at, state, error) select organization_id, :id, now(), plant_id, id, :key, :sap, '0010', '5', "
        "now(), 'refused', 'Order does not exist' from work_orders where number = :number",
        id=made, key=str(made), sap=w.mark()[:12], number=number,
    )  # fmt: skip
    return str(made)


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
