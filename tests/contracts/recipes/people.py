"""Accounts: inviting, locking, roles in plants, sessions."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.recipes.company import user
from tests.contracts.world import Call, World
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import PasswordLink
from unison_web.modules.identity.service import secrets

#: Never twice the same in a row, so that each choice is a change.
HOURS = itertools.cycle(str(hours) for hours in range(13, 24))


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


async def role(w: World) -> dict[str, Any]:
    return await w.make("/roles", {"name": w.mark(), "copy_of": "operator"})


@recipe("POST /roles")
async def _(w: World) -> Call:
    return Call(body={"name": w.mark(), "copy_of": "auditor"})


@recipe("PUT /roles/{role_id}/rights", "POST /roles/{role_id}/rights")
async def _(w: World) -> Call:
    return Call({"role_id": (await role(w))["id"]}, {"rights": ["materials:read", "units:read"]})


@recipe("POST /roles/{role_id}/remove")
async def _(w: World) -> Call:
    return Call({"role_id": (await role(w))["id"]})


@recipe("POST /roles/{role_id}/reset")
async def _(w: World) -> Call:
    roles = (await w.ask("GET", "/roles")).json()["roles"]
    return Call({"role_id": next(one["id"] for one in roles if one["code"] == "logistics")})


@recipe("POST /users/{user_id}/view-as")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, by=await w.someone())


@recipe("POST /view-as/stop")
async def _(w: World) -> Call:
    who, whom = await w.someone(), await user(w)
    await w.make(f"/users/{whom['id']}/view-as", by=who)
    return Call(by=who)


@recipe("PUT /settings/values/{key}", "POST /settings/values/{key}/edit")
async def _(w: World) -> Call:
    return Call({"key": "session.hours"}, {"scope": "organization", "value": next(HOURS)})


async def way_back(w: World) -> str:
    """The secret in a link to a new password."""
    secret, at = secrets.new_secret(), timedelta(hours=1)
    assert w.admin.actor
    await w.run_sql("delete from password_links")  # one a person, and these tests fill their companies more than once
    async with unit_of_work(w.admin.app.state.engine, w.admin.actor) as uow:
        row = PasswordLink(user_id=w.admin.actor.user_id, token_hash=secrets.digest(secret), expires_at=uow.now() + at)
        uow.session.add(row)
    return secret
