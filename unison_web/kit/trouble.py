"""What a command tells the person at the terminal when it cannot go on: what, why, and the next command."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of `unison-web`, documented in docs/reference/commands.md."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    SETTINGS = 3
    DATABASE = 4
    PORT_TAKEN = 5
    MISSING = 6
    UNHEALTHY = 7
    INCOMPLETE = 8


class Trouble(Exception):
    """Stops a command. `what` happened, `why`, and what to type `next`."""

    def __init__(self, what: str, why: str = "", next: str = "", code: Exit = Exit.UNEXPECTED) -> None:
        super().__init__(what)
        self.what, self.why, self.next, self.code = what, why, next, code

    def __str__(self) -> str:
        lines = [self.what]
        if self.why:
            lines.append(f"  why:  {self.why}")
        if self.next:
            lines.append(f"  next: {self.next}")
        return "\n".join(lines)
