"""`unison-web up` as a person meets it: it starts, survives kills, refuses politely, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platform.conftest import environment
from unison_web.kit.db.embedded import EmbeddedServer, free_port


class Running:
    """The command with `--json`, and what it said."""

    def __init__(self, data_dir: Path, port: int, *options: str) -> None:
        variables = environment(data_dir, PORT=str(port), UNISON_ENV="development")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "unison_web", "up", "--json", *options],
            env=variables,
            cwd=data_dir.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        self.facts: dict[str, Any] = json.loads(line)
        self.address = f"http://127.0.0.1:{port}"

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def end(self, how: int = signal.SIGTERM) -> int:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(how)
        self.process.communicate(timeout=30)
        return self.process.returncode


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Open to others: below a closed folder root would put the cluster into /var/lib/unison, and leave it there."""
    with tempfile.TemporaryDirectory(prefix="unison-up-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[Running]:
    found = Running(place, free_port())
    yield found
    found.end()
    EmbeddedServer(place).stop()


def test_it_says_where_everything_is(running: Running, place: Path) -> None:
    assert eventually(running.answers)
    assert running.facts["url"].startswith("http://localhost:")
    assert running.facts["data_dir"] == str(place)
    assert running.facts["pids"]["up"] == running.process.pid
    assert (place / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_second_one_is_refused(running: Running, place: Path, run_command: Callable[..., Any]) -> None:
    again = run_command("up", UNISON_DATA_DIR=str(place), PORT=str(free_port()))
    assert again.returncode == 5
    assert again.stderr.startswith("Unison is running already")
    assert str(running.process.pid) in again.stderr


def test_a_taken_port_is_named_with_the_next_one(running: Running, run_command: Callable[..., Any]) -> None:
    port = running.address.rsplit(":", 1)[1]
    refused = run_command("serve", PORT=port)
    assert refused.returncode == 5
    assert refused.stderr.startswith(f"Port {port} is taken")
    assert f"PORT={int(port) + 1}" in refused.stderr


def test_a_killed_web_server_comes_back(running: Running) -> None:
    os.kill(running.facts["pids"]["web"], signal.SIGKILL)
    assert eventually(lambda: not running.answers(), 3) or running.answers()
    assert eventually(running.answers)


def test_a_killed_database_comes_back(running: Running, place: Path) -> None:
    pid_file = EmbeddedServer(place).folder / "postmaster.pid"
    os.kill(int(pid_file.read_text().splitlines()[0]), signal.SIGKILL)
    time.sleep(0.2)
    assert eventually(running.answers)


def test_children_end_with_a_killed_parent_and_the_next_start_goes_on(running: Running, place: Path) -> None:
    web = int(running.facts["pids"]["web"])
    running.end(signal.SIGKILL)
    assert eventually(lambda: not alive(web) and not running.answers())
    started = time.monotonic()
    again = Running(place, int(running.address.rsplit(":", 1)[1]))
    try:
        assert time.monotonic() - started < 30, "the second start"
        assert eventually(again.answers)
    finally:
        stopping = time.monotonic()
        assert again.end(signal.SIGINT) == 0
    assert time.monotonic() - stopping < 20
    assert not EmbeddedServer(place).is_running()


def eventually(happens: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happens():
            return True
        time.sleep(0.1)
    return False


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2:3] if Path("/proc").exists() else True
