"""Paul keeps a drawing with a material; the operator may look at it; the other company never knows."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory
from unison_web.kit.storage import Folder, Missing, key_of
from unison_web.modules.files import rules

PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
async def material(planner: Person, factory: SmallFactory) -> str:
    body = {"number": f"F-{uuid4().hex[:8]}", "name": "Plate", "type": "buy", "unit": "EA"}
    return str((await planner.api("POST", "/materials", body)).json()["id"])


async def sent(person: Person, material: str, name: str, content: bytes) -> httpx.Response:
    form = {"_csrf_token": person.csrf, "_key": str(uuid4()), "note": "Revision C"}
    headers = {"accept": "text/html", "origin": ORIGIN}
    path = f"/files/of/materials/{material}"
    return await person.client.post(path, data=form, files={"file": (name, content)}, headers=headers)


async def listed(person: Person, material: str) -> list[dict[str, Any]]:
    answer = await person.api("GET", f"/files/of/materials/{material}")
    return answer.json()["items"]  # type: ignore[no-any-return]


async def test_a_drawing_is_kept_with_its_record(planner: Person, operator: Person, material: str) -> None:
    answer = await sent(planner, material, "plate C.pdf", PDF)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/materials/{material}"
    (file,) = await listed(planner, material)
    assert (file["name"], file["media_type"], file["shown"]) == ("plate C.pdf", "application/pdf", True)
    opened = await planner.client.get(f"/files/{file['id']}")
    assert opened.content == PDF
    assert opened.headers["content-disposition"].startswith("inline")
    assert opened.headers["x-content-type-options"] == "nosniff"
    assert "Revision C" in (await planner.see(f"/files/of/materials/{material}")).text


async def test_a_program_sends_it_in_base64(planner: Person, material: str) -> None:
    body = {"name": "list.csv", "content": b64encode(b"a;b\n1;2").decode()}
    made = await planner.api("POST", f"/files/of/materials/{material}", body)
    assert made.status_code == 201, made.text
    opened = await planner.client.get(f"/files/{made.json()['id']}")
    assert opened.content == b"a;b\n1;2"
    assert opened.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.pdf", b"MZ\x90\x00"),
        ("picture.png", b"<html><script>alert(1)</script>"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("run", b"#!/bin/sh\nrm -rf /"),
        ("nothing.txt", b""),
    ],
)
async def test_programs_and_pages_are_not_kept(planner: Person, material: str, name: str, content: bytes) -> None:
    answer = await sent(planner, material, name, content)
    assert answer.status_code == 422
    assert 'id="e-f-file"' in answer.text
    assert await listed(planner, material) == []


async def test_only_who_may_change_the_record_adds_to_it(
    planner: Person, operator: Person, stranger: Person, material: str
) -> None:
    await sent(planner, material, "a.txt", b"text")
    (file,) = await listed(planner, material)
    assert (await sent(operator, material, "b.txt", b"text")).status_code == 403
    assert (await stranger.client.get(f"/files/{file['id']}")).status_code == 404
    assert (await sent(stranger, material, "c.txt", b"text")).status_code == 404
    assert (await stranger.api("POST", f"/files/{file['id']}/removal")).status_code == 404


async def test_what_is_removed_is_gone(planner: Person, material: str) -> None:
    await sent(planner, material, "a.txt", b"text")
    (file,) = await listed(planner, material)
    assert (await planner.send(f"/files/{file['id']}/removal")).status_code == 303
    assert (await planner.client.get(f"/files/{file['id']}")).status_code == 404


async def test_a_custom_field_refers_to_a_file(admin: Person, planner: Person, material: str) -> None:
    name = f"drawing-{uuid4().hex[:6]}.pdf"
    await sent(planner, material, name, PDF)
    label = f"Drawing {uuid4().hex[:6]}"
    field = (await admin.api("POST", "/custom-fields", {"noun": "materials", "label": label, "type": "file"})).json()
    path = f"/custom-fields/values/materials/{material}"
    assert (await planner.api("PUT", path, {"values": {field["key"]: name}})).status_code == 200
    (file,) = await listed(planner, material)
    assert f'href="/files/{file["id"]}"' in (await planner.see(f"/materials/{material}")).text
    wrong = await planner.api("PUT", path, {"values": {field["key"]: "no-such.pdf"}})
    assert wrong.status_code == 422
    await admin.api("POST", f"/custom-fields/{field['id']}/archive", {"archived": True})


async def test_a_folder_keeps_nothing_outside_of_itself(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "files")
    await folder.put("a/b/c.txt", b"1")
    assert await folder.get("a/b/c.txt") == b"1"
    await folder.remove("a/b/c.txt")
    for key in ("a/b/c.txt", "../outside.txt", "/etc/passwd"):
        with pytest.raises(Missing):
            await folder.get(key)


def test_keys_are_safe_whatever_a_file_is_called() -> None:
    one = uuid4()
    assert key_of(one, "materials", one, "../../ü b.pdf") == f"{one}/materials/{one}/b.pdf"


@pytest.mark.parametrize(
    ("content", "kind"),
    [(PDF, "application/pdf"), (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"), ("Größe".encode(), "text/plain"),
     (b"\x00\x01\x02", "application/octet-stream"), (b"PK\x03\x04....", "application/zip")],
)  # fmt: skip
def test_the_content_says_what_it_is(content: bytes, kind: str) -> None:
    assert rules.media_type(content) == kind
