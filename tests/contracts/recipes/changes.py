"""Engineering changes."""

from __future__ import annotations

from typing import Any

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World

AT = "/engineering-changes/{change_id}"


@recipe("POST /engineering-changes")
async def _(w: World) -> Call:
    return Call(body={"title": w.mark(), "reason": w.mark()})


async def change(w: World, *verbs: str) -> dict[str, Any]:
    """A change with one new revision, moved as far as ``verbs`` say."""
    made = await w.make("/engineering-changes", {"title": w.mark(), "reason": w.mark()})
    bill = await w.bom()
    body = {"material": bill["material"], "revision": bill["revision"]}
    made = await w.make(f"/engineering-changes/{made['id']}/bills", body)
    for verb in verbs:
        made = await w.make(f"/engineering-changes/{made['id']}/{verb}")
    return made


@recipe(f"PUT {AT}")
async def _(w: World) -> Call:
    return Call({"change_id": (await change(w))["id"]}, {"title": w.mark()})


@recipe(f"POST {AT}/bills")
async def _(w: World) -> Call:
    bill = await w.bom()
    return Call({"change_id": (await change(w))["id"]}, {"material": bill["material"], "revision": bill["revision"]})


@recipe(f"DELETE {AT}/bills/{{bill_id}}", f"POST {AT}/bills/{{bill_id}}/removal")
async def with_bill(w: World) -> Call:
    made = await change(w)
    return Call({"change_id": made["id"], "bill_id": made["bills"][0]["id"]})


@recipe(f"POST {AT}/submission")
async def _(w: World) -> Call:
    return Call({"change_id": (await change(w))["id"]})


@recipe(f"POST {AT}/approval")
async def _(w: World) -> Call:
    return Call({"change_id": (await change(w, "submission"))["id"]})


@recipe(f"POST {AT}/rejection")
async def _(w: World) -> Call:
    return Call({"change_id": (await change(w, "submission"))["id"]}, {"reason": w.mark()})


@recipe(f"POST {AT}/reopening")
async def _(w: World) -> Call:
    made = await change(w, "submission")
    await w.make(f"/engineering-changes/{made['id']}/rejection", {"reason": w.mark()})
    return Call({"change_id": made["id"]})


@recipe(f"POST {AT}/release")
async def _(w: World) -> Call:
    return Call({"change_id": (await change(w, "submission", "approval"))["id"]})
