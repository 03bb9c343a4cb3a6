"""Rows of a list as cells: numbers, days and instants of the plant, texts and words. The same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from unison_web.kit.i18n import _
from unison_web.kit.web.listing import Column

#: A ``datetime`` here is plant time and has no zone any more.
Cell = str | int | Decimal | date | datetime


class Sheet:
    """``heads``, and the cells of a row in the same order. Words are those of the person who asks now."""

    def __init__(self, columns: Sequence[Column], zone: ZoneInfo) -> None:
        held = [(column, *pair) for column in columns for pair in column.fields]
        self.heads = [str(label) for _column, _held, label in held]
        self._zone = zone
        self._yes_no = {True: _("Yes"), False: _("No")}
        self._fields = [(name, {key: str(word) for key, word in column.words.items()}) for column, name, _l in held]

    def rows(self, items: Iterable[Any]) -> list[list[Cell]]:
        return [[self._cell(_value(item, name), words) for name, words in self._fields] for item in items]

    def _cell(self, value: Any, words: dict[Any, str]) -> Cell:
        if value is None:
            return ""
        if isinstance(value, bool):
            return words.get(value, self._yes_no[value])
        if isinstance(value, datetime):
            return value.astimezone(self._zone).replace(tzinfo=None, microsecond=0)
        if isinstance(value, int | Decimal | date):
            return value
        if isinstance(value, list | tuple):
            return ", ".join(words.get(part, str(part)) for part in value)
        return words.get(value, str(value))


def _value(item: Any, held: Any) -> Any:
    return held(item) if callable(held) else getattr(item, held)
