"""The whole trail, verified by a worker: asked for on the page, watched, cancelled, and what came of it stays."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.modules.audit.owner import Owner
from tests.modules.prints.paper import job_row
from unison_web import worker
from unison_web.kit import jobs
from unison_web.kit.db.transaction import open_connection
from unison_web.modules.audit import jobs as audit_jobs
from unison_web.modules.audit import seal_repository
from unison_web.modules.audit.service import whole
from unison_web.modules.audit.service.sealing import seal_company
from unison_web.settings import Settings


@pytest.fixture(autouse=True)
async def sealed(engine: AsyncEngine, other_admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kestrel's trail, in small groups, so that there is progress to see."""
    for _run in range(3):
        made = await other_admin.api("POST", "/departments", {"code": uuid4().hex[:12], "name": "W"})
        assert made.is_success, made.text
        await seal_company(engine, other_admin.organization, whole=True)
    monkeypatch.setattr(seal_repository, "PAGE", 1)
    for under_way in (await other_admin.api("GET", "/audit/verifications?state=queued")).json()["items"]:
        await other_admin.api("POST", f"/audit/verifications/{under_way['id']}/cancel")


async def asked(person: Person) -> str:
    answer = await person.api("POST", "/audit/verifications")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def worked(settings: Settings, engine: AsyncEngine, key: str) -> None:
    """What the worker does with the job, as the queue holds it."""
    async with open_connection(engine) as connection:
        raw = await job_row(connection, key, "verify")
    job = jobs.queue(settings.database_url).deserialize(raw)
    assert job is not None and job.timeout == 4 * 3600
    _name, run = worker.alive(audit_jobs.verify_trail)
    await run({"engine": engine, "settings": settings, "job": job}, **(job.kwargs or {}))


async def said(person: Person, key: str) -> dict[str, Any]:
    return (await person.api("GET", f"/audit/verifications/{key}")).json()  # type: ignore[no-any-return]


async def test_the_whole_trail_is_verified_and_what_came_of_it_stays(
    settings: Settings, engine: AsyncEngine, other_admin: Person
):
    key = await asked(other_admin)
    waiting = await other_admin.see(f"/audit/verifications/{key}")
    assert "hx-trigger" in waiting.text and "Cancel" in waiting.text
    assert await asked(other_admin) == key, "one at a time"
    await worked(settings, engine, key)
    done = await said(other_admin, key)
    assert (done["state"], done["outcome"]["intact"], done["outcome"]["skipped"]) == ("intact", True, 0)
    assert done["entries_done"] == done["entries_total"] == done["outcome"]["entries"] >= 3
    page = await other_admin.see(f"/audit/verifications/{key}")
    assert "are as they were sealed" in page.text and done["outcome"]["hash"] in page.text
    assert 'hx-trigger="every' not in page.text
    assert f"/audit/verifications/{key}" in (await other_admin.see("/audit/verifications")).text
    await worked(settings, engine, key)  # a job may run twice
    assert (await said(other_admin, key))["finished_at"] == done["finished_at"]


async def test_a_changed_entry_is_named(settings: Settings, engine: AsyncEngine, other_admin: Person):
    async with Owner.of(settings, other_admin.organization) as owner:
        change = "update audit_log set label = 'Forged' where organization_id = :o and entity = 'departments'"
        key = await asked(other_admin)
        async with owner.meddling(change, o=other_admin.organization):
            await worked(settings, engine, key)
    done = await said(other_admin, key)
    assert (done["state"], done["outcome"]["found"]["kind"]) == ("broken", "changed")
    page = await other_admin.see(f"/audit/verifications/{key}")
    assert "was changed after it was sealed" in page.text


async def test_it_stops_when_somebody_cancels(
    engine: AsyncEngine, other_admin: Person, monkeypatch: pytest.MonkeyPatch
):
    key, looked = await asked(other_admin), []
    groups = seal_repository.SealRepository.next_group

    async def slowly(self: Any, number: int) -> Any:
        looked.append(number)
        if len(looked) == 2:
            answer = await other_admin.send(f"/audit/verifications/{key}/cancel")
            assert answer.status_code == 303
        return await groups(self, number)

    monkeypatch.setattr(seal_repository.SealRepository, "next_group", slowly)
    await whole.run(engine, other_admin.actor, UUID(key))
    done = await said(other_admin, key)
    assert (done["state"], done["outcome"], len(looked)) == ("cancelled", None, 2)
    assert "stopped before the end" in (await other_admin.see(f"/audit/verifications/{key}")).text
    again = await other_admin.api("POST", f"/audit/verifications/{key}/cancel")
    assert again.status_code == 422


async def test_who_may_verify(planner: Person, auditor: Person, admin: Person):
    """Auditors and administrators of companies that are there already have the right: seeded roles are what this
    version says."""
    assert auditor.actor.may("audit:verify") and admin.actor.may("audit:verify")
    assert (await planner.api("POST", "/audit/verifications")).status_code == 403
    key = await asked(auditor)
    assert (await auditor.api("POST", f"/audit/verifications/{key}/cancel")).status_code == 200
