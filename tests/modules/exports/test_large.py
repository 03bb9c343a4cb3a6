"""Files that a worker makes: asked for, watched, called off, made again after a worker was killed, kept for a week."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.exports.conftest import MANY
from tests.modules.exports.files import job_of, look, made, run, sheet_rows, taken
from unison_web import worker
from unison_web.modules.exports import lists, rules
from unison_web.modules.exports.jobs import make_export
from unison_web.modules.exports.service import making
from unison_web.settings import Settings


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large begins early, so that the tests do not have to be."""
    monkeypatch.setattr(rules, "AT_ONCE", 3)


async def ask_for_many(person: Person, word: str) -> dict[str, Any]:
    answer = await person.api("GET", "/exports/lists/units.xlsx", params={"q": word})
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/api/v1/exports/{answer.json()['id']}"
    return answer.json()  # type: ignore[no-any-return]


async def test_a_large_workbook_is_made_by_the_worker(
    admin: Person, settings: Settings, engine: AsyncEngine, many: str
):
    asked = await ask_for_many(admin, many)
    assert (asked["state"], asked["rows_total"]) == ("queued", MANY)
    assert (await ask_for_many(admin, many))["id"] == asked["id"], "a second touch makes no second file"
    assert (await admin.api("GET", f"/exports/{asked['id']}/file")).status_code == 409
    page = await admin.see(f"/exports/{asked['id']}")
    assert 'hx-trigger="every 1s"' in page.text
    assert "Cancel" in page.text
    await made(settings, engine, asked["id"])
    ready = await look(admin, asked["id"])
    assert (ready["state"], ready["rows_done"]) == ("ready", MANY)
    rows = sheet_rows((await admin.api("GET", f"/exports/{asked['id']}/file")).content)
    assert len(rows) == MANY + 1
    page = await admin.see(f"/exports/{asked['id']}")
    assert f'href="/exports/{asked["id"]}/file"' in page.text
    assert "20,000 rows in units-" in page.text
    assert "kept for 7 days" in page.text
    again = await admin.client.get("/exports/lists/units.xlsx", params={"q": many}, headers={"accept": "text/html"})
    assert again.status_code == 303
    assert again.headers["location"].startswith("/exports/")


async def test_a_file_is_its_askers_alone(
    admin: Person, planner: Person, stranger: Person, settings: Settings, engine: AsyncEngine, few_at_once: None
):
    asked = await ask_for_many(admin, "")
    await made(settings, engine, asked["id"])
    for other in (planner, stranger):
        assert (await other.api("GET", f"/exports/{asked['id']}")).status_code == 404
        assert (await other.api("GET", f"/exports/{asked['id']}/file")).status_code == 404
        assert (await other.api("POST", f"/exports/{asked['id']}/cancel")).status_code == 404
        assert asked["id"] not in (await other.api("GET", "/exports")).text
    assert asked["id"] in (await admin.api("GET", "/exports")).text


async def test_who_may_not_see_the_list_any_more_does_not_get_its_file(
    auditor: Person, settings: Settings, engine: AsyncEngine, few_at_once: None, monkeypatch: pytest.MonkeyPatch
):
    asked = await ask_for_many(auditor, "")
    await made(settings, engine, asked["id"])
    units = lists.every()["units"]
    monkeypatch.setitem(lists.every(), "units", replace(units, permission="units:write"))
    assert (await auditor.api("GET", f"/exports/{asked['id']}/file")).status_code == 403


async def test_a_job_that_runs_twice_makes_one_file(
    admin: Person, settings: Settings, engine: AsyncEngine, few_at_once: None
):
    asked = await ask_for_many(admin, "e")
    await made(settings, engine, asked["id"])
    first = await look(admin, asked["id"])
    await made(settings, engine, asked["id"])
    assert await look(admin, asked["id"]) == first


