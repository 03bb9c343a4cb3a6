"""What processes cost, from /proc: CPU seconds, memory, open files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()


def children(pid: int) -> list[int]:
    """Direct and indirect."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents.setdefault(int(stat(int(folder.name))[1]), []).append(int(folder.name))
        except (OSError, IndexError):
            continue
    found, waiting = [], [pid]
    while waiting:
        below = parents.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def cpu(*pids: int) -> float:
    """CPU seconds these processes have used."""
    total = 0.0
    for pid in pids:
        try:
            fields = stat(pid)
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def rss(pid: int) -> float:
    """Resident memory in MB. Shared pages count for everybody who has them."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def private(pid: int) -> float:
    """Memory in MB that ends with this process."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


@dataclass
class Meter:
    """CPU seconds of some processes between two moments."""

    pids: tuple[int, ...]
    started: float = 0.0

    def start(self) -> None:
        self.started = cpu(*self.pids)

    def used(self) -> float:
        return cpu(*self.pids) - self.started
