"""What became of every row."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken: its line in the file, the column, and why."""

    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.row}: {self.column + ': ' if self.column else ''}{self.reason}"


@dataclass(slots=True)
class Report:
    """Counts of records, and every row that was left out."""

    kind: str
    rows: int = 0
    created: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: int, reason: str, column: str = "") -> None:
        self.problems.append(Problem(row, column, reason))
