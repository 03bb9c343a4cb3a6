"""People, plants and what somebody does to their own session."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import PASSWORD, Call, World


@recipe("POST /auth/login")
async def _(w: World) -> Call:
    return Call(body={"email": w.admin.email, "password": PASSWORD})


@recipe("POST /auth/refresh")
async def _(w: World) -> Call:
    answer = await w.http.post("/api/v1/auth/login", json={"email": w.admin.email, "password": PASSWORD})
    return Call(body={"refresh_token": answer.json()["refresh_token"]})


@recipe("POST /auth/logout", "POST /me/sign-out-everywhere")
async def _(w: World) -> Call:
    return Call(by=await w.someone())


@recipe("POST /me/password")
async def _(w: World) -> Call:
    who = await w.someone()
    await w.run_sql(
        "update users set password_hash = (select password_hash from users where email = :known) where email = :new",
        known=w.admin.email, new=who.email,
    )  # fmt: skip
    return Call(body={"current": PASSWORD, "password": "another sentence to remember"}, by=who)


@recipe("POST /me/plant")
async def _(w: World) -> Call:
    return Call(body={"plant_id": str(w.factory.plant)}, by=await w.someone())


@recipe("POST /me/theme")
async def _(w: World) -> Call:
    return Call(body={"theme": "dark"})


@recipe("POST /users")
async def _(w: World) -> Call:
    return Call(
        body={"name": w.mark(), "email": f"{w.mark().lower()}@example.test", "role": "operator", "badge": w.mark()}
    )


async def user(w: World) -> dict[str, Any]:
    return await w.make(
        "/users", {"name": w.mark(), "email": f"{w.mark().lower()}@example.test", "role": "operator", "badge": w.mark()}
    )


@recipe("PUT /users/{user_id}/roles", "POST /users/{user_id}/roles")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, {"roles": ["planner"]})


@recipe("POST /users/{user_id}/state")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, {"state": "disabled", "reason": w.mark()})


@recipe("POST /plants")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark(), "zone": "Europe/Vienna", "currency": "EUR"})


@recipe("PUT /plants/{plant_id}", "POST /plants/{plant_id}/edit")
async def _(w: World) -> Call:
    body = {"name": w.mark(), "zone": "Europe/Vienna", "currency": "EUR", "locale": "de_AT"}
    return Call({"plant_id": (await plant(w))["id"]}, body)


@recipe("POST /plants/{plant_id}/archive")
async def _(w: World) -> Call:
    """By somebody who works in all plants: one who works in another does not see what happens there."""
    who = await w.someone()
    await who.api("POST", "/me/plant", {})
    return Call({"plant_id": (await plant(w))["id"]}, {"archived": True}, by=who)


async def plant(w: World) -> dict[str, Any]:
    """A new place where nothing happens yet."""
    return await w.make("/plants", {"code": w.mark(), "name": w.mark(), "zone": "Europe/Vienna", "currency": "EUR"})


@recipe("PUT /company", "POST /company/edit")
async def _(w: World) -> Call:
    known = (await w.ask("GET", "/company")).json()
    return Call(body={"name": known["name"], "locale": "en_AU" if known["locale"] == "en_GB" else "en_GB"})


@recipe("POST /departments")
async def _(w: World) -> Call:
    return Call(body={"code": w.mark(), "name": w.mark()})


@recipe("POST /me/language")
async def _(w: World) -> Call:
    return Call(body={"locale": "de_AT"}, by=await w.someone())


@recipe("POST /users/{user_id}/password")
async def _(w: World) -> Call:
    return Call({"user_id": (await user(w))["id"]}, {"password": "a sentence somebody else thought of"})


@recipe("PUT /settings/numbers/{kind}", "POST /settings/numbers/{kind}/edit")
async def _(w: World) -> Call:
    return Call({"kind": "work_order"}, {"pattern": "WO-{n}", "next_value": w.higher()})
