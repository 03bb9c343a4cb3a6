"""Exchange rates, rates of hours and kept roll-ups."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /exchange-rates")
async def _(w: World) -> Call:
    day = f"20{w.higher() // 1000 % 60 + 30}-01-{w.higher() // 1000 % 28 + 1:02}"
    body = {"base": "EUR", "quote": "USD", "value": "1.1", "valid_from": day, "source": w.mark(), "reason": w.mark()}
    return Call(body=body)


@recipe("POST /cost-rates")
async def _(w: World) -> Call:
    return Call(body={"kind": "labour", "amount": "40", "valid_from": "2030-01-01", "note": w.mark()})


@recipe("POST /materials/{material_id}/cost-rolls")
async def _(w: World) -> Call:
    return Call({"material_id": (await w.material("buy"))["id"]}, {"lot": "10"})


@recipe("POST /cost-rolls/{roll_id}/adoption")
async def _(w: World) -> Call:
    material = await w.material("buy")
    await w.make(f"/materials/{material['id']}/costs", {"amount": "3"})
    roll = await w.make(f"/materials/{material['id']}/cost-rolls", {"lot": "10"})
    return Call({"roll_id": roll["id"]}, {"valid_from": "2030-01-01"})
