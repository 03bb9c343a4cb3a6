"""How the product looks and speaks."""

from __future__ import annotations

import io

from PIL import Image

from tests.cast import ORIGIN
from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World


@recipe("POST /branding/draft")
async def _(w: World) -> Call:
    return Call(body={"name": w.mark()[:40], "accent": "#0b6b53"})


@recipe("POST /branding/publish", "POST /branding/discard")
async def _(w: World) -> Call:
    await w.make("/branding/draft", {"name": w.mark()[:40]})
    return Call()


@recipe("POST /branding/labels")
async def _(w: World) -> Call:
    plant = (await w.ask("GET", "/plants")).json()["items"][0]["id"]
    return Call(body={"plant_id": plant})


async def with_a_logo(w: World) -> None:
    """A face that is published, plain but for a picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 4), "#0b6b53").save(out, "PNG")
    form = {"_csrf_token": w.admin.csrf, "_key": w.mark()}
    sent = await w.admin.client.post(
        "/branding/draft",
        data=form,
        files={"logo": ("logo.png", out.getvalue())},
        headers={"accept": "text/html", "origin": ORIGIN},
    )
    assert sent.status_code == 303, sent.text
    await w.make("/branding/publish")
