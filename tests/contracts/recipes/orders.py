"""Orders, what happens on them, paper, tablets and what they give away."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import Recipe, recipe
from tests.contracts.world import DUE, Call, World


@recipe("POST /work-orders")
async def _(w: World) -> Call:
    ordered = {"material": w.factory.frame, "quantity": "4", "due_at": DUE, "note": w.mark()}
    return Call(body={**ordered, "plant_id": str(w.factory.plant)})


@recipe("PATCH /work-orders/{number}", "POST /work-orders/{number}/edit")
async def _(w: World) -> Call:
    return Call({"number": (await w.order())["number"]}, {"priority": 1, "note": w.mark()})


MOVES = {
    "release": ("planned", {"accept_shortage": True}),
    "unrelease": ("released", {}),
    "hold": ("released", {"reason": "until tomorrow"}),
    "resume": ("on_hold", {}),
    "cancel": ("released", {"reason": "not wanted"}),
    "short-close": ("reported", {"reason": "enough for now"}),
    "close": ("completed", {}),
    "reopen": ("completed", {"reason": "one more is needed"}),
}
AT = "/work-orders/{number}/operations/{sequence}"
TOUCHES = {
    "start": ("released", {}),
    "pause": ("running", {"note": "lunch"}),
    "stop": ("running", {"reason": "material"}),
    "finish": ("reported", {}),
    "reports": ("running", {"quantity": "2"}),
}


def of_order(state: str, body: Any, **more: Any) -> Recipe:
    async def make(w: World) -> Call:
        return Call({"number": (await w.order(state))["number"], **more}, dict(body))

    return make


for verb, (state, said) in MOVES.items():
    recipe(f"POST /work-orders/{{number}}/{verb}")(of_order(state, said))
for verb, (state, said) in TOUCHES.items():
    recipe(f"POST {AT}/{verb}")(of_order(state, said, sequence=10))
recipe("POST /work-orders/{number}/prints")(of_order("released", {"kind": "traveler"}))


@recipe("POST /work-orders/{number}/materials/{position}/substitution")
async def _(w: World) -> Call:
    made, other = (await w.material())["number"], (await w.material("buy"))["number"]
    bill = await w.make("/bom", {"material": made, "revision": w.mark()[:20]})
    at = f"/bom/{bill['id']}"
    line = (await w.make(f"{at}/lines", {"component": (await w.material("buy"))["number"], "quantity": "1"}))["lines"][
        0
    ]
    path = f"{at}/lines/{line['id']}/alternates"
    chosen = (await w.make(path, {"component": other}))["alternates"][0]
    await w.make(f"{path}/{chosen['id']}/approval", {})
    await w.make(f"{at}/release", {})
    order = await w.make("/work-orders", {"material": made, "quantity": "1", "due_at": DUE, "note": w.mark()})
    w.belongings.add(order["number"])
    said = {"component": other, "reason": w.mark()}
    return Call({"number": order["number"], "position": order["materials"][0]["position"]}, said)


@recipe("POST /reasons")
async def _(w: World) -> Call:
    return Call(body={"kind": "scrap", "code": w.mark(), "name": w.mark()})


@recipe("POST /reasons/{reason_id}/archive", "POST /reasons/{reason_id}/restore")
async def _(w: World) -> Call:
    made = await w.make("/reasons", {"kind": "scrap", "code": w.mark(), "name": w.mark()})
    return Call({"reason_id": made["id"]})


@recipe("POST /tablets")
async def _(w: World) -> Call:
    return Call(body={"name": w.mark(), "machine": (await w.make_machine())["code"]})


@recipe("POST /tablets/{device_id}/code", "POST /tablets/{device_id}/revoke")
async def _(w: World) -> Call:
    made = await w.make("/tablets", {"name": w.mark(), "machine": (await w.make_machine())["code"]})
    return Call({"device_id": made["id"]})


@recipe("POST /handovers/{handover_id}/settle")
async def _(w: World) -> Call:
    return Call({"handover_id": (await w.handover())["id"]}, {"note": w.mark()})


@recipe("POST /work-orders/bulk/release", "POST /work-orders/bulk/hold", "POST /work-orders/bulk/resume")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.order("planned"))["id"]], "reason": "Material is late"})


@recipe("POST /work-orders/bulk/priority")
async def _(w: World) -> Call:
    return Call(body={"ids": [(await w.order("planned"))["id"]], "value": "1"})
