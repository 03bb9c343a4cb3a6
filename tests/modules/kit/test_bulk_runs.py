"""More rows than anybody waits for are done by a worker, who says how far it is and what was refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.exports.files import run
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.web import bulk
from unison_web.modules.bulk.jobs import run_bulk
from unison_web.settings import Settings


async def partners(admin: Person, count: int) -> tuple[str, list[str]]:
    mark = f"BR{uuid4().hex[:6]}".upper()
    ids = []
    for number in range(count):
        body = {"number": f"{mark}-{number}", "name": f"Partner {mark} {number}", "customer": True}
        ids.append((await admin.api("POST", "/partners", body)).json()["id"])
    return mark, ids


async def worker(settings: Settings, engine: AsyncEngine, run_id: str) -> None:
    """What the worker does with the job."""
    async with open_connection(engine) as connection:
        asked = text("select job from saq.saq_jobs where key = :key")
        row = (await connection.execute(asked, {"key": f"unison:bulk:{run_id}"})).scalar_one()
    job = jobs.queue(settings.database_url).deserialize(bytes(row))

    async def beat() -> None:
        return None

    job.update = beat
    await run_bulk({"engine": engine, "job": job}, **job.kwargs)


async def states(admin: Person, mark: str) -> list[str]:
    rows = (await admin.api("GET", "/partners", params={"q": mark, "sort": "number"})).json()["items"]
    return [row["state"] for row in rows]


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    monkeypatch.setattr("unison_web.modules.bulk.service.STEP", 2)


async def begun(admin: Person, mark: str, count: int, verb: str = "archive", **more: Any) -> str:
    said = {"all": True, "query": f"?q={mark}", "sure": count, **more}
    answer = await admin.api("POST", f"/partners/bulk/{verb}", said)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["run"])


async def test_a_worker_does_them_all_and_each_is_in_the_trail(
    admin: Person, settings: Settings, engine: AsyncEngine
) -> None:
    mark, ids = await partners(admin, 5)
    run_id = await begun(admin, mark, 5)
    assert await states(admin, mark) == ["active"] * 5
    page = (await admin.see(f"/bulk-runs/{run_id}")).text
    assert "Waits for its turn" in page
    assert f"/bulk-runs/{run_id}/cancel" in page
    await worker(settings, engine, run_id)
    assert await states(admin, mark) == ["archived"] * 5
    told = (await admin.api("GET", f"/bulk-runs/{run_id}")).json()
    assert (told["state"], told["done"], told["total"], told["refused"]) == ("ready", 5, 5, [])
    asked = "select count(*) as n from audit_log where entity_id = any(:ids) and action = 'update'"
    assert (await run(engine, admin, asked, ids=ids))[0]["n"] == 5
    assert run_id in (await admin.see("/bulk-runs")).text


async def test_what_is_refused_is_named_and_can_be_taken_away(
    admin: Person, settings: Settings, engine: AsyncEngine
) -> None:
    """One was deleted by somebody in between; the others are done."""
    mark, ids = await partners(admin, 3)
    run_id = await begun(admin, mark, 3)
    await run(engine, admin, "delete from partners where id = :id", id=ids[1])
    await worker(settings, engine, run_id)
    told = (await admin.api("GET", f"/bulk-runs/{run_id}")).json()
    assert (told["done"], len(told["refused"])) == (2, 1)
    file = await admin.client.get(f"/bulk-runs/{run_id}/refused", headers={"accept": "text/html"})
    assert "There is nothing here by that name" in file.text


async def test_called_off_it_leaves_the_rest_as_it_was(admin: Person, settings: Settings, engine: AsyncEngine) -> None:
    mark, _ids = await partners(admin, 3)
    run_id = await begun(admin, mark, 3)
    assert (await admin.send(f"/bulk-runs/{run_id}/cancel")).status_code == 303
    await worker(settings, engine, run_id)
    assert await states(admin, mark) == ["active"] * 3
    assert (await admin.api("POST", f"/bulk-runs/{run_id}/cancel")).status_code == 409


async def test_a_worker_that_was_killed_goes_on_where_it_was(
    admin: Person, settings: Settings, engine: AsyncEngine
) -> None:
    mark, _ids = await partners(admin, 5)
    run_id = await begun(admin, mark, 5)
    await run(engine, admin, "update bulk_runs set at = 4, done = 4, state = 'running' where id = :id", id=run_id)
    await worker(settings, engine, run_id)
    assert (await states(admin, mark)).count("archived") == 1
    assert (await admin.api("GET", f"/bulk-runs/{run_id}")).json()["done"] == 5


async def test_a_run_is_its_owners(admin: Person, planner: Person, stranger: Person) -> None:
    mark, _ids = await partners(admin, 3)
    run_id = await begun(admin, mark, 3)
    for other in (planner, stranger):
        assert (await other.api("GET", f"/bulk-runs/{run_id}")).status_code == 404
    await admin.api("POST", f"/bulk-runs/{run_id}/cancel")


async def test_people_are_locked_together_and_nobody_locks_themselves(admin: Person) -> None:
    mark = uuid4().hex[:6]
    body = {"email": f"{mark}@adventure-works.example", "name": f"Bulk {mark}", "role": "operator", "badge": mark}
    made = (await admin.api("POST", "/users", body)).json()
    assert admin.actor
    said = {"ids": [made["id"], str(admin.actor.user_id)], "reason": "Shift ended"}
    outcome = (await admin.api("POST", "/users/bulk/lock", said)).json()
    assert (outcome["done"], [row["label"] for row in outcome["refused"]]) == (1, [admin.name])
    assert (await admin.api("GET", f"/users/{made['id']}")).json()["state"] == "locked"


async def test_a_category_is_chosen_on_a_page_of_its_own(admin: Person, factory: Any) -> None:
    name = f"Cat {uuid4().hex[:6]}"
    await admin.api("POST", "/material-categories", {"name": name})
    body = {"number": f"BC-{uuid4().hex[:6]}", "name": "Cap", "type": "buy", "unit": "EA"}
    made = (await admin.api("POST", "/materials", body)).json()
    asked = await admin.send("/materials/bulk/category", ids=made["id"], query="")
    assert asked.status_code == 422
    assert "/material-categories/options" in asked.text
    assert made["id"] in asked.text, "the ticks are kept"
    done = await admin.send("/materials/bulk/category", ids=made["id"], query="", value=name)
    assert done.status_code == 303, done.text
    assert (await admin.api("GET", f"/materials/{made['id']}")).json()["category"] == name
