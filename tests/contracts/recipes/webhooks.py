"""Programs that are told, and what they were told. Nobody answers at their address."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


def said(w: World) -> dict[str, Any]:
    return {"name": w.mark(), "url": "http://127.0.0.1:9/hook", "kinds": ["shipping.moved"]}


async def webhook(w: World) -> str:
    """Paused as soon as it is there: the others' records are not told."""
    made = str((await w.make("/webhooks", said(w)))["id"])
    await w.ask("POST", f"/webhooks/{made}/pause")
    return made


async def delivery(w: World) -> str:
    told = await w.ask("POST", f"/webhooks/{await webhook(w)}/test")
    assert told.is_success, told.text
    made = str(told.json()["id"])
    await w.run_sql(
        "update webhook_deliveries set state = 'failed', words = :why where id = :id", id=made, why=w.mark()
    )
    return made


@recipe("POST /webhooks")
async def _(w: World) -> Call:
    return Call(body=said(w))


@recipe("PUT /webhooks/{webhook_id}", "POST /webhooks/{webhook_id}/edit")
async def _(w: World) -> Call:
    return Call({"webhook_id": await webhook(w)}, said(w))


@recipe(
    "POST /webhooks/{webhook_id}/rotation", "POST /webhooks/{webhook_id}/pause", "POST /webhooks/{webhook_id}/resume",
    "POST /webhooks/{webhook_id}/test",
)  # fmt: skip
async def _(w: World) -> Call:
    return Call({"webhook_id": await webhook(w)}, {})


@recipe("POST /webhooks/{webhook_id}/removal")
async def _(w: World) -> Call:
    return Call({"webhook_id": await webhook(w)}, {"reason": w.mark()})


@recipe("POST /webhook-deliveries/{delivery_id}/again")
async def _(w: World) -> Call:
    return Call({"delivery_id": await delivery(w)}, {})
