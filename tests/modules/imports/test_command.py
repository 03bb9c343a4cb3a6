"""`unison-web import`, as somebody types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cast import Person
from tests.commands import typed
from unison_web.commands import imports as command
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings

COMPANY = ("--organization", "adventure-works")


@pytest.fixture
def invoke(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Any:
    return typed(monkeypatch, settings, command, command.imports)


async def count(planner: Person, path: str, q: str) -> int:
    return int((await planner.api("GET", path, params={"q": q})).json()["count"])


async def test_a_file_goes_in_again_is_no_double_and_back_it_goes(
    invoke: Any, cast: dict[str, dict[str, Person]], planner: Person, tmp_path: Path
) -> None:
    units = tmp_path / "einheiten.csv"
    units.write_bytes("Code;Bezeichnung;Dimension\nCLI-U;Stück;count\n".encode("cp1252"))
    dry = await invoke("--kind", "units", *COMPANY, "--dry-run", str(units))
    assert (dry.exit_code, "1 rows of Units: 1 new" in dry.output) == (0, True), dry.output
    assert "Checked; nothing was changed" in dry.output
    assert await count(planner, "/units", "CLI-U") == 0
    first = json.loads((await invoke(*COMPANY, "--kind", "units", "--json", str(units))).output)
    assert (first["state"], first["counts"], first["problems"]) == ("done", {"insert": 1}, [])
    assert await count(planner, "/units", "CLI-U") == 1
    again = await invoke("--kind", "units", *COMPANY, str(units))
    assert (again.exit_code, "1 the same" in again.output) == (0, True), again.output
    shown = (await planner.api("GET", f"/imports/{first['id']}")).json()
    assert (shown["state"], shown["name"]) == ("done", "einheiten.csv")
    back = await invoke(*COMPANY, "--undo", first["id"])
    assert (back.exit_code, "Taken back" in back.output) == (0, True), back.output
    assert await count(planner, "/units", "CLI-U") == 0
    twice = await invoke(*COMPANY, "--undo", first["id"])
    assert isinstance(twice.exception, Trouble)
    assert "Only a finished import can be undone" in str(twice.exception)


async def test_rows_that_cannot_be_taken_stop_the_file_unless_they_are_left_out(
    invoke: Any, cast: dict[str, dict[str, Person]], planner: Person, tmp_path: Path
) -> None:
    await invoke("--kind", "units", *COMPANY, str(written(tmp_path, "code;name;dimension\nCLI-P;Piece;count\n")))
    bad = written(tmp_path, "number;name;unit;type\nCLI-1;Nut;CLI-P;buy\nCLI-2;Bolt;??;buy\n")
    refused = await invoke("--kind", "materials", *COMPANY, str(bad))
    assert "3: unit: There is no unit with the code ??" in refused.output
    assert ended(refused) == (Exit.INCOMPLETE, "1 of 2 rows cannot be taken, and nothing was imported")
    assert await count(planner, "/materials", "CLI-1") == 0
    told = json.loads((await invoke("--kind", "materials", *COMPANY, "--dry-run", "--json", str(bad))).output)
    assert [(each["row"], each["column"]) for each in told["problems"]] == [(3, "unit")]
    partly = await invoke("--kind", "materials", *COMPANY, "--leave-out", str(bad))
    assert ended(partly) == (Exit.INCOMPLETE, "1 of 2 rows were left out")
    assert await count(planner, "/materials", "CLI-1") == 1


async def test_columns_nobody_could_guess_are_said(
    invoke: Any, cast: dict[str, dict[str, Person]], planner: Person, tmp_path: Path
) -> None:
    units = await invoke("--kind", "units", *COMPANY, str(written(tmp_path, "code,name,dimension\nCLI-E,Each,count\n")))
    assert units.exit_code == 0
    odd = written(tmp_path, "Zzyx,Words,U=1\nCLI-ODD,Nut,EA\n")
    means = ("--column", "Zzyx=number", "--column", "Words=name", "--column", "U=1=-", "--value", "unit=CLI-E")
    done = await invoke("--kind", "materials", *COMPANY, *means, "--value", "type=buy", str(odd))
    assert done.exit_code == 0, str(done.exception)
    assert await count(planner, "/materials", "CLI-ODD") == 1
    wrong = await invoke("--kind", "materials", *COMPANY, "--column", "Nothing=number", str(odd))
    assert "There is no column Nothing" in str(wrong.exception)
    assert (await invoke("--kind", "materials", *COMPANY, "--column", "Nothing", str(odd))).exit_code == 2


async def test_what_is_wrong_says_what_to_do(invoke: Any, cast: dict[str, dict[str, Person]], tmp_path: Path) -> None:
    empty = written(tmp_path, "")
    nobody = await invoke("--kind", "units", "--organization", "nobody", str(empty))
    assert "There is no organization nobody" in str(nobody.exception)
    nothing = await invoke("--kind", "units", "--organization", "kestrel", str(empty))
    assert "There are no rows in this file" in str(nothing.exception)
    assert (await invoke("--kind", "secrets", "--organization", "kestrel", str(empty))).exit_code == 2
    assert (await invoke("--organization", "kestrel")).exit_code == 2
    other = await invoke("--organization", "kestrel", "--undo", "01a22d14-40a3-70be-982e-54b5219ddeb3")
    assert "There is no import 01a22d14-40a3-70be-982e-54b5219ddeb3 here" in str(other.exception)


def written(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def ended(result: Any) -> tuple[Exit, str]:
    assert isinstance(result.exception, Trouble), result.output
    return result.exception.code, str(result.exception).splitlines()[0]
