"""What a search answers."""

from __future__ import annotations

from msgspec import Struct


class Answer(Struct):
    """One line: ``code`` in front, its ``name``, a ``note``; a record's state, or a verb's picture."""

    code: str
    href: str
    name: str = ""
    note: str = ""
    state: str = ""
    noun: str = ""
    icon: str = ""


class Group(Struct):
    """Answers of one kind: ``exact``, ``recent``, the noun of records, ``go`` or ``do``."""

    key: str
    label: str
    answers: list[Answer]


class Answers(Struct):
    """Groups in the order they are worth reading; empty ones are left out."""

    q: str
    groups: list[Group]

    @property
    def count(self) -> int:
        return sum(len(group.answers) for group in self.groups)

    @property
    def straight(self) -> str | None:
        """Where a code leads that is exactly one thing's."""
        exact = [answer.href for group in self.groups if group.key == "exact" for answer in group.answers]
        return exact[0] if len(exact) == 1 else None
