"""Pictures and documents of records."""

from __future__ import annotations

from base64 import b64encode

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /files/of/{kind}/{record_id}")
async def _(w: World) -> Call:
    return Call({"kind": "materials", "record_id": (await w.material())["id"]}, told(w))


@recipe("POST /files/{file_id}/removal")
async def _(w: World) -> Call:
    return Call({"file_id": await kept(w)})


def told(w: World) -> dict[str, str]:
    return {"name": f"{w.mark()}.txt", "content": b64encode(w.mark().encode()).decode(), "note": w.mark()}


async def kept(w: World) -> str:
    """A text file of a material."""
    material = (await w.material())["id"]
    return str((await w.make(f"/files/of/materials/{material}", told(w)))["id"])
