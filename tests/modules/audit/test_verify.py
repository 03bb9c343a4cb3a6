"""Seals and single entries as people see them: on pages, at the terminal, and with tools of their own."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from tests.commands import typed
from tests.modules.audit.owner import Owner
from unison_web.commands import audit as command
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.trouble import Trouble
from unison_web.modules.audit.service.sealing import seal_company
from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
async def stopped(engine: AsyncEngine, supervisor: Person, factory: Any) -> dict[str, Any]:
    """The newest entry of a machine the supervisor stopped, sealed."""
    machine = factory.machines["Welding"]
    for state, reason in (("idle", "ready again"), ("unplanned_stop", "no gas")):
        await supervisor.api("POST", f"/machines/{machine}/state", {"state": state, "reason": reason})
    await seal_company(engine, supervisor.organization, whole=True)
    return (await supervisor.api("GET", f"/audit/records/{machine}")).json()[0]  # type: ignore[no-any-return]


@pytest.fixture
def invoke(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    return typed(monkeypatch, settings, command, command.audit, "verify")


async def test_an_entry_has_plant_time_and_utc_what_changed_why_and_its_seal(
    supervisor: Person, stopped: dict[str, Any]
):
    page = (await supervisor.see(f"/audit/entries/{stopped['id']}")).text
    at = datetime.fromisoformat(stopped["created_at"]).astimezone(UTC)
    assert f"{at:%Y-%m-%d %H:%M:%S} UTC" in page
    assert "America/Los_Angeles" in page
    assert "<del>Idle</del>" in page
    assert "<ins>Stopped</ins>" in page
    assert "no gas" in page
    said = (await supervisor.api("GET", f"/audit/entries/{stopped['id']}")).json()
    assert re.fullmatch("[0-9a-f]{64}", said["hash"])
    assert said["seal"] >= 1
    assert f'href="/audit/entries/{stopped["id"]}"' in (await supervisor.see("/audit")).text


async def test_the_seals_are_a_list_and_the_trail_says_up_to_when_it_is_sealed(
    auditor: Person, supervisor: Person, stopped: dict[str, Any]
):
    page = await auditor.see("/audit/seals")
    assert "Verify now" in page.text
    assert "Sealed" in page.text
    assert "Verify now" not in (await supervisor.see("/audit/seals")).text, "may read them, may not check them"
    assert "Sealed up to <time" in (await supervisor.see("/audit")).text
    seal = (await auditor.api("GET", "/audit/seals")).json()["items"][0]
    assert (seal["state"], len(seal["hash"])) == ("sealed", 64)


async def test_the_auditor_verifies_and_reads_that_all_is_well(auditor: Person, stopped: dict[str, Any]):
    page = await auditor.send("/audit/seals/verify")
    assert page.status_code == 200
    assert re.search(r"[\d,]+ entries are as they were sealed, up to 20", page.text)
    assert (await auditor.api("GET", "/audit/seals")).json()["items"][0]["hash"] in page.text


async def test_others_see_no_seals_of_ours(stranger: Person, auditor: Person, stopped: dict[str, Any]):
    assert (await stranger.api("GET", f"/audit/entries/{stopped['id']}")).status_code == 404
    ours = (await auditor.api("GET", "/audit/seals")).json()["items"][0]["hash"]
    assert (await stranger.api("GET", "/audit/seals", params={"q": ours})).json()["items"] == []


async def test_the_command_says_in_plain_words_that_all_is_well(invoke: Any, auditor: Person, stopped: dict[str, Any]):
    last = (await auditor.api("GET", "/audit/seals")).json()["items"][0]
    done = await invoke()
    assert done.exit_code == 0, done.output
    assert re.search(r"adventure-works: [\d,]+ entries are as they were sealed, up to .* UTC\.", done.output)
    assert f"seal {last['number']} has the hash {last['hash']}" in done.output
    assert "kestrel: " in done.output
    kept = await invoke("--organization", "adventure-works", "--holds", last["hash"])
    assert (kept.exit_code, "kestrel" in kept.output) == (0, False)
    lost = await invoke("--organization", "adventure-works", "--holds", "0" * 64)
    assert (lost.exit_code, "no seal has the hash" in lost.output) == (1, True)


async def test_the_command_names_what_was_changed(
    invoke: Any, settings: Settings, supervisor: Person, stopped: dict[str, Any]
):
    change = "update audit_log set actor_name = 'Somebody else' where id = :id"
    async with Owner.of(settings, supervisor.organization) as owner, owner.meddling(change, id=stopped["id"]):
        done = await invoke("--organization", "adventure-works")
    assert done.exit_code == 1
    said = f"The entry about Machine {stopped['label']}, {datetime.fromisoformat(stopped['created_at']):%Y-%m-%d %H:%M}"
    assert f"adventure-works: the trail is not as it was sealed. {said}" in done.output
    assert f"by {supervisor.name}, was changed after it was sealed." in done.output


async def test_a_wrong_company_and_a_hash_of_no_company_say_what_to_do(invoke: Any, stopped: dict[str, Any]):
    wrong = await invoke("--organization", "nobody")
    assert isinstance(wrong.exception, Trouble)
    assert (await invoke("--holds", "0" * 64)).exit_code == 2


async def test_somebody_else_can_check_the_chain_with_tools_of_their_own(
    engine: AsyncEngine, auditor: Person, stopped: dict[str, Any]
):
    """As docs/how-to/audit.md describes it: SQL that writes the rows as JSON, sha256, and nothing of ours."""
    page = (ROOT / "docs/how-to/audit.md").read_text(encoding="utf-8")
    statement, program = (page.split(f"```{kind}\n")[1].split("```")[0] for kind in ("sql", "python"))
    async with unit_of_work(engine, system(auditor.organization)) as uow:
        lines = "\n".join(await uow.session.scalars(text(statement.replace(":", "\\:"))))
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], input=lines, capture_output=True, text=True, check=False
    )
    last = (await auditor.api("GET", "/audit/seals")).json()["items"][0]
    said = f"{last['number']} seals hold, the last has the hash {last['hash']}"
    assert done.stdout == f"{auditor.organization}: {said}\n", done.stderr
    changed = lines.replace("no gas", "no gaz")
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", program], input=changed, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "no gaz" in done.stderr) == (1, True)
