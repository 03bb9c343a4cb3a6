"""How documents are numbered: the pattern is the company's, a number is never given twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.modules.settings import rules

HERE = "/settings/numbers"


async def series(who: Person) -> dict[str, Any]:
    return (await who.api("GET", HERE)).json()["items"][0]  # type: ignore[no-any-return]


async def order(planner: Person, factory: SmallFactory) -> str:
    body = {"material": factory.frame, "quantity": "1", "due_at": "2027-01-15T16:00:00"}
    return str((await planner.api("POST", "/work-orders", body)).json()["number"])


async def put(admin: Person, **values: Any) -> Any:
    return await admin.api("PUT", f"{HERE}/work_order", values)


@pytest.fixture
async def as_before(admin: Person):
    """Every test here changes what the others count with."""
    before = await series(admin)
    yield before
    now = await series(admin)
    await put(admin, pattern=before["pattern"], next_value=now["next_value"])


async def test_a_company_writes_its_numbers_its_own_way(
    admin: Person, planner: Person, factory: SmallFactory, as_before: dict[str, Any]
):
    first = await order(planner, factory)
    now = await series(admin)
    assert first != now["example"]
    answer = await put(admin, pattern="{plant}.{year}-{n:06}", next_value=now["next_value"], version=now["version"])
    assert answer.status_code == 200, answer.text
    assert await order(planner, factory) == answer.json()["example"]
    assert answer.json()["example"].startswith("BOT.20")


async def test_the_other_company_counts_for_itself(admin: Person, stranger: Person, as_before: dict[str, Any]):
    theirs = (await stranger.api("GET", HERE)).json()["items"][0]
    await put(admin, pattern="X{n}", next_value=as_before["next_value"] + 500)
    assert (await stranger.api("GET", HERE)).json()["items"][0] == theirs


async def test_a_number_is_never_given_twice(admin: Person, as_before: dict[str, Any]):
    lower = await put(admin, pattern="WO-{n}", next_value=as_before["next_value"] - 1)
    assert lower.status_code == 422
    assert "or higher" in lower.json()["errors"]["next_value"]


async def test_the_page_says_what_the_next_one_will_be_called(admin: Person, as_before: dict[str, Any]):
    page = await admin.see(HERE)
    assert page.status_code == 200
    assert as_before["example"] in page.text
    form = await admin.see(f"{HERE}/work_order/edit")
    assert 'value="' + as_before["pattern"] in form.text


async def test_a_pattern_without_a_number_goes_back_to_its_form(admin: Person, as_before: dict[str, Any]):
    answer = await admin.send(f"{HERE}/work_order/edit", pattern="ORDER", next_value=str(as_before["next_value"]))
    assert answer.status_code == 422
    assert "Write {n} once" in answer.text
    assert 'value="ORDER"' in answer.text


async def test_a_change_is_in_the_trail_with_both_patterns(admin: Person, as_before: dict[str, Any]):
    await put(admin, pattern="JOB-{n}", next_value=as_before["next_value"] + 10)
    entries = (await admin.api("GET", "/audit", params={"entity": "number_series"})).json()["items"]
    assert entries[0]["before"]["pattern"] == as_before["pattern"]
    assert entries[0]["after"]["pattern"] == "JOB-{n}"
    assert str(as_before["next_value"] + 10) in entries[0]["reason"]


async def test_two_people_changing_it_at_once_end_with_one_winner(admin: Person, as_before: dict[str, Any]):
    values = {"pattern": "A-{n}", "next_value": as_before["next_value"], "version": as_before["version"]}
    assert (await put(admin, **values)).status_code == 200
    second = await put(admin, **{**values, "pattern": "B-{n}"})
    assert second.status_code == 412
    form = await admin.send(f"{HERE}/work_order/edit", **{name: str(value) for name, value in values.items()})
    assert form.status_code == 412
    assert "Somebody else was first" in form.text
    assert 'value="A-{n}"' in form.text, "what was typed is still there"


async def test_who_may_only_look_sees_no_way_to_change(auditor: Person, operator: Person):
    page = await auditor.see(HERE)
    assert page.status_code == 200
    assert "/edit" not in page.text
    assert (await auditor.see(f"{HERE}/work_order/edit")).status_code == 403
    assert (await operator.see(HERE)).status_code == 403


async def test_there_is_no_series_of_any_name(admin: Person):
    assert (await admin.see(f"{HERE}/banana/edit")).status_code == 404


@pytest.mark.parametrize(
    "pattern", ["{n}{n}", "WO", "WO/{n}", "{n.__class__}", "{n!r}", "{x}-{n}", "{n:099999999}", "WO {n}", "{n"]
)
def test_only_patterns_that_can_stand_in_an_address_are_good(pattern: str):
    assert not rules.good_series(pattern, 5, 5)


@pytest.mark.parametrize("pattern", ["WO-{n}", "{n}", "{plant}_{year}.{n:06}"])
def test_patterns_people_use_are_good(pattern: str):
    assert rules.good_series(pattern, 5, 5)
