"""In which order a list comes, and where a page of it goes on: by the sort values of a row, never by counting rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, bindparam, or_, tuple_

MOST_KEYS = 3


@dataclass(frozen=True)
class Key:
    """One thing the rows are sorted by. ``name`` is where its value stands in the answer and in a cursor."""

    name: str
    column: SQLColumnExpression[Any]
    descending: bool

    @property
    def here(self) -> Any:
        return bindparam(self.name, type_=self.column.type)  # type: ignore[attr-defined]

    def ordered(self, *, backwards: bool) -> Any:
        return self.column.desc() if self.descending is not backwards else self.column.asc()

    def beyond(self, *, backwards: bool) -> ColumnElement[bool]:
        column: Any = self.column
        beyond: ColumnElement[bool] = column < self.here if self.descending is not backwards else column > self.here
        return beyond


def words(sort: str) -> list[tuple[str, bool]]:
    """``-due,number`` → due downwards, then number."""
    return [(part.removeprefix("-"), part.startswith("-")) for part in sort.split(",") if part.strip("-")]


def keys(columns: Sequence[tuple[SQLColumnExpression[Any], bool]], last: SQLColumnExpression[Any]) -> list[Key]:
    """``last`` makes the order total; it runs the way the others run."""
    every = [*columns, (last, columns[-1][1] if columns else False)]
    return [Key(f"key{place}", column, descending) for place, (column, descending) in enumerate(every)]


def beyond(keys: Sequence[Key], *, backwards: bool) -> ColumnElement[bool]:
    """Rows behind the cursor (or before it). One comparison of rows where all run the same way: an index answers
    that."""
    if len({key.descending for key in keys}) == 1:
        ours: Any
        ours, here = tuple_(*(key.column for key in keys)), tuple_(*(key.here for key in keys))
        compared: ColumnElement[bool] = ours < here if keys[0].descending is not backwards else ours > here
        return compared
    return or_(
        *(
            and_(*(before.column == before.here for before in keys[:place]), key.beyond(backwards=backwards))
            for place, key in enumerate(keys)
        )
    )
