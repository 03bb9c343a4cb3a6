"""The scripts under bin/: what they run, what they skip the second time, and what they say when they cannot."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(f"bin_{name}", ROOT / "bin" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class Recorder(list[tuple[str, ...]]):
    """Stands in for running a program; all succeed."""

    def __call__(self, *command: str, **_: object) -> bool:
        self.append(tuple(map(str, command)))
        return True


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = script("setup")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / ".unison.json")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(sys, "argv", ["setup.py", "run"])
    return module


@pytest.mark.parametrize("uv", ["/usr/bin/uv", None])
def test_setup_installs_hashed_locks_once(
    setup: Any, monkeypatch: pytest.MonkeyPatch, uv: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = Recorder()
    monkeypatch.setattr(setup, "run", ran)
    monkeypatch.setattr(setup, "works", lambda _: True)
    monkeypatch.setattr(setup.shutil, "which", lambda name: uv if name == "uv" else None)
    assert setup.main() == 0
    locks, own = ran
    assert "--require-hashes" in locks
    assert [Path(word).name for word in locks if word.endswith(".txt")] == ["base.txt", "build.txt"]
    assert ("uv" in Path(locks[0]).name) is bool(uv)
    assert own[-2:] == ("-e", str(setup.ROOT))
    capsys.readouterr()
    assert setup.main() == 0
    assert len(ran) == 2, "the second time nothing runs"
    assert capsys.readouterr().out == ""


def test_setup_for_tests_is_enough_for_running(setup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Recorder()
    monkeypatch.setattr(setup, "run", ran)
    monkeypatch.setattr(setup, "works", lambda _: True)
    monkeypatch.setattr(sys, "argv", ["setup.py", "dev"])
    setup.main()
    monkeypatch.setattr(sys, "argv", ["setup.py", "run"])
    setup.main()
    assert len(ran) == 2


def test_setup_names_the_python_it_needs(
    setup: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "suitable_python", lambda: None)
    assert setup.main() == 6
    assert capsys.readouterr().err.splitlines()[0] == "Unison needs Python 3.11 or newer"


def test_setup_installs_the_venv_module_where_it_may(setup: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Recorder()

    def run(*command: str, **_: object) -> bool:
        first = "venv" in command and not any(entry[0] == "apt-get" for entry in ran)
        ran(*command)
        return not first

    monkeypatch.setattr(setup, "run", run)
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0)
    monkeypatch.setattr(setup.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    assert setup.make_environment("python3")
    assert ("apt-get", "install", "-qy", "python3-venv") in ran


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Any:
    module = script("system")
    there = iter([False, True])
    need = module.NEEDS["pdf"]._replace(there=lambda: next(there, True))
    monkeypatch.setitem(module.NEEDS, "pdf", need)
    monkeypatch.setattr(sys, "argv", ["system.py", "pdf"])
    return module


def test_missing_libraries_are_installed_by_root(system: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Recorder()
    monkeypatch.setattr(system, "run", ran)
    monkeypatch.setattr(system.os, "geteuid", lambda: 0)
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == "apt-get" else None)
    assert system.main() == 0
    assert [command[1] for command in ran] == ["update", "install"]
    assert "libpango-1.0-0" in ran[1]


@pytest.mark.parametrize(
    ("manager", "command"),
    [("apt-get", "sudo apt-get install"), ("dnf", "sudo dnf install"), (None, "see your system")],
)
def test_an_ordinary_user_is_told_the_command(
    system: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    manager: str | None,
    command: str,
) -> None:
    ran = Recorder()
    monkeypatch.setattr(system, "run", ran)
    monkeypatch.setattr(system.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == manager else None)
    assert system.main() == 6
    assert ran == []
    said = capsys.readouterr().err
    assert said.startswith("Pango (for PDF) is missing")
    assert f"next: {command}" in said


def test_on_a_mac_brew_needs_nobody_special(system: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = Recorder()
    monkeypatch.setattr(system, "run", ran)
    monkeypatch.setattr(system.os, "geteuid", lambda: 501)
    monkeypatch.setattr(system.shutil, "which", lambda name: name if name == "brew" else None)
    assert system.main() == 0
    assert ran == [("brew", "install", "pango")]


@pytest.fixture
def test_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    module = script("test_full")
    step = module.Step
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    monkeypatch.setattr(module, "STATE", tmp_path / "state.json")
    ran = tmp_path / "ran"
    steps = {
        "one": step("", ["sh", "-c", f"echo one >> {ran}"]),
        "two": step("", ["sh", "-c", f"echo two >> {ran}; test -e {tmp_path}/ready"]),
    }
    monkeypatch.setattr(module, "STEPS", steps)
    return module


def test_the_long_tests_go_on_where_they_stopped(
    test_full: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["test_full.py"])
    assert test_full.main() == 1
    (tmp_path / "ready").touch()
    assert test_full.main() == 0
    assert (tmp_path / "ran").read_text().split() == ["one", "two", "two"]
    monkeypatch.setattr(test_full, "fingerprint", lambda: "other sources")
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["test_full.py", "--list"])
    test_full.main()
    assert capsys.readouterr().out.count("now changed") == 2
    monkeypatch.setattr(sys, "argv", ["test_full.py", "one"])
    assert test_full.main() == 0
    assert (tmp_path / "ran").read_text().split()[-1] == "one"


def test_every_marker_of_the_long_tests_is_left_out_by_default() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for marker in ("matrix", "chaos", "load", "soak", "pg15"):
        assert f"not {marker}" in project
