"""One column of a registered list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import SQLColumnExpression

#: A field of the row by name, or what says it where no field does.
Held = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column of the table, drawn by the template's block ``cell_<key>``. ``sort`` is a NOT NULL expression (wrap
    with ``coalesce``) or None. ``shown`` is False for one that has to be asked for. ``holds`` are the fields of the row
    it stands for, each with its label: itself if nothing is said, none where there are only buttons. ``words`` say what
    its codes mean."""

    key: str
    label: Any
    sort: SQLColumnExpression[Any] | None = None
    numeric: bool = False
    shown: bool = True
    holds: Sequence[tuple[Held, Any]] | None = None
    words: Mapping[Any, Any] = field(default_factory=dict)

    @property
    def fields(self) -> Sequence[tuple[Held, Any]]:
        return ((self.key, self.label),) if self.holds is None else self.holds
