"""Partners as page, form, search and JSON; what is refused at its field; strangers and readers."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.cast import Person


async def made(planner: Person, **more: object) -> dict[str, object]:
    said = {"number": f"P-{uuid4().hex[:8]}", "name": "Northwind Cycles", "customer": True, **more}
    answer = await planner.api("POST", "/partners", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def test_a_form_creates_a_partner_with_the_next_number(planner: Person) -> None:
    created = await planner.send("/partners", name="Zweirad Müller", supplier="true", payment_days="14")
    assert created.status_code == 303, created.text
    page = await planner.see(created.headers["location"])
    assert "Zweirad Müller" in page.text
    assert "14 days" in page.text
    said = (await planner.api("GET", created.headers["location"])).json()
    assert said["number"].startswith("P-")
    assert said["currency"]


async def test_every_mistake_stands_at_its_field(planner: Person) -> None:
    known = await made(planner)
    for said, field, words in (
        ({"name": "X"}, "customer", "customer, a supplier or both"),
        ({"name": "X", "customer": True, "number": known["number"]}, "number", "already a partner"),
        ({"name": "X", "customer": True, "email": "nobody"}, "email", "not an e-mail address"),
        ({"name": "X", "customer": True, "website": "example.com"}, "website", "https://"),
        ({"name": "X", "customer": True, "gln": "4012345000008"}, "gln", "check digit"),
        ({"name": "X", "customer": True, "gln": "12"}, "gln", "13 digits"),
        ({"name": "X", "customer": True, "payment_days": 400}, "payment_days", "at most"),
    ):
        answer = await planner.api("POST", "/partners", said)
        assert (answer.status_code, [*answer.json()["errors"]]) == (422, [field]), said
        assert words in answer.json()["errors"][field]


async def test_one_usual_address_of_each_kind_gives_the_place(planner: Person) -> None:
    path = f"/partners/{(await made(planner))['id']}"
    first = {"kind": "delivery", "street": "Hafenstraße 12", "city": "Hamburg", "country": "de", "usual": True}
    assert (await planner.api("POST", f"{path}/addresses", first)).json()["city"] == "Hamburg"
    second = {"kind": "delivery", "city": "Wien", "country": "AT", "usual": "true"}
    assert (await planner.send(f"{path}/addresses", **second)).status_code == 303
    said = (await planner.api("GET", path)).json()
    assert [(a["city"], a["usual"]) for a in said["addresses"]] == [("Hamburg", False), ("Wien", True)]
    assert (said["city"], said["country"]) == ("Wien", "AT")
    assert "Austria" in (await planner.see(path)).text
    wrong = await planner.api("POST", f"{path}/addresses", {"kind": "office", "city": "X", "country": "1A"})
    assert "Two letters" in wrong.json()["errors"]["country"]
    wien = said["addresses"][1]
    assert (await planner.see(f"{path}/addresses/{wien['id']}/edit")).status_code == 200
    outdated = await planner.api("PUT", f"{path}/addresses/{wien['id']}", {**second, "usual": True, "version": 99})
    assert outdated.status_code == 412
    assert (await planner.send(f"{path}/addresses/{wien['id']}/removal")).status_code == 303
    assert (await planner.api("GET", path)).json()["city"] == "Hamburg"


async def test_one_person_is_called_first(planner: Person) -> None:
    path = f"/partners/{(await made(planner))['id']}"
    for name in ("Jana", "Ole"):
        await planner.api("POST", f"{path}/contacts", {"name": name, "main": True})
    people = (await planner.api("GET", path)).json()["contacts"]
    assert [(c["name"], c["main"]) for c in people] == [("Ole", True), ("Jana", False)]
    change = {"name": "Jana Petersen", "email": "jana@example.com", "version": people[1]["version"]}
    assert (await planner.api("PUT", f"{path}/contacts/{people[1]['id']}", change)).status_code == 200
    assert "mailto:jana@example.com" in (await planner.see(path)).text
    assert (await planner.api("DELETE", f"{path}/contacts/{people[0]['id']}")).status_code == 200


async def test_archived_ones_are_not_offered_any_more(planner: Person) -> None:
    partner = await made(planner, name=f"Offered {uuid4().hex[:6]}")
    named = str(partner["name"])
    asked = {"q": named, "side": "customer"}
    assert (await planner.api("GET", "/partners/options", params=asked)).json()["items"]
    assert not (await planner.api("GET", "/partners/options", params={**asked, "side": "supplier"})).json()["items"]
    await planner.api("POST", f"/partners/{partner['id']}/archive", {"archived": True})
    assert not (await planner.api("GET", "/partners/options", params=asked)).json()["items"]
    again = await planner.api("POST", f"/partners/{partner['id']}/archive", {"archived": False})
    assert again.json()["state"] == "active"


async def test_the_list_has_views_of_both_sides(planner: Person) -> None:
    tag = uuid4().hex[:8]
    await made(planner, name=f"Both {tag}", supplier=True)
    await made(planner, name=f"Only {tag}")
    for side, count in (("customer", 2), ("supplier", 1)):
        asked = {"q": tag, "side": side}
        assert (await planner.api("GET", "/partners", params=asked)).json()["count"] == count
    assert "Customer and supplier" in (await planner.see("/partners", q=tag)).text


async def test_words_with_a_slip_find_a_partner(planner: Person) -> None:
    partner = await made(planner, name="Kettenschmiede Überlingen")
    for words in ("kettenschmiede", "uberlingen", "ketenschmiede"):
        found = await planner.see("/search", q=words)
        assert f"/partners/{partner['id']}" in found.text, words


@pytest.mark.parametrize("path", ["", "/edit", "/addresses/new", "/contacts/new"])
async def test_strangers_find_nothing_and_operators_may_not(
    planner: Person, stranger: Person, operator: Person, logistics: Person, path: str
) -> None:
    partner = await made(planner)
    assert (await stranger.see(f"/partners/{partner['id']}{path}")).status_code == 404
    assert (await operator.see(f"/partners/{partner['id']}{path}")).status_code == 403
    assert (await logistics.see(f"/partners/{partner['id']}{path}")).status_code == 200


async def test_two_people_change_one_partner(planner: Person) -> None:
    partner = await made(planner)
    path = f"/partners/{partner['id']}"
    said = {"number": partner["number"], "name": "First", "customer": True, "version": 1}
    assert (await planner.api("PUT", path, said)).json()["version"] == 2
    assert (await planner.api("PUT", path, {**said, "name": "Second"})).status_code == 412
    form = {"name": "Third", "customer": "true", "version": "2"}
    assert (await planner.send(f"{path}/edit", **form)).headers["location"] == path
