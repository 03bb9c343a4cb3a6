"""Labels are drawn in millimetres, looked at while they are changed, released in versions, and never change then."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person
from tests.modules.labels.press import BARS, LINK, TEXT, a_label, a_lot
from tests.modules.stock.place import code, made

SIZE = {"noun": "lots", "width": "100", "height": "50"}


@pytest.fixture(autouse=True)
def _plant(factory: Any) -> None: ...


async def the(person: Person, label: str, state: str) -> dict[str, Any]:
    found = await person.api("GET", "/labels", params={"q": label, "state": state})
    return (await person.api("GET", f"/labels/{found.json()['items'][0]['id']}")).json()  # type: ignore[no-any-return]


async def test_a_look_at_a_draft_shows_what_is_typed_and_says_what_does_not_fit(logistics: Person) -> None:
    elements = [TEXT, {**TEXT, "y": "9", "width": "20", "text": "A very long text that never fits there"}]
    wide = {**BARS, "size": "1", "text": "{number}{material}{name}"}
    said = {**SIZE, "elements": [*elements, wide, {"kind": ""}, {**TEXT, "text": "{nonsense}"}]}
    look = (await logistics.api("POST", "/labels/preview", said)).json()
    assert 'viewBox="0 0 100 50"' in look["drawing"]
    assert "L-10001" in look["drawing"]
    assert len(look["problems"]) == 3
    assert "too long for its place" in look["problems"][0]
    assert "too wide here" in look["problems"][1]
    assert "{nonsense}" in look["problems"][2]


async def test_the_look_follows_the_form_in_a_browser(logistics: Person) -> None:
    form = {"noun": "lots", "width": "100", "height": "50", "elements[0].kind": "text", "elements[0].text": "Größe <b>"}
    form |= {"elements[0].x": "2", "elements[0].y": "2", "elements[0].size": "4", "elements[3].x": ""}
    headers = {
        "accept": "text/html",
        "hx-request": "true",
        "hx-target": "label-look",
        "origin": "http://localhost:8000",
    }
    answer = await logistics.client.post(
        "/labels/preview", data={"_csrf_token": logistics.csrf, **form}, headers=headers
    )
    assert answer.status_code == 200
    assert "Größe &lt;b&gt;" in answer.text
    assert "<html" not in answer.text
    wrong = await logistics.client.post(
        "/labels/preview", data={"_csrf_token": logistics.csrf, **form, "width": "x"}, headers=headers
    )
    assert wrong.status_code == 422
    assert "Enter a number" in wrong.text


async def test_the_look_is_filled_with_a_record_when_one_is_named(logistics: Person, planner: Person) -> None:
    lot = await a_lot(planner, logistics)
    look = await logistics.api("POST", "/labels/preview", {**SIZE, "elements": [TEXT], "sample": lot})
    assert lot in look.json()["drawing"]
    look = await logistics.api("POST", "/labels/preview", {**SIZE, "elements": [TEXT], "sample": "NO-SUCH"})
    assert "Nothing has the number NO-SUCH" in look.json()["problems"]


@pytest.mark.parametrize(("wrong", "field"), [
    ({**TEXT, "x": "120"}, "x"), ({**TEXT, "width": "99"}, "width"), ({**TEXT, "size": "0.4"}, "size"),
    ({**TEXT, "text": ""}, "text"), ({**BARS, "code": ""}, "code"), ({**BARS, "height": "0"}, "height"),
    ({**LINK, "text": "{number}"}, "text"), ({"kind": "line", "x": "1", "y": "1", "width": "5"}, "height"),
    ({**TEXT, "text": "{nonsense}"}, "text"),
])  # fmt: skip
async def test_a_wrong_element_is_refused_at_its_cell(logistics: Person, wrong: dict[str, str], field: str) -> None:
    said = {**SIZE, "code": code("LB"), "name": "Wrong", "elements": [TEXT, wrong]}
    answer = await logistics.api("POST", "/labels", said)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [f"elements[1].{field}"]


async def test_a_released_label_never_changes_and_its_next_version_replaces_it(logistics: Person) -> None:
    label = await a_label(logistics, TEXT)
    first = await the(logistics, label, "released")
    said = {**SIZE, "code": label, "name": "Changed", "elements": [BARS]}
    assert (await logistics.api("PUT", f"/labels/{first['id']}", said)).status_code == 422
    second = await made(logistics, f"/labels/{first['id']}/revision", {})
    assert (second["revision"], second["state"], second["elements"]) == (2, "draft", first["elements"])
    again = await logistics.api("POST", f"/labels/{first['id']}/revision")
    assert (again.status_code, again.json()["code"]) == (422, "wrong-state")
    answer = await logistics.api("PUT", f"/labels/{second['id']}", said)
    assert answer.status_code == 200, answer.text
    assert (await the(logistics, label, "released"))["revision"] == 1
    await made(logistics, f"/labels/{second['id']}/release", {})
    assert (await the(logistics, label, "released"))["revision"] == 2
    assert (await the(logistics, label, "replaced"))["elements"] == first["elements"]


async def test_what_does_not_fit_is_not_released(logistics: Person) -> None:
    label = await a_label(logistics, {**BARS, "size": "1", "text": "{number}{material}{name}"}, released=False)
    draft = await the(logistics, label, "draft")
    answer = await logistics.api("POST", f"/labels/{draft['id']}/release")
    assert (answer.status_code, answer.json()["code"]) == (422, "does-not-fit")


async def test_two_people_changing_a_label_end_with_one_change(logistics: Person, admin: Person) -> None:
    label = await a_label(logistics, TEXT, released=False)
    draft = await the(logistics, label, "draft")
    said = {**SIZE, "code": label, "elements": [BARS], "version": draft["version"]}
    assert (await logistics.api("PUT", f"/labels/{draft['id']}", {**said, "name": "One"})).status_code == 200
    assert (await admin.api("PUT", f"/labels/{draft['id']}", {**said, "name": "Two"})).status_code == 412


async def test_a_draft_is_not_printed(logistics: Person, planner: Person) -> None:
    label, lot = await a_label(logistics, TEXT, released=False), await a_lot(planner, logistics)
    answer = await logistics.api("POST", "/label-prints", {"template": label, "code": lot})
    assert answer.json()["errors"] == {"template": "Release this label first"}


async def test_who_may_only_print_draws_nothing(planner: Person) -> None:
    assert (await planner.api("POST", "/labels", {**SIZE, "code": "X", "name": "X"})).status_code == 403
    assert (await planner.see("/labels/new")).status_code == 403
    assert (await planner.see("/labels")).status_code == 200
