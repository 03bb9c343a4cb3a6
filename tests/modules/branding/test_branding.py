"""Ida prepares a face for Adventure Works; everybody there sees it once it is published, and nobody at Kestrel does."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory
from tests.modules.prints import paper
from tests.modules.prints.paper import needs_poppler
from unison_web.settings import Settings

HARM = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10"
 onload="alert(1)"><script>alert(2)</script><style>@import url(https://evil.example/x.css)</style>
<a xlink:href="javascript:alert(3)"><rect width="5" height="5"/></a><image href="https://evil.example/i.png"/>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>
<path d="M0 0h10v10z" fill="url(https://evil.example/)" onclick="x()"/><circle r="3" fill="#0b6b53"/></svg>"""


@pytest.fixture(autouse=True)
async def _plain_again(admin: Person) -> AsyncIterator[None]:
    yield
    await admin.api("POST", "/branding/draft", {"remove_logo": True, "remove_icon": True})
    await admin.api("POST", "/branding/publish")


async def published(admin: Person, **said: Any) -> dict[str, Any]:
    assert (await admin.api("POST", "/branding/draft", said)).status_code == 200
    answer = await admin.api("POST", "/branding/publish")
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def with_file(admin: Person, name: str, content: bytes, file: str = "logo.png") -> httpx.Response:
    form = {"_csrf_token": admin.csrf, "_key": str(uuid4()), "name": "Adventure"}
    headers = {"accept": "text/html", "origin": ORIGIN}
    return await admin.client.post("/branding/draft", data=form, files={name: (file, content)}, headers=headers)


def png(size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0b6b53").save(out, "PNG")
    return out.getvalue()


async def test_nobody_sees_a_draft(admin: Person, planner: Person) -> None:
    await admin.api("POST", "/branding/draft", {"name": "Pedal Power"})
    assert "Pedal Power" in (await admin.see("/branding/preview")).text
    assert "Pedal Power" not in (await planner.see("/materials")).text
    assert (await admin.api("POST", "/branding/discard")).status_code == 200
    assert (await admin.api("POST", "/branding/publish")).status_code == 409


async def test_name_and_colour_are_everywhere_and_only_here(admin: Person, planner: Person, stranger: Person) -> None:
    face = await published(admin, name="Pedal Power", accent="#0b6b53")
    page = (await planner.see("/materials")).text
    assert "· Pedal Power</title>" in page
    assert face["css"] in page
    sheet = await planner.client.get(face["css"])
    assert "--accent:light-dark(#0b6b53," in sheet.text
    assert "immutable" in sheet.headers["cache-control"]
    other = (await stranger.see("/materials")).text
    assert "Pedal Power" not in other
    assert face["css"] not in other


async def test_a_colour_that_cannot_be_read_is_refused_with_its_ratio(admin: Person) -> None:
    refused = await admin.api("POST", "/branding/draft", {"accent": "#ffd400"})
    assert refused.status_code == 422
    assert "contrast 1.2" in refused.json()["errors"]["accent"]
    page = await admin.send("/branding/draft", accent="#ffd400", name="Kept")
    assert page.status_code == 422
    assert 'value="Kept"' in page.text
    assert (await admin.api("POST", "/branding/draft", {"accent_dark": "#222222"})).status_code == 422


async def test_the_companys_words_replace_the_products(admin: Person, planner: Person, stranger: Person) -> None:
    await published(admin, terms={"work_order_one": "job", "work_order_many": "jobs", "material_many": "articles"})
    assert ">Jobs<" in (await planner.see("/work-orders")).text
    assert "<h1>Articles" in (await planner.see("/materials")).text.replace("\n", "").replace("<h1 >", "<h1>") or (
        ">Articles<" in (await planner.see("/materials")).text
    )
    assert ">Jobs<" not in (await stranger.see("/work-orders")).text
    data = (await planner.api("GET", "/materials", params={"limit": "1"})).json()
    assert "items" in data, "names in the API stay what they are"


async def test_a_part_that_is_switched_off_is_gone(admin: Person, planner: Person, stranger: Person) -> None:
    assert (await planner.see("/partners")).status_code == 200
    await published(admin, switched_off=["partners"])
    assert 'href="/partners"' not in (await planner.see("/materials")).text
    assert (await planner.see("/partners")).status_code == 403
    assert (await stranger.see("/partners")).status_code == 200
    features = (await planner.api("GET", f"/branding/{planner.organization}/features")).json()["items"]
    assert {item["key"] for item in features if not item["on"]} == {"partners"}
    assert (await admin.api("POST", "/branding/draft", {"switched_off": ["floor"]})).status_code == 422


async def test_a_picture_is_written_anew(admin: Person, planner: Person) -> None:
    assert (await with_file(admin, "logo", png() + b"<script>alert(1)</script>")).status_code == 303
    face = (await admin.api("POST", "/branding/publish")).json()
    picture = await planner.client.get(face["logo"])
    assert picture.headers["content-type"] == "image/png"
    assert b"script" not in picture.content
    assert Image.open(io.BytesIO(picture.content)).size == (40, 20)
    assert f'src="{face["logo"]}"' in (await planner.see("/materials")).text
    assert (await planner.api("GET", f"/branding/{planner.organization}/logo")).content == picture.content


async def test_a_drawing_loses_everything_that_acts(admin: Person) -> None:
    assert (await with_file(admin, "logo", HARM, "logo.svg")).status_code == 303
    face = (await admin.api("POST", "/branding/publish")).json()
    drawing = (await admin.client.get(face["logo"])).text
    for word in ("script", "alert", "evil", "javascript", "foreignObject", "onload", "onclick", "style", "image"):
        assert word not in drawing.replace("image/svg", "")
    assert "circle" in drawing
    assert "#0b6b53" in drawing


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a nonsense",
        b"%PDF-1.4",
        b"x" * 600_000,
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g/>" * 6000 + b"</svg>",
        b"<svg",
    ],
)
async def test_what_is_no_picture_is_refused_at_its_field(admin: Person, content: bytes) -> None:
    refused = await with_file(admin, "logo", content)
    assert refused.status_code == 422
    assert 'id="e-f-logo"' in refused.text


