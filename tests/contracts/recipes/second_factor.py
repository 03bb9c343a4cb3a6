"""Second factors."""

from __future__ import annotations

import pyotp

from tests.cast import Person
from tests.contracts.recipes.book import recipe
from tests.contracts.world import PASSWORD, Call, World
from tests.modules.second_factor.authenticator import Device


async def enrolled(w: World) -> tuple[Person, list[str]]:
    """Somebody with an app, and their recovery codes."""
    who = await w.someone()
    offer = (await w.ask("GET", "/me/security/app", by=who)).json()
    said = {"offer": offer["offer"], "code": pyotp.TOTP(offer["seed"]).now()}
    answer = await w.ask("POST", "/me/security/app", said, by=who)
    assert answer.status_code == 201, answer.text
    return who, answer.json()["recovery_codes"]


@recipe("POST /auth/second-factor")
async def _(w: World) -> Call:
    who, codes = await enrolled(w)
    await w.run_sql(
        "update users set password_hash = (select password_hash from users where email = :known) where email = :new",
        known=w.admin.email, new=who.email,
    )  # fmt: skip
    answer = await w.http.post("/api/v1/auth/login", json={"email": who.email, "password": PASSWORD})
    return Call(body={"ticket": answer.json()["ticket"], "code": codes[0]})


@recipe("POST /me/security/app")
async def _(w: World) -> Call:
    who = await w.someone()
    offer = (await w.ask("GET", "/me/security/app", by=who)).json()
    return Call(body={"offer": offer["offer"], "code": pyotp.TOTP(offer["seed"]).now()}, by=who)


@recipe("POST /me/security/app/removal", "POST /me/security/recovery-codes")
async def _(w: World) -> Call:
    return Call(body={}, by=(await enrolled(w))[0])


@recipe("POST /security")
async def _(w: World) -> Call:
    return Call(body={"needed_by": "nobody"})


@recipe("POST /users/{user_id}/second-factor/reset")
async def _(w: World) -> Call:
    who, _codes = await enrolled(w)
    me = (await w.ask("GET", "/auth/me", by=who)).json()
    return Call({"user_id": me["user_id"]}, {"reason": "Lost the phone, came by in person"})


async def with_passkey(w: World) -> tuple[Person, Device]:
    who, device = await w.someone(), Device()
    asked = (await w.ask("GET", "/me/security/passkeys", by=who)).json()
    said = {"name": w.mark(), "question": asked["question"], "answer": device.create(asked["options"])}
    answer = await w.ask("POST", "/me/security/passkeys", said, by=who)
    assert answer.status_code == 201, answer.text
    return who, device


@recipe("POST /me/security/passkeys")
async def _(w: World) -> Call:
    who = await w.someone()
    asked = (await w.ask("GET", "/me/security/passkeys", by=who)).json()
    said = {"name": w.mark(), "question": asked["question"], "answer": Device().create(asked["options"])}
    return Call(body=said, by=who)


@recipe("POST /me/security/passkeys/{passkey_id}/removal")
async def _(w: World) -> Call:
    who, _device = await with_passkey(w)
    key = (await w.ask("GET", "/me/security", by=who)).json()["passkeys"][0]
    return Call({"passkey_id": key["id"]}, {}, by=who)


@recipe("POST /auth/passkey")
async def _(w: World) -> Call:
    _who, device = await with_passkey(w)
    asked = (await w.ask("GET", "/auth/passkey")).json()
    return Call(body={"question": asked["question"], "answer": device.get(asked["options"])})
