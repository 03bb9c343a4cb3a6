"""Two ways to find rows by words: through a reviewed function and its index, or row by row where there are few."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    SQLColumnExpression,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    false,
    func,
    literal,
    or_,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONPATH
from sqlalchemy.sql.selectable import TableValuedAlias

from unison_web.kit.search import KNOWN, Sought

#: Below this, two words have nothing to do with each other.
ALIKE = 0.5


def found_in(table: str, sought: Sought, most: int = KNOWN) -> TableValuedAlias:
    """``id`` and ``rank`` of rows of a large table, as its function (migration 0046) finds them. Join the table to
    them."""
    lists = (literal(words, ARRAY(Text)) for words in (sought.patterns, sought.guesses, sought.others))
    asked = getattr(func, f"search_{table}")(sought.text, sought.folded, *lists, literal(most), sought.language)
    return asked.table_valued(column("id", Uuid), column("rank", Float), name="hit")  # type: ignore[no-any-return]


def own_words(custom: SQLColumnExpression[Any]) -> SQLColumnExpression[str]:
    """What the company's own fields of a record say, as one text."""
    return cast(func.jsonb_path_query_array(custom, cast(literal("$.*"), JSONPATH)), Text)


def likeness(
    sought: Sought, code: SQLColumnExpression[str], *more: SQLColumnExpression[Any]
) -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Which rows of a small table are meant, and how well; every row of the company is read."""
    words = code
    for each in more:
        words = words + " " + func.coalesce(each, "")
    looked_at = func.search_folded(words)
    begins = code.istartswith(sought.text, autoescape=True)
    anywhere = ("%" + pattern.lstrip("% ") for pattern in sought.patterns)
    has_all = and_(*(looked_at.like(func.search_stem(pattern, sought.language)) for pattern in anywhere))
    alike = func.word_similarity(sought.folded, looked_at)
    slipped = and_(false() if not sought.guesses else true(), *(looked_at.like(other) for other in sought.others))
    for guess in sought.guesses:
        slipped = and_(slipped, func.word_similarity(guess, looked_at) >= ALIKE)
    rank = case((begins, 3.0), (has_all, 1 + alike), else_=alike)
    return or_(begins, has_all, slipped), rank
