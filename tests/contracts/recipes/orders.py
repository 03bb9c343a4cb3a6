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
