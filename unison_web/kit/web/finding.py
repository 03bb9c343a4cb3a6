"""How a long list is searched: through a reviewed function of the database and its index, not row by row.

The function (migration 0046) says which rows of the company have the words, up to :data:`MOST`. Few enough, and the
page is made of them; too many, and the page is read in its order, as then it is full soon. Either way the rows are the
same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.search import folded, like

#: Rows that are named one by one; above, the words are common ones. To name two thousand of a million takes as long as
#: to meet fifty of two thousand on the way through the list. Rows counted where words are common.
MOST, COUNTED = 2000, 1000
#: Where the value of a field is among the words, the way through the list would meet it by chance.
MOST_OF_FIELDS = 5000
MOST_WORDS = 8
#: What an index of trigrams can look for.
_THREE = re.compile(r"\w{3}")
#: Words stay common for a while: the next page and the next filter need not ask again. By company, plant, table, words.
REMEMBERED, MOST_REMEMBERED = 60.0, 10_000
_common: dict[Any, float] = {}
NAMED: ColumnElement[Any] = cast(bindparam("named", type_=Text), ARRAY(Uuid))


@dataclass(frozen=True, eq=False)
class Finder:
    """``filter_<table>`` looks through the same as ``texts``, folded, and through custom fields where
    ``holds_custom``."""

    table: str
    texts: Sequence[SQLColumnExpression[str]]
    holds_custom: bool = False

    def where(self, q: str, *, common: bool = False) -> list[ColumnElement[bool]]:
        """Row by row: each word in one of the texts. Of ``common`` words the planner must not guess how rare they are:
        taken for rare, it reads and sorts a million rows instead of the first few in their order."""
        found = [or_(*(text.like(pattern) for text in self.texts)) for pattern in patterns(q)]
        return [func.coalesce(each, false()) for each in found] if common else found

    async def named(self, uow: UnitOfWork, patterns: Sequence[str], *, of_fields: bool = False) -> Named | None:
        """None where no index can look for these words."""
        most = MOST_OF_FIELDS if of_fields else MOST
        useful = sorted(patterns, key=lambda each: (not _THREE.search(each), -len(each)))
        if not useful or not (_THREE.search(useful[0]) or useful[0].startswith("% ")):
            return None
        key = uow.organization_id, uow.actor.plant_id, self.table, tuple(useful), most
        if _common.get(key, 0) > time.monotonic():
            return Named("", whole=False)
        asked = getattr(func, f"filter_{self.table}")(literal(useful, ARRAY(Text)), most + 1)
        found = str(await uow.session.scalar(select(cast(asked, Text))))
        count = 0 if found == "{}" else found.count(",") + 1
        if count > most:
            if len(_common) >= MOST_REMEMBERED:
                _common.clear()
            _common[key] = time.monotonic() + REMEMBERED
        return Named(found, count, whole=count <= most)


@dataclass(frozen=True)
class Named:
    """The ids as the database wrote them, to be handed back as they are; how many; whether these are all."""

    ids: str
    count: int = 0
    whole: bool = True


def patterns(q: str) -> list[str]:
    """For LIKE: the words anywhere."""
    return ["%" + like(word) + "%" for word in folded(q).split()[:MOST_WORDS]]


def among(model: Any) -> ColumnElement[bool]:
    """Takes the parameter ``named``."""
    found: ColumnElement[bool] = model.id == any_(NAMED)
    return found


def beginning(values: Iterable[Any]) -> list[str]:
    """The text of one value, where a word begins."""
    said = [folded(str(value)) for value in values]
    return ["% " + like(said[0]) + "%"] if len(said) == 1 and said[0] else []


def anywhere(values: Iterable[Any]) -> list[str]:
    said = folded(" ".join(map(str, values)))
    return ["%" + like(said) + "%"] if said else []
