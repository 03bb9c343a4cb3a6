"""One field does everything: any code of ours, any GS1 code in any order, and what may be done with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest

from tests.cast import Person
from tests.modules.labels.press import a_label, a_lot
from tests.modules.prints.paper import order_input
from tests.modules.stock.place import code, lots_of, made, material, warehouse
from unison_web.engine.gs1.elements import complete
from unison_web.settings import Settings


def a_gtin() -> str:
    """A GTIN-13 nobody else uses, from the range GS1 keeps for companies themselves."""
    return complete(f"2{abs(hash(code('G'))) % 10**11:011d}")


async def scan(person: Person, said: str) -> dict[str, Any]:
    answer = await person.api("GET", "/scan", params={"code": said})
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


def deeds(found: dict[str, Any]) -> list[str]:
    return [deed["label"] for deed in found["deeds"]]


@pytest.fixture(scope="module")
async def lot(planner: Person, logistics: Person, factory: Any) -> dict[str, str]:
    """A lot of a material with a GTIN, and what stands on its label."""
    gtin = a_gtin()
    number = await a_lot(planner, logistics, gtin=gtin, supplier_lot="SUP-77", expires_on="2031-12-31")
    return {"number": number, "gtin": gtin.zfill(14)}


FACES = (
    "(01){gtin}(10){number}(17)311231", "(17)311231(10){number}(01){gtin}", "]C101{gtin}10{number}\x1d17311231",
    "]d201{gtin}17311231\x1d10{number}\x1d", "]Q310{number}\x1d01{gtin}", "01{gtin}10{number}<GS>17311231",
    "https://id.gs1.org/01/{gtin}/10/{number}?17=311231", "{base}/{number}", "{base}/01/{gtin}/10/{number}", "{number}",
    "]C0{number}", " {number}\r\n", "(01){gtin}(10)SUP-77", "(91){number}",
)  # fmt: skip


@pytest.mark.parametrize("face", FACES)
async def test_a_lot_is_found_however_it_was_written(
    logistics: Person, settings: Settings, lot: dict[str, str], face: str
) -> None:
    found = await scan(logistics, face.format(**lot, base=f"{settings.public_url}/s"))
    assert (found["kind"], found["label"], found["trouble"]) == ("lot", lot["number"], "")
    assert {"Open", "Trace", "Move", "Count", "Put on hold"} <= set(deeds(found))


@pytest.mark.parametrize(
    "face", ["(01){wrong}(10)A", "]C101{wrong}10A", "01{wrong}10A", "https://x.example/01/{wrong}"]
)
async def test_a_wrong_check_digit_is_refused_with_a_sentence(
    logistics: Person, lot: dict[str, str], face: str
) -> None:
    right = lot["gtin"][-1]
    wrong = lot["gtin"][:-1] + str((int(right) + 1) % 10)
    found = await scan(logistics, face.format(wrong=wrong))
    assert f"The last digit of {wrong}, its check digit, must be {right}" in found["trouble"]
    assert found["deeds"] == []


async def test_a_wrong_sscc_is_refused_and_a_right_one_that_nobody_has_is_told_apart(logistics: Person) -> None:
    assert "must be 7" in (await scan(logistics, "106141411234567890"))["trouble"]
    found = await scan(logistics, "(00)106141411234567897")
    assert "nothing here has its number" in found["trouble"]
    assert found["facts"] == [{"code": "00", "title": "SSCC", "value": "106141411234567897"}]


async def test_everything_that_has_a_code_is_told_what_it_is(
    logistics: Person, planner: Person, factory: Any, lot: dict[str, str]
) -> None:
    order = await made(planner, "/work-orders", order_input(factory.frame))
    place = await warehouse(logistics)
    machine = f"FORM-{factory.frame.removeprefix('FR-')}"
    for said, kind in (
        (order["number"], "order"), (f"{order['number']}-10", "operation"), (place, "place"), (machine, "machine"),
        (factory.frame, "material"), (f"(01){lot['gtin']}", "material"),
    ):  # fmt: skip
        found = await scan(planner, said)
        assert (found["kind"], found["trouble"]) == (kind, ""), said
        assert (await planner.see(found["href"])).status_code == 200


async def test_a_piece_is_found_by_its_serial_number(planner: Person, logistics: Person, factory: Any) -> None:
    gtin = a_gtin()
    part, serial = await material(planner, "serial", gtin=gtin), code("SN")
    await made(
        logistics,
        "/stock-receipts",
        {"material": part, "quantity": "1", "location": await warehouse(logistics), "lot": serial},
    )
    found = await scan(logistics, f"(01){gtin.zfill(14)}(21){serial}")
    assert (found["kind"], found["label"]) == ("serial", serial)


async def test_deeds_are_those_the_person_may_do(
    logistics: Person, auditor: Person, lot: dict[str, str], factory: Any
) -> None:
    await a_label(logistics)
    assert "Print label" in deeds(await scan(logistics, lot["number"]))
    seen = deeds(await scan(auditor, lot["number"]))
    assert "Open" in seen
    assert not {"Move", "Count", "Put on hold", "Print label"} & set(seen)


async def test_who_may_not_see_stock_is_not_told_about_it(operator: Person, lot: dict[str, str]) -> None:
    found = await scan(operator, lot["number"])
    assert "may not see" in found["trouble"]
    assert (found["label"], found["name"], found["href"]) == ("", "", "")


async def test_a_supplier_s_new_lot_leads_to_the_receipt_with_everything_on_its_label(
    logistics: Person, lot: dict[str, str]
) -> None:
    found = await scan(logistics, f"(01){lot['gtin']}(10)NEW-1(17)301130(30)40")
    assert deeds(found) == ["Open", "Receive goods"]
    address, _mark, said = found["deeds"][1]["href"].partition("?")
    page = (await logistics.see(address, **dict(parse_qsl(said)))).text
    for value in ("NEW-1", "2030-11-30", 'value="40"'):
        assert value in page


async def test_what_the_label_and_the_books_disagree_about_is_said(
    planner: Person, logistics: Person, quality: Person, lot: dict[str, str]
) -> None:
    found = await scan(logistics, f"(01){lot['gtin']}(10){lot['number']}(17)301130")
    assert any("we know" in said for said in found["warnings"])
    other = await a_lot(planner, logistics)
    found = await scan(logistics, f"(01){lot['gtin']}(10){other}")
    assert any("this lot is" in said for said in found["warnings"])
    old = await a_lot(planner, logistics, expires_on=(datetime.now(UTC).date() - timedelta(days=400)).isoformat())
    assert any("Expired" in said for said in (await scan(logistics, old))["warnings"])
    key = (await quality.api("GET", "/lots", params={"q": other})).json()["items"][0]["id"]
    await made(quality, f"/lots/{key}/holds", {"reason": "Cracks at the seam"})
    found = await scan(logistics, other)
    assert any("Cracks at the seam" in said for said in found["warnings"])
    assert "Move" not in deeds(found)


async def test_a_badge_is_nobody_s_business_here(admin: Person, logistics: Person) -> None:
    badge = code("BG")
    said = {"name": "Badge holder", "email": f"{badge.lower()}@adventure-works.example", "role": "operator"}
    await made(admin, "/users", {**said, "badge": badge})
    assert "Nothing has the number" in (await scan(logistics, badge))["trouble"]


async def test_another_company_finds_nothing(stranger: Person, other_factory: Any, lot: dict[str, str]) -> None:
    found = await scan(stranger, lot["number"])
    assert "Nothing has the number" in found["trouble"]


async def test_the_page_works_without_scripts_and_in_parts(logistics: Person, lot: dict[str, str]) -> None:
    page = await logistics.see("/scan", code=lot["number"])
    assert lot["number"] in page.text
    assert "wasm-unsafe-eval" in page.headers["content-security-policy"]
    part = await logistics.fragment("/scan", "scan-found", code="(01)05901234123458")
    assert "must be 7" in part.text
    assert "<html" not in part.text


async def test_a_digital_link_on_a_label_of_ours_opens_the_lot(logistics: Person, lot: dict[str, str]) -> None:
    answer = await logistics.see(f"/s/01/{lot['gtin']}/10/{lot['number']}")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/lots/")


@pytest.mark.parametrize("face", ["(01){gtin}(10){number}", "]C101{gtin}10{number}", "{base}/{number}", "{number}"])
async def test_anything_can_be_pasted_into_the_trace(
    logistics: Person, settings: Settings, lot: dict[str, str], face: str
) -> None:
    said = face.format(**lot, base=f"{settings.public_url}/s")
    found = (await logistics.api("GET", "/trace", params={"code": said})).json()
    assert found["node"]["label"] == lot["number"]


async def test_lots_have_fields_of_the_company_s_own_everywhere(
    admin: Person, planner: Person, logistics: Person
) -> None:
    label = code("Furnace ")
    field = await made(admin, "/custom-fields", {"label": label, "noun": "lots", "in_list": True, "on_tablet": True})
    number = await a_lot(planner, logistics)
    row = (await logistics.api("GET", "/lots", params={"q": number})).json()["items"][0]
    whole = await logistics.api("PUT", f"/lots/{row['id']}", {"custom": {field["key"]: "Oven 7"}})
    assert whole.json()["custom"] == {field["key"]: "Oven 7"}
    assert "Oven 7" in (await logistics.see(f"/lots/{row['id']}")).text
    assert label in (await logistics.see(f"/lots/{row['id']}/edit")).text
    drawn = await logistics.api(
        "POST", "/labels/preview",
        {"noun": "lots", "width": "100", "height": "50", "sample": number,
         "elements": [{"kind": "text", "x": "2", "y": "2", "size": "4", "text": "{" + field["key"] + "}"}]},
    )  # fmt: skip
    assert "Oven 7" in drawn.json()["drawing"]
    assert (await lots_of(logistics, row["material"]))[0]["custom"] == {field["key"]: "Oven 7"}
    await made(admin, f"/custom-fields/{field['id']}/archive", {"archived": True})
