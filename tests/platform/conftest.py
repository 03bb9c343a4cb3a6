"""Fixtures of the platform tests: their own server, and commands as a person would type them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from unison_web.kit.db.embedded import EmbeddedServer

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """A folder that any account can get to, as /srv or a home folder is; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="unison-platform-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    with tempfile.TemporaryDirectory(prefix="unison-platform-") as folder:
        Path(folder).chmod(0o755)
        running = EmbeddedServer(Path(folder) / "data")
        running.start()
        yield running
        running.stop()


@pytest.fixture
def run_command(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_command("db", "url", PORT="8101")`: a `unison-web` command with these variables of ours and no others."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "unison_web", *words]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env=environment(tmp_path / "data", **variables),
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def environment(data_dir: Path, **variables: str) -> dict[str, Any]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {**inherited, "PYTHONPATH": str(ROOT), "UNISON_DATA_DIR": str(data_dir), **variables}
