"""Seals of the trail."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /audit/seals/verify")
async def _(w: World) -> Call:
    return Call()


@recipe("POST /audit/verifications")
async def _(w: World) -> Call:
    await w.run_sql("update audit_verifications set state = 'cancelled' where state in ('queued', 'running')")
    return Call()


@recipe("POST /audit/verifications/{verification_id}/cancel")
async def _(w: World) -> Call:
    return Call({"verification_id": (await w.make("/audit/verifications"))["id"]})
