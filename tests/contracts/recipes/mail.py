"""E-mail: settings, mails, addresses that get none, and what providers tell."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes import people
from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


async def caught(w: World) -> str:
    """A mail that may be sent again."""
    await people.invited(w)
    mail = (await w.ask("GET", "/mails")).json()["items"][0]["id"]
    await w.run_sql(
        "update mail_messages set state = 'caught', job = '' where organization_id = :organization and id = :id",
        organization=w.admin.organization, id=mail,
    )  # fmt: skip
    return str(mail)


async def suppression(w: World) -> dict[str, Any]:
    return await w.make("/mail-suppressions", {"address": f"{w.mark()}@example.com".lower()})


async def kept(w: World) -> dict[str, Any]:
    return {"mail_id": await caught(w), "suppression_id": (await suppression(w))["id"]}


@recipe("POST /mails/{mail_id}/again")
async def _(w: World) -> Call:
    return Call({"mail_id": await caught(w)}, {})


@recipe("POST /mail-suppressions")
async def _(w: World) -> Call:
    return Call(body={"address": f"{w.mark()}@example.com".lower()})


@recipe("POST /mail-suppressions/{suppression_id}/removal")
async def _(w: World) -> Call:
    return Call({"suppression_id": (await suppression(w))["id"]}, {})


@recipe("POST /mail-settings")
async def _(w: World) -> Call:
    return Call(body={"provider": "catcher", "sender_name": w.mark()[:90]})


@recipe("POST /mail-settings/hook")
async def _(w: World) -> Call:
    await w.make("/mail-settings", {"provider": "catcher"})
    return Call(body={})


@recipe("POST /mail-settings/test")
async def _(w: World) -> Call:
    await w.make("/mail-settings", {"provider": "catcher"})
    return Call(body={"to": "somebody@example.com"})


@recipe("POST /hooks/mail/{secret}")
async def _(w: World) -> Call:
    return Call({"secret": "nobodys"}, {})
