"""Seals of the trail."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /audit/seals/verify")
async def _(w: World) -> Call:
    return Call()


@recipe("POST /audit/verifications")
async def _(w: World) -> Call:
    """One at a time: whatever is under way is cancelled first."""
    for under_way in (await w.ask("GET", "/audit/verifications?state=queued")).json()["items"]:
        assert (await w.ask("POST", f"/audit/verifications/{under_way['id']}/cancel")).is_success
    return Call()


@recipe("POST /audit/verifications/{verification_id}/cancel")
async def _(w: World) -> Call:
    return Call({"verification_id": (await w.make("/audit/verifications"))["id"]})
