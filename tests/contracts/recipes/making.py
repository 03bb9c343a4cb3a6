"""Work centers, machines and routings."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import DUE, Call, World
from unison_web.modules.routings.schemas import PIXEL


@recipe("POST /work-centers")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "cost_rate": "40"})


async def center(w: World) -> dict[str, Any]:
    return await w.make("/work-centers", {"code": w.mark(), "name": w.mark()})


@recipe("PUT /work-centers/{center_id}", "POST /work-centers/{center_id}/edit")
async def _(w: World) -> Call:
    made = await center(w)
    return Call({"center_id": made["id"]}, {"code": made["code"], "name": w.mark()})


@recipe("POST /work-centers/{center_id}/archive")
async def _(w: World) -> Call:
    return Call({"center_id": (await center(w))["id"]}, {"archived": True})


@recipe("POST /machines")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "work_center": (await center(w))["code"]})


@recipe("PUT /machines/{machine_id}", "POST /machines/{machine_id}/edit")
async def _(w: World) -> Call:
    made = await w.make_machine()
    body = {"code": made["code"], "name": w.mark(), "work_center": made["work_center"]}
    return Call({"machine_id": made["id"]}, body)


@recipe("POST /machines/{machine_id}/archive")
async def _(w: World) -> Call:
    return Call({"machine_id": (await w.make_machine())["id"]}, {"archived": True})


@recipe("POST /machines/{machine_id}/state")
async def _(w: World) -> Call:
    return Call({"machine_id": (await w.make_machine())["id"]}, {"state": "maintenance", "reason": w.mark()})


# routings


@recipe("POST /routings")
async def _(w: World) -> Call:
    return Call(body={"material": (await w.material())["number"], "source": w.mark()})


@recipe("PUT /routings/{routing_id}", "POST /routings/{routing_id}/edit")
async def _(w: World) -> Call:
    return Call({"routing_id": (await w.routing())["id"]}, {"revision": "B", "source": w.mark()})


@recipe("POST /routings/{routing_id}/copies")
async def _(w: World) -> Call:
    return Call({"routing_id": (await w.routing())["id"]}, {"revision": "B"})


@recipe("POST /routings/{routing_id}/release", "POST /routings/{routing_id}/retirement")
async def _(w: World) -> Call:
    return Call({"routing_id": (await w.routing())["id"]})


@recipe("POST /routings/{routing_id}/operations")
async def _(w: World) -> Call:
    body = {"sequence": 20, "work_center": (await center(w))["code"], "name": w.mark()}
    return Call({"routing_id": (await w.routing())["id"]}, body)


async def routing_operation(w: World) -> Call:
    routing = await w.routing()
    return Call({"routing_id": routing["id"], "operation_id": routing["operations"][0]["id"]})


OPERATION = "/routings/{routing_id}/operations/{operation_id}"
recipe(f"DELETE {OPERATION}", f"POST {OPERATION}/removal")(routing_operation)


@recipe(f"PUT {OPERATION}", f"POST {OPERATION}/edit")
async def _(w: World) -> Call:
    call = await routing_operation(w)
    call.body = {"sequence": 30, "work_center": (await center(w))["code"], "name": w.mark()}
    return call


@recipe(f"POST {OPERATION}/steps", f"POST {OPERATION}/steps/new")
async def _(w: World) -> Call:
    call = await routing_operation(w)
    call.body = {"text": w.mark()}
    return call


@recipe(f"DELETE {OPERATION}/steps/{{step_id}}", f"POST {OPERATION}/steps/{{step_id}}/removal")
async def step(w: World) -> Call:
    routing = await w.routing()
    operation = routing["operations"][0]
    found = {"routing_id": routing["id"], "operation_id": operation["id"], "step_id": operation["steps"][0]["id"]}
    return Call(found)


@recipe(f"PUT {OPERATION}/steps/{{step_id}}", f"POST {OPERATION}/steps/{{step_id}}/edit")
async def _(w: World) -> Call:
    call = await step(w)
    call.body = {"text": w.mark(), "position": 1}
    return call


async def checked(w: World) -> Call:
    """A step with one check."""
    call = await step(w)
    at = (
        f"/routings/{call.params['routing_id']}/operations/{call.params['operation_id']}/steps/{call.params['step_id']}"
    )
    routing = await w.make(f"{at}/checks", {"label": w.mark()})
    call.params["check_id"] = routing["operations"][0]["steps"][0]["checks"][0]["id"]
    return call


@recipe(f"POST {OPERATION}/steps/{{step_id}}/checks")
async def _(w: World) -> Call:
    call = await step(w)
    call.body = {"label": w.mark(), "kind": "number", "unit": "mm", "high": "25.02"}
    return call


@recipe(
    f"DELETE {OPERATION}/steps/{{step_id}}/checks/{{check_id}}",
    f"POST {OPERATION}/steps/{{step_id}}/checks/{{check_id}}/removal",
)
async def _(w: World) -> Call:
    return await checked(w)


@recipe(
    f"PUT {OPERATION}/steps/{{step_id}}/checks/{{check_id}}",
    f"POST {OPERATION}/steps/{{step_id}}/checks/{{check_id}}/edit",
)
async def _(w: World) -> Call:
    call = await checked(w)
    call.body = {"label": w.mark(), "kind": "choice", "choices": ["tight", "loose"]}
    return call


@recipe(f"POST {OPERATION}/steps/{{step_id}}/pictures")
async def _(w: World) -> Call:
    call = await step(w)
    call.body = {"name": f"{w.mark()}.png", "content": PIXEL}
    return call


@recipe(f"POST {OPERATION}/steps/{{step_id}}/pictures/{{file_id}}/removal")
async def _(w: World) -> Call:
    call = await step(w)
    at = (
        f"/routings/{call.params['routing_id']}/operations/{call.params['operation_id']}/steps/{call.params['step_id']}"
    )
    routing = await w.make(f"{at}/pictures", {"name": f"{w.mark()}.png", "content": PIXEL})
    call.params["file_id"] = routing["operations"][0]["steps"][0]["pictures"][0]
    return call


@recipe("POST /work-orders/{number}/operations/{sequence}/checks/{check_id}")
async def _(w: World) -> Call:
    place = await checked(w)
    at = f"/routings/{place.params['routing_id']}"
    routing = await w.make(f"{at}/release")
    order = await w.make("/work-orders", {"material": routing["material"], "quantity": "3", "due_at": DUE})
    await w.make(f"/work-orders/{order['number']}/release", {"accept_shortage": True})
    return Call({"number": order["number"], "sequence": 10, "check_id": place.params["check_id"]}, {"said": "yes"})
