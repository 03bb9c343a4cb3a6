"""`unison-web import`, as somebody types it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cast import Person
from tests.commands import typed
from unison_web.commands import imports as command
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings


@pytest.fixture
def invoke(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    return typed(monkeypatch, settings, command, command.imports)


async def test_a_file_goes_in_and_again_is_no_double(
    invoke: Any, cast: dict[str, dict[str, Person]], planner: Person, tmp_path: Path
) -> None:
    units, bad = tmp_path / "units.csv", tmp_path / "bad.csv"
    units.write_text("code;name;dimension\nCLI-U;Piece;count\n", encoding="utf-8")
    bad.write_text("number;name;unit;type\nCLI-1;Nut;CLI-U;buy\nCLI-2;Bolt;??;buy\n", encoding="utf-8")
    company = ("--organization", "adventure-works")
    dry = await invoke("--kind", "units", *company, "--dry-run", str(units))
    assert "1 rows of units: 1 records would be created" in dry.output
    assert (await planner.api("GET", "/units", params={"q": "CLI-U"})).json()["count"] == 0
    first, again = [await invoke("--kind", "units", *company, str(units)) for _time in range(2)]
    assert "1 records created, 0 changed, 0 the same" in first.output
    assert "0 records created, 0 changed, 1 the same" in again.output
    refused = await invoke("--kind", "materials", *company, str(bad))
    assert "3: unit: There is no unit with the code ??" in refused.output
    assert isinstance(refused.exception, Trouble)
    assert (refused.exception.code, str(refused.exception).splitlines()[0]) == (
        Exit.INCOMPLETE,
        "1 of 2 rows were left out",
    )
    assert (await planner.api("GET", "/materials", params={"q": "CLI-1"})).json()["count"] == 1


async def test_what_is_wrong_says_what_to_do(invoke: Any, cast: dict[str, dict[str, Person]], tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    nobody = await invoke("--kind", "units", "--organization", "nobody", str(empty))
    assert "There is no organization nobody" in str(nobody.exception)
    nothing = await invoke("--kind", "units", "--organization", "kestrel", str(empty))
    assert "The first row must name the columns" in str(nothing.exception)
    assert (await invoke("--kind", "secrets", "--organization", "kestrel", str(empty))).exit_code == 2
