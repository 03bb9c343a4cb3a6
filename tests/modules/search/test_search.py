"""One field for everything: what is typed is found, by whom it may be, and nobody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.factories.plant import SmallFactory
from unison_web.kit import clock


async def material(who: Person, number: str, name: str) -> str:
    body = {"number": number, "name": name, "type": "buy", "unit": "EA"}
    answer = await who.api("POST", "/materials", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def order(who: Person, factory: SmallFactory, customer: str = "") -> str:
    due = (clock.now() + timedelta(days=9)).isoformat()
    body = {"material": factory.frame, "quantity": "5", "due_at": due, "customer": customer}
    answer = await who.api("POST", "/work-orders", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["number"])


async def found(who: Person, q: str) -> dict[str, list[dict[str, Any]]]:
    answer = await who.api("GET", "/search", params={"q": q})
    assert answer.status_code == 200, answer.text
    return {group["key"]: group["answers"] for group in answer.json()["groups"]}


def codes(answers: dict[str, list[dict[str, Any]]], key: str) -> list[str]:
    return [answer["code"] for answer in answers.get(key, [])]


@pytest.fixture(scope="session")
def mark() -> str:
    """A word nobody else's material has."""
    return "q" + "".join(chr(ord("a") + int(sign, 16)) for sign in uuid4().hex[:7])


@pytest.fixture(scope="session")
async def washer(admin: Person, factory: SmallFactory, mark: str) -> str:
    number = f"PD-{mark.upper()}-8"
    await material(admin, number, f"Podkładka Ø8×1, ocynkowana {mark}")
    return number


async def test_words_are_found_without_their_accents(planner: Person, washer: str, mark: str):
    assert codes(await found(planner, f"podkladka o8 ocynk {mark}"), "materials") == [washer]
    assert codes(await found(planner, f"PODKŁADKA Ø8×1 {mark}"), "materials") == [washer]


async def test_a_slip_of_the_finger_is_forgiven(planner: Person, washer: str, mark: str):
    slipped = mark[:-2] + mark[-1]
    assert washer in codes(await found(planner, slipped), "materials")
    assert codes(await found(planner, "zzzzqqqqzzzz"), "materials") == []


async def test_a_part_of_a_number_is_enough(planner: Person, washer: str, mark: str):
    for part in (washer[:8], washer[:8].lower(), washer[4:9]):
        assert washer in codes(await found(planner, part), "materials"), part


async def test_an_exact_code_comes_first_and_only_once(planner: Person, factory: SmallFactory):
    answers = await found(planner, factory.frame.lower())
    assert codes(answers, "exact") == [factory.frame]
    assert next(iter(answers)) == "exact"
    assert factory.frame not in codes(answers, "materials")
    assert answers["exact"][0]["name"].startswith("Frame")
    assert {*codes(answers, "bom"), *codes(answers, "routings")} == {factory.frame}  # in one or more revisions


async def test_enter_on_an_exact_code_goes_there(planner: Person, factory: SmallFactory):
    number = await order(planner, factory)
    for code, place in ((number, number), (number.lower(), number), (f"{number}-10", f"{number}#operation-10")):
        answer = await planner.see("/search", q=code)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/work-orders/{place}"), code
    assert (await planner.fragment("/search", "palette-results", q=number)).status_code == 200
    assert (await planner.see("/search", q=number[:-1])).status_code == 200


async def test_orders_are_found_by_their_customer_in_the_order_of_their_numbers(
    planner: Person, factory: SmallFactory, mark: str
):
    numbers = [await order(planner, factory, f"Łódzka {mark}") for _each in range(3)]
    answers = await found(planner, f"lodzka {mark}")
    assert codes(answers, "work-orders") == numbers
    assert {answer["state"] for answer in answers["work-orders"]} == {"planned"}


async def test_machines_work_centers_and_people_are_found(admin: Person, factory: SmallFactory):
    suffix = factory.frame.removeprefix("FR-")
    answers = await found(admin, suffix)
    assert f"WELD-{suffix}" in codes(answers, "machines")
    assert f"WELD{suffix}" in codes(answers, "work-centers")
    assert codes(await found(admin, "okafor"), "people") == ["Paul Okafor"]
    assert codes(await found(admin, "paul okafr"), "people") == ["Paul Okafor"]


