"""Keeps the child processes of `up` alive, with growing pauses, and takes all of them down in time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from unison_web.commands import lifeline
from unison_web.kit.trouble import Exit, Trouble

PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
CALM = 60.0  # a child that lived this long begins again with the shortest pause
KEPT_LOG = 5_000_000


class Child:
    """One `unison-web` command in a process group of its own, so that Ctrl-C reaches only its parent."""

    def __init__(self, name: str, command: str, log: Path, environment: Mapping[str, str], *, loud: bool) -> None:
        self.name, self.log, self.loud = name, log, loud
        self._command = [sys.executable, "-m", "unison_web", command]
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._started = self._again_at = 0.0
        self._held: int | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        given, self._held = lifeline.hold()
        environment = {**os.environ, **self._environment, lifeline.VARIABLE: str(given)}
        with contextlib.ExitStack() as later:
            later.callback(os.close, given)
            output = None if self.loud else later.enter_context(self._open_log())
            self._process = subprocess.Popen(
                self._command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=[given],
                start_new_session=True,
            )
        self._started = time.monotonic()

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start again what ended by itself, once its pause is over."""
        if self.alive:
            return
        now = time.monotonic()
        if self._process is not None:
            self._failures = 0 if now - self._started > CALM else self._failures + 1
            pause = PAUSES[min(self._failures, len(PAUSES)) - 1] if self._failures else PAUSES[0]
            say(f"{self.name} ended ({_reason(self._process.returncode)}); again in {pause:g} s, see {self.log}")
            self._clean_up()
            self._again_at = now + pause
        if now >= self._again_at:
            self.start()

    def ask_to_stop(self) -> None:
        if self._process and self.alive:
            self._process.terminate()

    def stop_by(self, deadline: float) -> None:
        """Wait, then kill the whole group: a killed server leaves its own children behind."""
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(max(0.0, deadline - time.monotonic()))
            self._clean_up()

    def last_words(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        except OSError:
            return ""
        return "\n        ".join(lines[-12:])

    @contextlib.contextmanager
    def _open_log(self) -> Iterator[int]:
        if self.log.exists() and self.log.stat().st_size > KEPT_LOG:
            self.log.replace(self.log.with_suffix(".old.log"))
        number = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            yield number
        finally:
            os.close(number)

    def _clean_up(self) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
        if self._held is not None:
            os.close(self._held)
            self._held = None


def stop_all(children: list[Child], within: float) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + within
    for child in children:
        child.stop_by(deadline)


def run_once(command: str, environment: Mapping[str, str], what: str) -> None:
    """A `unison-web` command that must succeed before anything else starts; its own words go to the terminal."""
    done = subprocess.run([sys.executable, "-m", "unison_web", *command.split()], env={**os.environ, **environment})
    if done.returncode:
        raise Trouble(
            what, f"unison-web {command} ended with {done.returncode}", f"unison-web {command}", Exit.DATABASE
        )


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