async def test_a_killed_worker_leaves_nothing_half(
    admin: Person, settings: Settings, engine: AsyncEngine, many: str, monkeypatch: pytest.MonkeyPatch
):
    """The second worker begins from the start and finishes."""
    asked = await ask_for_many(admin, many)
    with monkeypatch.context() as killed:
        killed.setattr(making.Maker, "_still_wanted", _kill)
        with pytest.raises(KeyboardInterrupt):
            await made(settings, engine, asked["id"])
    halfway = await look(admin, asked["id"])
    assert (halfway["state"], halfway["file"], halfway["may_cancel"]) == ("running", "", True)
    await made(settings, engine, asked["id"])
    assert (await look(admin, asked["id"]))["rows_done"] == MANY


async def _kill(*_said: Any) -> bool:
    raise KeyboardInterrupt


async def test_cancelling_stops_the_worker_between_two_batches(
    admin: Person, settings: Settings, engine: AsyncEngine, many: str, monkeypatch: pytest.MonkeyPatch
):
    asked = await ask_for_many(admin, many)
    real = making.Maker._still_wanted

    async def cancelled_meanwhile(self: making.Maker, rows: int) -> bool:
        if rows == making.STEP:
            assert (await admin.send(f"/exports/{asked['id']}/cancel")).status_code == 303
        return await real(self, rows)

    monkeypatch.setattr(making.Maker, "_still_wanted", cancelled_meanwhile)
    await made(settings, engine, asked["id"])
    told = await look(admin, asked["id"])
    assert (told["state"], told["rows_done"], told["file"]) == ("cancelled", 0, "")
    assert (await admin.api("POST", f"/exports/{asked['id']}/cancel")).status_code == 409
    assert (await admin.api("GET", f"/exports/{asked['id']}/file")).status_code == 404


async def test_after_the_last_try_it_says_that_it_failed(
    admin: Person, settings: Settings, engine: AsyncEngine, few_at_once: None, monkeypatch: pytest.MonkeyPatch
):
    asked = await ask_for_many(admin, "m")
    job = await job_of(settings, engine, asked["id"])
    monkeypatch.setattr(making.Maker, "make", _fail)
    for attempt in (1, job.retries):
        job.attempts = attempt
        with pytest.raises(RuntimeError):
            await make_export({"engine": engine, "job": job}, **job.kwargs)
        told = await look(admin, asked["id"])
        assert told["state"] == ("queued" if attempt == 1 else "failed")
    assert "could not be made" in (await admin.see(f"/exports/{asked['id']}")).text


async def _fail(_self: Any) -> None:
    raise RuntimeError("no disk")


async def test_a_real_worker_takes_it_from_the_database(
    admin: Person, settings: Settings, engine: AsyncEngine, few_at_once: None
):
    await run(engine, admin, "update saq.saq_jobs set scheduled = scheduled + 3600 where status = 'queued'")
    asked = await ask_for_many(admin, "")
    saq_worker = worker.build(settings)
    await saq_worker.queue.connect()
    for begin in saq_worker.startup or ():
        await begin(saq_worker.context)
    try:
        assert await saq_worker.process()
        assert (await look(admin, asked["id"]))["state"] == "ready"
    finally:
        saq_worker.context["printer"]._pool.shutdown(wait=True)
        await saq_worker.shutdown(saq_worker.context)
        await saq_worker.queue.disconnect()


async def test_after_a_week_the_file_is_gone_and_the_entry_is_there(
    admin: Person, settings: Settings, engine: AsyncEngine, few_at_once: None
):
    asked = await ask_for_many(admin, "a")
    await made(settings, engine, asked["id"])
    old = "update exports set finished_at = finished_at - interval '8 days' where id = :id"
    await run(engine, admin, old, id=UUID(asked["id"]))
    assert (await admin.api("GET", f"/exports/{asked['id']}/file")).status_code == 404
    await taken(admin, "units", "csv")
    (row,) = await run(engine, admin, "select content, rows_total from exports where id = :id", id=UUID(asked["id"]))
    assert row["content"] is None
    assert row["rows_total"] > 0
    assert "not kept" in (await admin.see(f"/exports/{asked['id']}")).text


async def test_more_than_excel_holds_is_refused_in_words(
    admin: Person, few_at_once: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(rules, "MOST_IN_EXCEL", 4)
    answer = await admin.api("GET", "/exports/lists/units.xlsx")
    assert answer.status_code == 422
    assert "CSV" in answer.json()["detail"]
