"""Commands: each is explained, each failure says what to type next, and the doctor sees what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from unison_web.cli import COMMANDS, commands
from unison_web.commands import doctor, welcome
from unison_web.commands.checks import CHECKS, Finding
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings, load

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")

Run = Callable[..., Any]


def every_command() -> dict[str, click.Command]:
    context = click.Context(commands)
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = commands.get_command(context, name)
        assert command, name
        if isinstance(command, click.Group):
            found |= {f"{name} {child}": command.commands[child] for child in command.commands}
        else:
            found[name] = command
    return found


def test_every_command_is_explained_in_the_reference() -> None:
    for name, command in every_command().items():
        assert command.help, name
        assert f"`unison-web {name}`" in PAGE, f"docs/reference/commands.md lacks {name}"


def test_every_exit_code_is_explained() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)} == {code.value for code in Exit}


def test_help_lists_the_commands(run_command: Run) -> None:
    said = run_command("--help")
    assert said.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", said.stdout, re.MULTILINE)


def test_wrong_use_is_code_two(run_command: Run) -> None:
    assert run_command("fly").returncode == 2
    assert run_command("db", "url", "--role", "root").returncode == 2


def test_a_missing_database_says_what_to_type(run_command: Run) -> None:
    done = run_command("db", "url")
    assert done.returncode == 4
    assert done.stderr.splitlines()[-1].strip() == "next: unison-web up"


def test_an_owner_that_was_not_named_says_so(run_command: Run) -> None:
    done = run_command("db", "upgrade", DATABASE_URL="postgresql://unison_app@127.0.0.1/unison")
    assert done.returncode == 3
    assert "DATABASE_OWNER_URL is not set" in done.stderr


def test_a_database_that_does_not_answer_says_so(run_command: Run) -> None:
    nowhere = "postgresql://unison_owner@127.0.0.1:1/unison"
    done = run_command("db", "upgrade", DATABASE_URL=nowhere, DATABASE_OWNER_URL=nowhere)
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert "next: unison-web doctor" in done.stderr


def test_a_revision_that_does_not_exist_says_so(server: EmbeddedServer, run_command: Run) -> None:
    done = run_command("db", "upgrade", "9999", UNISON_DATA_DIR=str(server.data_dir))
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
    assert "9999" in done.stderr


def test_the_demo_is_refused_in_production(run_command: Run) -> None:
    production = {
        "UNISON_ENV": "production",
        "SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
        "PUBLIC_URL": "https://unison.example",
        "DATABASE_URL": "postgresql://unison_app@127.0.0.1/unison",
    }
    assert run_command("seed", **production).returncode == 3


def test_roles_are_applied_with_the_passwords_of_the_addresses(server: EmbeddedServer, run_command: Run) -> None:
    addresses = {
        "DATABASE_URL": server.url("app"),
        "DATABASE_OWNER_URL": server.url("owner"),
        "DATABASE_BACKUP_URL": server.url("backup"),
    }
    done = run_command("db", "init", "--apply", **addresses, ADMIN_URL=server.url("admin", "postgres"))
    assert done.returncode == 0, done.stderr
    assert run_command("db", "init", "--apply", **addresses).returncode == 2
    without = addresses | {"DATABASE_URL": "postgresql://unison_app@127.0.0.1/unison"}
    assert run_command("db", "init", "--apply", **without, ADMIN_URL="postgresql://x@127.0.0.1/x").returncode == 3


@pytest.fixture
def empty(server: EmbeddedServer) -> Settings:
    return load({"UNISON_DATA_DIR": str(server.data_dir)})


def test_the_doctor_names_a_schema_that_is_behind(empty: Settings) -> None:
    found = doctor.findings(CHECKS["migrations"], empty)
    assert [(f.level, f.next) for f in found] == [("error", "unison-web db upgrade")]


def test_the_doctor_knows_the_roles(empty: Settings) -> None:
    assert {f.level for f in doctor.findings(CHECKS["roles"], empty)} == {"ok"}
    as_admin = load({"DATABASE_URL": EmbeddedServer(empty.data_dir).url("admin")})
    assert "is a superuser" in doctor.findings(CHECKS["roles"], as_admin)[0].what


def test_a_check_that_cannot_look_has_found_something(empty: Settings) -> None:
    def trips(_: Settings) -> Any:
        raise Trouble("no light", next="switch it on")

    def crashes(_: Settings) -> Any:
        raise ZeroDivisionError("oh")

    assert doctor.findings(trips, empty) == [Finding("error", "no light", "switch it on")]
    assert doctor.findings(crashes, empty)[0].what == "ZeroDivisionError: oh"


def test_the_doctor_speaks_json_and_ends_with_seven(server: EmbeddedServer, run_command: Run) -> None:
    done = run_command("doctor", "settings", "migrations", "--json", UNISON_DATA_DIR=str(server.data_dir))
    assert done.returncode == 7
    assert json.loads(done.stdout)["settings"][0]["level"] == "ok"


def test_people_badges_and_password_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [
        {"name": "Ada", "email": "operator@kestrel.example", "role": "operator", "company": "Kestrel", "badge": "1001"},
        {"name": "Root", "email": "root@unison.example", "role": "superuser", "company": None, "badge": None},
    ]
    (tmp_path / "demo.json").write_text(json.dumps({"password": "correct horse", "people": people}))
    found = welcome.facts(load({"UNISON_DATA_DIR": str(tmp_path), "PORT": "8123"}), {"up": 1})
    assert found["password"] == "correct horse"
    welcome.say_facts(found, seconds=1, notes=[])
    said = capsys.readouterr().out
    for word in ("http://localhost:8123", "correct horse", "operator@kestrel.example", "badge 1001", "everywhere"):
        assert word in said
