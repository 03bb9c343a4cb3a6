"""What became of every row."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from unison_web.kit.custom.fields import Fields
from unison_web.kit.i18n import _
from unison_web.kit.importing.marks import Marks

#: What may become of a row. ``conflict``: two rows of the file say different things about one record.
OUTCOMES = ("insert", "change", "same", "conflict", "error")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken: its line in the file, the column, and why."""

    row: int
    column: str
    reason: str
    conflict: bool = False

    def __str__(self) -> str:
        return f"{self.row}: {self.column + ': ' if self.column else ''}{self.reason}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a row that was taken did: to which record, and by field what it was and is."""

    outcome: str
    record: UUID | None = None
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """Counts of records, and every row that was left out.

    ``options`` is what the person chose beside the columns; ``names`` says ids in words where a change is shown;
    ``fields`` are the company's own, ``extras`` by row what it says in them; ``said`` by row the columns it fills: of a
    record that is there, only these may change. A row that is not in it fills all. In a ``trial`` nothing is kept.
    """

    kind: str
    rows: int = 0
    created: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)
    effects: dict[int, Effect] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    names: dict[Any, str] = field(default_factory=dict)
    extras: dict[int, dict[str, Any]] = field(default_factory=dict)
    seen: Marks = field(default_factory=Marks)
    marks: list[int] = field(default_factory=list)
    said: dict[int, frozenset[str]] = field(default_factory=dict)
    fields: Fields = ()
    trial: bool = False

    def refuse(self, row: int, reason: str, column: str = "", *, conflict: bool = False) -> None:
        self.problems.append(Problem(row, column, reason, conflict))

    @property
    def refused(self) -> set[int]:
        """Rows that cannot be taken, since the last turn."""
        return {problem.row for problem in self.problems}

    def first(self, row: int, noun: str, key: Hashable, column: str = "", name: str = "") -> bool:
        """Whether no row before said something about this record. One that did makes this one a conflict."""
        mark = hash((noun, key))
        if not self.seen.add(mark):
            said = _("{number} is in the file twice").format(number=name) if name else _("This row is there twice")
            self.refuse(row, said, column, conflict=True)
            return False
        self.marks.append(mark)
        return True

    def turn(self) -> None:
        """To the next rows: what was said of the ones before is known elsewhere by now."""
        for each in (self.problems, self.effects, self.extras, self.marks, self.said):
            each.clear()

    def forget(self) -> None:
        """The rows since the last turn did not happen after all."""
        self.seen.remove(self.marks)
        self.turn()
