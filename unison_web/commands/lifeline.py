"""Children that end with their parent, also when the parent is killed: the child reads a pipe that then closes.

Works on Linux and macOS alike, which a parent-death signal does not.
"""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "UNISON_LIFELINE"


def hold() -> tuple[int, int]:
    """(what the child gets, what the parent keeps open)."""
    return os.pipe()


def hang_on() -> None:
    """In the child: ask oneself to stop when the other end goes away. Nothing without a parent that holds one."""
    number = os.environ.pop(VARIABLE, None)
    if number is None:
        return
    os.set_inheritable(int(number), False)
    threading.Thread(target=_wait, args=(int(number),), name="lifeline", daemon=True).start()


def _wait(number: int) -> None:
    while os.read(number, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
