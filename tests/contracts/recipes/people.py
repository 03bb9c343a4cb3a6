"""Accounts: inviting, locking, roles in plants, sessions."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.company import user
from tests.contracts.world import Call, World


async def invited(w: World) -> dict[str, Any]:
    return await w.make("/users/invite", {"name": w.mark(), "email": f"{w.mark().lower()}@x.test", "role": "operator"})


@recipe("POST /users/invite")
async def _(w: World) -> Call:
    return Call(body={"name": w.mark(), "email": f"{w.mark().lower()}@x.test", "role": "operator"})


@recipe("POST /users/{user_id}/invitation")
async def _(w: World) -> Call:
    return Call({"user_id": (await invited(w))["id"]})


@recipe("POST /users/{user_id}/lock")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, {"reason": w.mark()})


@recipe("POST /users/{user_id}/memberships")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, {"role": "planner", "plant_id": str(w.factory.plant)})


@recipe("DELETE /users/{user_id}/memberships/{membership_id}", "POST /users/{user_id}/memberships/{membership_id}/end")
async def _(w: World) -> Call:
    made = await user(w)
    whole = (await w.ask("GET", f"/users/{made['id']}")).json()
    return Call({"user_id": made["id"], "membership_id": whole["memberships"][0]["id"]})


@recipe("POST /users/{user_id}/sessions/end")
async def _(w: World) -> Call:
    return await signed_in(w, False)


@recipe("POST /users/{user_id}/sessions/{session_id}/end")
async def _(w: World) -> Call:
    return await signed_in(w, True)


async def signed_in(w: World, one: bool) -> Call:
    """A colleague, and where they are signed in."""
    who = await w.someone("operator")
    found = (await w.ask("GET", "/users", params={"q": who.email})).json()["items"][0]
    whole = (await w.ask("GET", f"/users/{found['id']}")).json()
    place = {"session_id": whole["sessions"][0]["id"]} if one else {}
    return Call({"user_id": found["id"], **place})