async def test_nouns_of_others_are_hidden(planner: Person, operator: Person, admin: Person, washer: str):
    for who, may in ((planner, "users:read"), (operator, "users:read"), (admin, "users:read")):
        assert who.actor
        assert bool(codes(await found(who, "okafor"), "people")) is who.actor.may(may), who.account
    assert not (await found(operator, "new material")).get("do")


async def test_verbs_are_those_the_state_allows_and_the_person_may(
    planner: Person, auditor: Person, factory: SmallFactory
):
    number = await order(planner, factory)
    verbs = {answer["code"]: answer["href"] for answer in (await found(planner, number))["do"]}
    assert verbs[f"Release {number}"] == f"/work-orders/{number}/release"
    assert (await planner.see(verbs[f"Release {number}"])).status_code == 200
    assert f"Resume {number}" not in verbs
    assert not (await found(auditor, number)).get("do")
    await planner.send(f"/work-orders/{number}/release", accept_shortage="true")
    assert f"Release {number}" not in codes(await found(planner, number), "do")


async def test_screens_saved_views_and_new_things_are_found_by_their_names(planner: Person, mark: str):
    assert (await planner.send("/views", noun="work-orders", name=f"Mine {mark}", query="?late=yes")).status_code == 303
    assert "late=yes" in (await found(planner, mark))["go"][0]["href"]
    assert "Work orders" in codes(await found(planner, "work ord"), "go")
    assert {"code": "New order", "href": "/work-orders/new"}.items() <= (await found(planner, "new order"))["do"][
        0
    ].items()
    assert codes(await found(planner, ""), "go")


async def test_another_company_finds_nothing_of_it(stranger: Person, planner: Person, washer: str, mark: str):
    for q in (washer, mark, mark[:-2] + mark[-1], f"podkladka {mark}"):
        answers = await found(stranger, q)
        assert mark not in str(answers).replace(q, "")
        assert "exact" not in answers
    assert (await stranger.see("/search", q=washer)).status_code == 200


async def test_the_functions_answer_one_company_only(
    engine: AsyncEngine, planner: Person, stranger: Person, washer: str
):
    """As the application: ids of the company that is set, and a refusal where none is."""
    call = text("select count(*) from search_materials(:q, :q, array['%' || :q || '%'], '{}', '{}', 100, 'simple')")
    words = {"q": washer.lower()}
    async with engine.connect() as connection:
        for who, seen in ((planner, 1), (stranger, 0)):
            await connection.execute(text(f"set local app.current_organization_id = '{who.organization}'"))
            assert await connection.scalar(call, words) == seen
        await connection.rollback()
        with pytest.raises(DBAPIError, match="no company"):
            await connection.execute(call, words)


async def test_the_page_works_without_scripts(planner: Person, washer: str, mark: str):
    page = await planner.see("/search", q=f"podkladka {mark}")
    assert page.status_code == 200
    assert f"<bdi>{washer}</bdi>" in page.text
    assert 'action="/search"' in page.text
    empty = await planner.see("/search", q="zzzzqqqqzzzz")
    assert "Nothing is called “zzzzqqqqzzzz”" in empty.text
    block = await planner.fragment("/search", "palette-results", q=mark)
    assert washer in block.text
    assert "<html" not in block.text


async def test_odd_words_are_words(planner: Person):
    for q in ("%", "_", "\\", "'", "a\x00b", "\u202e", "((", "%%%%", "👍", "x" * 5000, "-- ;drop"):
        assert (await planner.see("/search", q=q)).status_code == 200, q


async def test_a_search_asks_once_per_noun(planner: Person, engine: AsyncEngine, mark: str):
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        await found(planner, mark)
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
    for noun in ("search_materials(", "search_work_orders(", "FROM boms", "FROM routings"):
        assert sum(noun in statement for statement in asked) == 1, noun
    assert sum("word_similarity" in statement for statement in asked) <= 8  # nouns that few have many of
