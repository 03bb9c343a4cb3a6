"""Keys of programs."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


def said(w: World) -> dict[str, Any]:
    return {"name": w.mark(), "scopes": ["materials:read"], "addresses": ["127.0.0.0/8"]}


async def key(w: World) -> dict[str, Any]:
    return await w.make("/api-keys", said(w))


@recipe("POST /api-keys")
async def _(w: World) -> Call:
    return Call(body=said(w))


@recipe("POST /api-keys/{key_id}/rotation", "POST /api-keys/{key_id}/revocation")
async def _(w: World) -> Call:
    return Call({"key_id": (await key(w))["id"]}, {})
