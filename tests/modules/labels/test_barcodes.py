"""Programs ask for a barcode and get addresses of pictures that anybody may open, for an hour."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx
import pytest
import zxingcpp
from PIL import Image

from tests.cast import ORIGIN, Person
from tests.modules.stock.place import code, made
from unison_web.kit import clock
from unison_web.kit.links import opened, signed


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


async def opened_by_nobody(nobody: Person, address: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=nobody.client._transport, base_url=ORIGIN) as plain:
        return await plain.get(path_of(address))


@pytest.mark.parametrize(("kind", "data", "read"), [
    ("code128", "{n}", "{n}"), ("datamatrix", "{n}", "{n}"), ("qr", "https://x.example/{n}", "https://x.example/{n}"),
    ("gs1_128", "(01)09506000134352(10){n}", "(01)09506000134352(10){n}"),
    ("gs1_datamatrix", "(10){n}(01)09506000134352", "(10){n}(01)09506000134352"),
    ("digital_link", "(01)09506000134352(10){n}", "http://localhost:8000/s/01/09506000134352/10/{n}"),
])  # fmt: skip
async def test_a_barcode_reads_back_from_its_picture(
    logistics: Person, nobody: Person, kind: str, data: str, read: str
) -> None:
    mark = code("B")
    row = await made(logistics, "/barcodes", {"kind": kind, "data": data.format(n=mark)})
    picture = await opened_by_nobody(nobody, row["png"])
    assert picture.headers["content-type"] == "image/png"
    with Image.open(BytesIO(picture.content)) as shown:
        found = zxingcpp.read_barcodes(shown.convert("L"))
    assert [each.text.replace("http://127.0.0.1:8000", ORIGIN) for each in found] == [read.format(n=mark)]
    drawing = await opened_by_nobody(nobody, row["svg"])
    assert drawing.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in drawing.headers["content-security-policy"]
    assert drawing.text.startswith("<svg")


async def test_the_same_barcode_is_made_once_and_its_addresses_are_fresh(logistics: Person) -> None:
    said = {"kind": "code128", "data": code("B")}
    first, second = await made(logistics, "/barcodes", said), await made(logistics, "/barcodes", said)
    assert first["id"] == second["id"]
    again = (await logistics.api("GET", f"/barcodes/{first['id']}")).json()
    assert (again["data"], again["kind"]) == (said["data"], "code128")


async def test_an_address_that_was_changed_or_has_ended_opens_nothing(logistics: Person, nobody: Person) -> None:
    row = await made(logistics, "/barcodes", {"kind": "qr", "data": code("B")})
    other = row["png"][:-2] + ("AA" if row["png"][-2:] != "AA" else "BB")
    assert (await opened_by_nobody(nobody, other)).status_code == 404
    assert (await opened_by_nobody(nobody, row["png"].replace("barcode-files/", "barcode-files/x"))).status_code == 404
    secret = logistics.app.state.settings.secret_key
    key = opened(secret, row["png"].rpartition("/")[2])
    ended = signed(secret, str(key), clock.now() - timedelta(seconds=1))
    assert (await opened_by_nobody(nobody, f"{ORIGIN}/barcode-files/{ended}")).status_code == 404


@pytest.mark.parametrize(("kind", "data", "words"), [
    ("gs1_128", "(01)09506000134353", "must be 2"), ("gs1_datamatrix", "0109506000134352", "in brackets"),
    ("code128", "日本", "cannot be written"), ("qr", "{number}", "Braces"),
])  # fmt: skip
async def test_what_cannot_be_a_barcode_is_refused_in_words(
    logistics: Person, kind: str, data: str, words: str
) -> None:
    answer = await logistics.api("POST", "/barcodes", {"kind": kind, "data": data})
    assert answer.status_code == 422
    assert words in answer.json()["errors"]["data"]


async def test_another_company_has_barcodes_of_its_own(logistics: Person, other_admin: Person) -> None:
    said = {"kind": "code128", "data": code("B")}
    ours, theirs = await made(logistics, "/barcodes", said), await made(other_admin, "/barcodes", said)
    assert ours["id"] != theirs["id"]
    assert (await other_admin.api("GET", f"/barcodes/{ours['id']}")).status_code == 404


async def test_who_may_not_print_labels_makes_no_barcodes(auditor: Person, factory: Any) -> None:
    assert (await auditor.api("POST", "/barcodes", {"kind": "qr", "data": "x"})).status_code == 403
