"""What a list can be narrowed by. A filter says how its text is read and which rows it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.support import LazyProxy
from sqlalchemy import ColumnElement, DateTime, SQLColumnExpression

from unison_web.kit.i18n import _, lazy
from unison_web.kit.web import frame
from unison_web.kit.web.structs import unfit


@dataclass(frozen=True)
class Filter:
    """A named restriction. ``options`` are (value, label); without them ``read`` makes a value of the text, or raises
    ValueError with words for the person. ``where`` is asked once for the same values: what depends on the moment says
    :data:`reading.NOW`. One that the list's ``views`` choose between is not drawn. ``kind`` is how it is asked for:
    choice, text, number or date. ``words`` are patterns that the text of every row it means has in it, where that is
    known: a long list then asks its index."""

    key: str
    label: Any
    where: Callable[[list[Any]], ColumnElement[bool]]
    options: Sequence[tuple[str, Any]] = ()
    by_view: bool = False
    kind: str = "choice"
    read: Callable[[str], Any] = str
    words: Callable[[Sequence[Any]], list[str]] | None = None

    def values(self, said: Sequence[str]) -> tuple[Any, ...]:
        """Raises ValueError for what is not a choice, a number or a day."""
        allowed = {value for value, _label in self.options}
        if allowed and (wrong := set(said) - allowed):
            raise ValueError(_("Not one of the choices: {values}").format(values=", ".join(sorted(wrong))))
        return tuple(self.read(value) for value in said)


def choice(key: str, label: Any, column: SQLColumnExpression[Any], options: Sequence[tuple[str, Any]]) -> Filter:
    """Rows whose ``column`` is one of the chosen values."""
    return Filter(key, label, lambda values: column.in_(values), options)


def reference(key: str, label: Any, column: SQLColumnExpression[str]) -> Filter:
    """Rows that refer to one of these; ``column`` holds the code people know, in capitals or not."""
    return Filter(
        key, label, lambda values: column.in_([*map(str.upper, values), *values]), kind="text", read=str.strip
    )


def containing(key: str, label: Any, column: SQLColumnExpression[str]) -> Filter:
    """Rows whose text has the words in it, whatever their case."""
    return Filter(key, label, lambda values: column.ilike(pattern(" ".join(values))), kind="text")


def between(key: str, label: Any, column: SQLColumnExpression[Any]) -> tuple[Filter, Filter]:
    """``quantity_min`` and ``quantity_max``, both included."""
    return (
        Filter(f"{key}_min", _with(_FROM, label), lambda values: column >= max(values), kind="number", read=number),
        Filter(f"{key}_max", _with(_TO, label), lambda values: column <= min(values), kind="number", read=number),
    )


def period(key: str, label: Any, column: SQLColumnExpression[Any]) -> tuple[Filter, Filter]:
    """``due_after`` and ``due_before``: days of the plant, both included."""
    if isinstance(column.type, DateTime):  # type: ignore[attr-defined]
        return (
            Filter(f"{key}_after", _with(_FROM, label), lambda values: column >= max(values), kind="date", read=begin),
            Filter(f"{key}_before", _with(_TO, label), lambda values: column < min(values), kind="date", read=end),
        )
    return (
        Filter(f"{key}_after", _with(_FROM, label), lambda values: column >= max(values), kind="date", read=day),
        Filter(f"{key}_before", _with(_TO, label), lambda values: column <= min(values), kind="date", read=day),
    )


_FROM, _TO = lazy("{what} from"), lazy("{what} to")


def _with(words: Any, what: Any) -> Any:
    return LazyProxy(lambda: str(words).format(what=what), enable_cache=False)


def number(said: str) -> Decimal:
    try:
        value = Decimal(said.strip())
    except InvalidOperation:
        raise ValueError(_("This is not a number")) from None
    if problem := unfit(value):
        raise ValueError(problem)
    return value


def day(said: str) -> date:
    try:
        found = date.fromisoformat(said.strip())
    except ValueError:
        raise ValueError(_("This is not a day. Write it like 2026-11-30")) from None
    if problem := unfit(found):
        raise ValueError(problem)
    return found


def begin(said: str) -> datetime:
    """The first instant of a day of the plant."""
    return datetime.combine(day(said), time(), frame.zone())


def end(said: str) -> datetime:
    """The first instant after it."""
    return datetime.combine(day(said) + timedelta(days=1), time(), frame.zone())


def pattern(words: str) -> str:
    """For ILIKE: the words as they are, anywhere."""
    return "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
