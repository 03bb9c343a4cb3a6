"""Paul keeps his question; Sofia, the supervisor, shares hers; nobody in the other company hears of either."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person

LATE = "?open=yes&sort=-due&cols=number,due,state"


async def saved(person: Person, name: str, query: str = LATE, *, starts: bool = False) -> dict[str, Any]:
    said = {"noun": "work-orders", "name": name, "query": query, "starts": starts}
    answer = await person.api("POST", "/views", said)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def shared(person: Person, name: str) -> dict[str, Any]:
    view = await saved(person, name)
    assert (await person.api("POST", f"/views/{view['id']}/share", {"team": True})).json()["team"] is True
    return view


def tab(page: str, name: str) -> str:
    """The tab of this name as it stands on the page; nothing where there is none."""
    bar = page[page.index('<nav class="tabs"') :].split("</nav>")[0]
    return next((f"<a {link}" for link in bar.split("<a ") if f">{name}</a>" in link), "")


async def test_a_view_is_a_tab_of_its_list(planner: Person) -> None:
    await saved(planner, "Soon")
    page = (await planner.see("/work-orders")).text
    assert tab(page, "Soon")
    assert "aria-current" not in tab(page, "Soon")
    opened = (await planner.see("/work-orders", open="yes", sort="-due", cols="number,due,state")).text
    assert "aria-current" in tab(opened, "Soon")
    assert "aria-current" not in tab(opened, "Open"), "one tab is the one that is open"
    assert not tab((await planner.see("/materials")).text, "Soon")


async def test_the_same_name_takes_over_the_new_question(planner: Person) -> None:
    first = await saved(planner, "Mine")
    second = await saved(planner, "Mine", "?status=released")
    assert first["id"] == second["id"]
    assert second["query"] != first["query"]


async def test_a_list_opens_with_the_view_that_starts_it(planner: Person) -> None:
    await saved(planner, "First", starts=True)
    second = await saved(planner, "Second", "?status=released", starts=True)
    answer = await planner.see("/work-orders")
    assert (answer.status_code, answer.headers["location"]) == (302, second["href"])
    every = (await planner.see("/work-orders", q="")).text
    assert "aria-current" in tab(every, "All")
    assert 'href="/work-orders?q="' in tab(every, "All"), "there is a way past the start"
    assert (await planner.api("GET", "/work-orders")).status_code == 200, "programs get what they ask for"
    assert (await planner.send(f"/views/{second['id']}", name="Second")).status_code == 303
    assert (await planner.see("/work-orders")).status_code == 200


async def test_what_the_list_does_not_know_is_not_kept(planner: Person) -> None:
    said = {"noun": "work-orders", "name": "Odd", "query": "?colour=red"}
    assert (await planner.api("POST", "/views", said)).status_code == 422
    nowhere = await planner.api("POST", "/views", {"noun": "nowhere", "name": "Odd", "query": ""})
    assert nowhere.json()["errors"] == {"noun": "There is no list of this name"}


async def test_a_form_keeps_a_view(planner: Person) -> None:
    answer = await planner.send("/views", noun="materials", name="Bought", query="?type=buy", starts="true")
    assert (answer.status_code, answer.headers["location"]) == (303, "/materials?sort=number&type=buy")
    again = await planner.send("/views", noun="materials", name=" ", query="?type=buy")
    assert again.status_code == 422
    assert 'value="?type=buy"' in again.text, "nothing that was asked is lost"


async def test_the_team_sees_what_was_shared_with_it(planner: Person, supervisor: Person, quality: Person) -> None:
    view = await shared(supervisor, "Shift")
    assert tab((await planner.see("/work-orders", q="")).text, "Shift")
    listed = (await planner.see("/views")).text
    assert supervisor.name in listed
    assert f"/views/{view['id']}/edit" not in listed
    own = await saved(quality, "Own")
    refused = await quality.api("POST", f"/views/{own['id']}/share", {"team": True})
    assert (refused.status_code, refused.json()["permission"]) == (403, "views:share")


async def test_only_its_owner_changes_it(planner: Person, supervisor: Person, stranger: Person) -> None:
    view = await shared(supervisor, "Hers")
    path = f"/views/{view['id']}"
    for person in (planner, stranger):
        assert (await person.api("POST", path, {"name": "Mine now"})).status_code == 404
        assert (await person.see(f"{path}/edit")).status_code == 404
        assert (await person.api("POST", f"{path}/remove")).status_code == 404
    assert "Hers" not in (await stranger.see("/views")).text
    assert (await supervisor.send(f"{path}/remove")).status_code == 303
    assert "Hers" not in (await supervisor.see("/views")).text


@pytest.fixture(autouse=True)
async def tidied(planner: Person, supervisor: Person, quality: Person) -> Any:
    """Other tests open lists without a question."""
    yield
    for person in (planner, supervisor, quality):
        for view in (await person.api("GET", "/views")).json()["items"]:
            if view["mine"]:
                assert (await person.api("POST", f"/views/{view['id']}/remove")).status_code == 200
