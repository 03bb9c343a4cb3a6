"""Skills and certificates."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /skills")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark()[:20], "name": w.mark()})


async def skill(w: World) -> dict[str, Any]:
    return await w.make("/skills", {"code": w.mark()[:20], "name": w.mark()})


@recipe("PUT /skills/{skill_id}", "POST /skills/{skill_id}/edit")
async def _(w: World) -> Call:
    made = await skill(w)
    return Call({"skill_id": made["id"]}, {"code": made["code"], "name": w.mark()})


@recipe("POST /skills/{skill_id}/archive")
async def _(w: World) -> Call:
    return Call({"skill_id": (await skill(w))["id"]}, {"archived": True})


@recipe("POST /skills/{skill_id}/certificates")
async def _(w: World) -> Call:
    return Call({"skill_id": (await skill(w))["id"]}, {"person": w.operator.email, "valid_from": "2026-01-15"})


@recipe("POST /skills/{skill_id}/certificates/{certificate_id}/withdrawal")
async def _(w: World) -> Call:
    made = await skill(w)
    body = {"person": w.operator.email, "valid_from": "2026-01-15"}
    given = await w.make(f"/skills/{made['id']}/certificates", body)
    return Call({"skill_id": made["id"], "certificate_id": given["id"]})
