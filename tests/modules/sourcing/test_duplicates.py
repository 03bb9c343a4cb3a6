"""One thing under two numbers costs stock twice. Who keeps materials is told, and told why."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory


def word() -> str:
    return "".join(chr(ord("a") + int(sign, 16)) for sign in uuid4().hex[:7])


async def made(who: Person, name: str, **more: Any) -> dict[str, Any]:
    body = {"number": f"DU-{uuid4().hex[:8].upper()}", "name": name, "type": "buy", "unit": "EA", **more}
    answer = await who.api("POST", "/materials", body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def suspects(who: Person, material: dict[str, Any]) -> dict[str, list[str]]:
    answer = await who.api("GET", f"/materials/{material['id']}/duplicates")
    assert answer.status_code == 200, answer.text
    return {one["number"]: one["reasons"] for one in answer.json()["suspects"]}


@pytest.fixture
def thing(factory: SmallFactory) -> str:
    return f"Flange {word()} {word()}"


async def test_names_that_are_alike_are_suspected_and_other_sizes_not(admin: Person, thing: str) -> None:
    one = await made(admin, f"{thing} M8×40, galvanised")
    same = await made(admin, f"{thing} m8x40 GALVANISED".replace(" m8x40", " M8×40,"))
    near = await made(admin, f"{thing.replace('Flange', 'Flangge')} M8x40 galvanised")
    await made(admin, f"{thing} M8×45, galvanised")
    assert await suspects(admin, one) == {same["number"]: ["The same name"], near["number"]: ["A name much like it"]}


async def test_every_reason_is_said(admin: Person, thing: str) -> None:
    gtin = "4006381333931"
    one, other = await made(admin, f"{thing} one", gtin=gtin), await made(admin, word(), gtin=f"0{gtin}")
    supplier = await admin.api("POST", "/partners", {"name": f"Supplier {word()}", "supplier": True})
    code = word().upper()
    for material, said in ((one, code), (other, code.lower())):
        offer = {"supplier": supplier.json()["number"], "supplier_number": said, "unit": "EA"}
        answer = await admin.api("POST", f"/materials/{material['id']}/suppliers", offer)
        assert answer.status_code == 201, answer.text
    found = await suspects(admin, one)
    assert found[other["number"]] == ["The same GTIN", "The same supplier sells both under the same number"]
    everywhere = (await admin.api("GET", "/materials/duplicates")).text
    assert one["number"] in everywhere
    assert "same supplier" in (await admin.see("/materials/duplicates")).text


async def test_what_somebody_judged_is_not_asked_again(admin: Person, planner: Person, thing: str) -> None:
    one, other = await made(admin, thing), await made(admin, thing)
    assert other["number"] in await suspects(admin, one)
    path = f"/materials/{one['id']}/duplicates/{other['id']}"
    assert (await admin.api("POST", path, {"note": "Left-handed"})).status_code == 200
    assert await suspects(admin, one) == {}
    assert await suspects(admin, other) == {}
    page = (await admin.see(f"/materials/{other['id']}/duplicates")).text
    assert admin.name in page
    assert "Left-handed" in page
    assert (await admin.api("DELETE", path)).status_code == 200
    assert other["number"] in await suspects(admin, one)


async def test_one_that_is_replaced_by_the_other_is_settled(admin: Person, thing: str) -> None:
    one, other = await made(admin, thing), await made(admin, thing)
    assert f"{other['number']} replaces it" in (await admin.see(f"/materials/{one['id']}/duplicates")).text
    done = await admin.send(f"/materials/{one['id']}/replacement", material=other["number"])
    assert done.status_code == 303
    assert await suspects(admin, one) == {}


async def test_who_types_a_name_sees_what_is_here_already(admin: Person, stranger: Person, thing: str) -> None:
    one = await made(admin, thing)
    typed = await admin.fragment("/materials/alike", "material-alike", name=thing.upper(), gtin="")
    assert one["number"] in typed.text
    assert "<html" not in typed.text
    besides = await admin.fragment("/materials/alike", "material-alike", name=thing, besides=one["id"])
    assert one["number"] not in besides.text
    assert one["number"] not in (await stranger.see("/materials/alike", name=thing)).text
    assert 'hx-get="/materials/alike"' in (await admin.see("/materials/new")).text
