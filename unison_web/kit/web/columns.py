"""One column of a registered list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import SQLColumnExpression

#: A field of the row by name, or what says it where no field does.
Held = str | Callable[[Any], Any]


@dataclass(frozen=True, eq=False)
class Group:
    """A joined table that a long list is sorted by: ``head`` its model, by whose ``column`` rows are sorted; ``own``
    the column of the list's model that refers to it. Where that is ``optional``, rows without have empty text."""

    head: Any
    column: str
    own: SQLColumnExpression[Any]
    optional: bool = False


@dataclass(frozen=True)
class Column:
    """One column of the table, drawn by the template's block ``cell_<key>``. ``sort`` is a NOT NULL expression (wrap
    with ``coalesce``) or None. ``shown`` is False for one that has to be asked for. ``holds`` are the fields of the row
    it stands for, each with its label: itself if nothing is said, none where there are only buttons. ``words`` say what
    its codes mean. ``group`` is said of a joined column of a long list, whose pages are then made group by group."""

    key: str
    label: Any
    sort: SQLColumnExpression[Any] | None = None
    numeric: bool = False
    shown: bool = True
    holds: Sequence[tuple[Held, Any]] | None = None
    words: Mapping[Any, Any] = field(default_factory=dict)
    group: Group | None = None

    @property
    def fields(self) -> Sequence[tuple[Held, Any]]:
        return ((self.key, self.label),) if self.holds is None else self.holds