async def test_another_companys_face_is_missing(planner: Person, stranger: Person) -> None:
    for path in ("", "/logo", "/features"):
        assert (await stranger.api("GET", f"/branding/{planner.organization}{path}")).status_code == 404


async def test_the_host_name_says_whose_sign_in_page_it_is(admin: Person, nobody: Person) -> None:
    host = f"mes-{uuid4().hex[:6]}.example.com"
    await published(admin, name="Pedal Power", host=host)
    page = await nobody.client.get("/login", headers={"accept": "text/html", "host": host})
    assert "Pedal Power" in page.text
    plain = await nobody.client.get("/login", headers={"accept": "text/html"})
    assert "Pedal Power" not in plain.text
    assert (await admin.api("POST", "/branding/draft", {"host": "not a host"})).status_code == 422


@needs_poppler
async def test_the_traveler_carries_the_logo_and_the_label_the_plants_own(
    admin: Person, planner: Person, factory: SmallFactory, settings: Settings, engine: AsyncEngine, tmp_path: Path
) -> None:
    await with_file(admin, "logo", png())
    await admin.api("POST", "/branding/publish")
    order = (await planner.api("POST", "/work-orders", paper.order_input(factory.frame))).json()
    async with paper.workshop(settings, engine) as context:
        for kind in ("traveler", "label"):
            asked = await paper.ask(planner, order["number"], kind)
            await paper.made(context, settings, engine, asked["id"])
            document = await planner.api("GET", f"/prints/{asked['id']}/file")
            pdf = paper.saved(tmp_path, document.content)
            assert b"/Subtype /Image" in pdf.read_bytes() or b"/Image" in pdf.read_bytes()
            if kind == "traveler":
                assert "Adventure traveler" in paper.words(pdf)


async def test_only_administrators_prepare(planner: Person, operator: Person) -> None:
    assert (await planner.api("POST", "/branding/draft", {"name": "Mine"})).status_code == 403
    assert (await planner.see("/branding")).status_code == 200
    assert (await operator.see("/branding")).status_code == 403
