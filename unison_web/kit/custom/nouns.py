"""Which records can have custom fields. Modules declare it in their manifests; the code of a record is what people
type for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import SQLColumnExpression
from sqlalchemy.orm import Mapped, mapped_column


class Customizable:
    """Mixin of models whose records can have custom fields."""

    custom: Mapped[dict[str, Any]] = mapped_column(default=dict, sort_order=900)


@dataclass(frozen=True)
class Noun:
    """``code`` is the column people know a record by; ``options`` is where a form finds them; ``page`` leads to one.
    ``permission`` is needed to see a record, ``changing`` to change it. ``states`` is the life of a record in its
    order, nothing where it has none; ``extends`` is False for what can only be referred to."""

    key: str
    label: Any
    model: Any
    permission: str
    changing: str
    code: SQLColumnExpression[str]
    options: str = ""
    page: str = ""
    states: Sequence[str] = ()
    extends: bool = True


_nouns: dict[str, Noun] = {}


def declare(nouns: Iterable[Noun]) -> None:
    """Called once with what all manifests say."""
    _nouns.update({noun.key: noun for noun in nouns})


def noun(key: str) -> Noun | None:
    return _nouns.get(key)


def every() -> list[Noun]:
    return list(_nouns.values())


class Labels(Mapping[str, Any]):
    """What the nouns are called, by key: looked up when it is asked, as modules are still being declared."""

    def __getitem__(self, key: str) -> Any:
        return _nouns[key].label

    def __iter__(self) -> Iterator[str]:
        return iter(_nouns)

    def __len__(self) -> int:
        return len(_nouns)


class Choices(Sequence[tuple[str, Any]]):
    """The nouns that can have fields, for a filter."""

    def __getitem__(self, place: Any) -> Any:
        return [(noun.key, noun.label) for noun in every() if noun.extends][place]

    def __len__(self) -> int:
        return sum(noun.extends for noun in every())


def of_table(table: str) -> str:
    """The noun whose records stand in ``table``, or the table's own name."""
    return next((key for key, known in _nouns.items() if known.model.__tablename__ == table), table)
