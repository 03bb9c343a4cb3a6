"""Routings as people and programs use them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Person


@pytest.fixture(scope="module")
async def ground(admin: Person, planner: Person) -> dict[str, str]:
    for code, name, rate in (("R10", "Forming", "22.5"), ("R20", "Welding", "25")):
        await admin.api("POST", "/work-centers", {"code": code, "name": name, "cost_rate": rate})
    await planner.api("POST", "/units", {"code": "RPC", "name": "Piece", "dimension": "count"})
    made = {}
    for number in ("FRAME-R", "FORK-R"):
        answer = await planner.api(
            "POST", "/materials", {"number": number, "name": number, "type": "make", "unit": "RPC"}
        )
        made[number] = answer.json()["id"]
    return made


async def routing(planner: Person, material: str, revision: str = "A") -> str:
    """A draft with two operations and a step; answers its path."""
    made = await planner.api("POST", "/routings", {"material": material, "revision": revision, "source": "FR-210B"})
    assert made.status_code == 201, made.text
    path = f"/routings/{made.json()['id']}"
    forming = {"sequence": 10, "work_center": "R10", "setup_minutes": "30", "run_minutes": "1.8", "lot_size": 100}
    first = await planner.api("POST", path + "/operations", forming)
    assert first.status_code == 201, first.text
    step = {"text": "Insert the sheet", "tools": ["T-85A"], "specs": ["INFS-111"]}
    operation = first.json()["operations"][0]["id"]
    assert (await planner.api("POST", f"{path}/operations/{operation}/steps", step)).status_code == 201
    welding = {"sequence": 20, "work_center": "R20", "run_minutes": "120", "labour_minutes": "105"}
    assert (await planner.api("POST", path + "/operations", welding)).status_code == 201
    return path


@pytest.fixture(scope="module")
async def released(planner: Person, ground: dict[str, str]) -> str:
    path = await routing(planner, "FRAME-R")
    assert (await planner.api("POST", path + "/release")).json()["state"] == "released"
    return path


async def test_a_routing_adds_up(planner: Person, released: str) -> None:
    out = (await planner.api("GET", released)).json()
    assert [(row["sequence"], row["name"], row["usual_quantity"]) for row in out["operations"]] == [
        (10, "Forming", 5),
        (20, "Welding", 1),
    ]
    assert (out["lot_minutes"], out["piece_minutes"]) == ("30", "121.8")
    assert out["piece_cost"] == "50.675"
    assert out["operations"][0]["steps"][0]["tools"] == ["T-85A"]


@pytest.mark.parametrize(
    "path", ["/routings", "{released}", "/materials/{FRAME-R}/routing", "/materials/{FORK-R}/routing"]
)
async def test_every_face(
    planner: Person, stranger: Person, operator: Person, ground: dict[str, str], released: str, path: str
) -> None:
    path = path.format(released=released, **ground)
    page = await planner.see(path)
    assert page.status_code == 200, page.text
    target = "routings-list" if path == "/routings" else "routing-operations"
    fragment = await planner.fragment(path, target)
    assert (fragment.status_code, "<html" in fragment.text) == (200, False)
    assert (await planner.api("GET", path)).status_code == 200
    assert (await operator.see(path)).status_code == 200
    foreign = await stranger.see(path)
    assert foreign.status_code == 404 or (path == "/routings" and "FRAME-R" not in foreign.text)


async def test_the_page_shows_instructions_with_what_they_name(
    planner: Person, operator: Person, released: str
) -> None:
    page = (await planner.see(released)).text
    for words in ("10 Forming", "Insert the sheet", "T-85A", "INFS-111", "Add step", "$50.68"):
        assert words in page, words
    assert "Add step" not in (await operator.see(released)).text


async def test_the_next_release_supersedes(planner: Person, operator: Person, ground: dict[str, str]) -> None:
    first = await routing(planner, "FORK-R")
    assert (await operator.api("POST", first + "/release")).status_code == 403
    assert (await planner.send(first + "/release")).status_code == 303
    copied = await planner.send(first + "/copies", revision="B")
    second = copied.headers["location"]
    copy = (await planner.api("GET", second)).json()
    assert copy["operations"][0]["steps"][0]["text"] == "Insert the sheet"
    assert (await planner.send(second + "/release")).status_code == 303
    assert (await planner.api("GET", first)).json()["state"] == "superseded"
    of_material = (await planner.api("GET", f"/materials/{ground['FORK-R']}/routing")).json()
    assert (of_material["routing"]["revision"], [row["revision"] for row in of_material["others"]]) == ("B", ["A"])
    assert (await planner.send(second + "/retirement")).status_code == 303
    late = await planner.api("POST", second + "/operations", {"sequence": 30, "work_center": "R20"})
    assert "obsolete and cannot be changed" in late.json()["detail"]
    assert "There is already a revision B" in (await planner.send(first + "/copies", revision="B")).text


async def test_operations_and_steps_change_by_form(planner: Person, ground: dict[str, str]) -> None:
    made = await planner.send("/routings", material="FORK-R", revision="F")
    assert made.status_code == 303, made.text
    path = made.headers["location"]
    assert 'value="10"' in (await planner.see(path + "/operations/new")).text
    assert (
        await planner.send(path + "/operations", sequence="10", work_center="R10", run_minutes="2")
    ).status_code == 303
    operation = (await planner.api("GET", path)).json()["operations"][0]
    here = f"{path}/operations/{operation['id']}"
    assert (await planner.see(here + "/edit")).status_code == 200
    assert (await planner.send(here + "/edit", sequence="15", work_center="R20", name="Weld")).status_code == 303
    assert (await planner.see(here + "/steps/new")).status_code == 200
    step = {"text": "Weld all round", "tools": "TIG torch, helmet ", "illustrations": "3"}
    assert (await planner.send(here + "/steps/new", **step)).status_code == 303
    now = (await planner.api("GET", here)).json()
    assert (now["sequence"], now["name"], now["work_center"]) == (15, "Weld", "R20")
    assert now["steps"][0]["tools"] == ["TIG torch", "helmet"]
    edit = f"{here}/steps/{now['steps'][0]['id']}"
    assert "TIG torch, helmet" in (await planner.see(edit + "/edit")).text
    assert (await planner.send(edit + "/edit", text="Weld", position="2")).status_code == 303
    assert (await planner.send(edit + "/edit", text="")).status_code == 422
    assert (await planner.api("DELETE", edit)).json()["operations"][0]["steps"] == []
    assert (await planner.send(here + "/removal")).status_code == 303
    assert (await planner.send(path + "/edit", revision="G", derived="true")).status_code == 303
    assert "Derived" in (await planner.see(path)).text


async def test_what_is_wrong_is_said_at_the_field(planner: Person, released: str, ground: dict[str, str]) -> None:
    async def refused(path: str, said: dict[str, Any]) -> dict[str, str]:
        return (await planner.api("POST", path, said)).json()["errors"]  # type: ignore[no-any-return]

    operations = released + "/operations"
    assert await refused(operations, {"sequence": 10, "work_center": "R10"}) == {
        "sequence": "Operation 10 is there already"
    }
    assert "work_center" in await refused(operations, {"sequence": 30, "work_center": "NOWHERE"})
    assert "run_minutes" in await refused(operations, {"sequence": 30, "work_center": "R10", "run_minutes": "-1"})
    assert await refused("/routings", {"material": "NOBODY"}) == {
        "material": "There is no material with the number NOBODY"
    }
    assert "revision" in await refused("/routings", {"material": "FRAME-R", "revision": "A"})


async def test_a_step_of_another_routing_is_not_there(planner: Person, released: str, ground: dict[str, str]) -> None:
    other = await routing(planner, "FORK-R", "X")
    operation = (await planner.api("GET", released)).json()["operations"][0]
    step = operation["steps"][0]["id"]
    assert (await planner.api("GET", f"{other}/operations/{operation['id']}")).status_code == 404
    assert (await planner.api("DELETE", f"{other}/operations/{operation['id']}/steps/{step}")).status_code == 404
