"""Macros, words, parts of pages and rows of lists that come out the same for the same content are made once.

The HTML stays in the templates. What depends on anything but its arguments and the language (the plant's zone, the
person, a key made anew) must not be in ``PURE``. A part or row is drawn again when its content, the language, the day,
the zone, the currency or the person's rights differ, and when something in it has said that it is not right any more
(:func:`frame.keeps`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from unison_web.kit import clock, i18n
from unison_web.kit.custom.fields import PREFIX, fields_of
from unison_web.kit.web import frame

PURE = ("icon", "shape", "drawing", "logo", "avatar", "st", "alarm", "progress", "number", "code", "pill", "row_check")
MOST = 8192


def remember(module: Any) -> None:
    """Replace the pure macros of ``ui`` by versions that remember."""
    for name in PURE:
        setattr(module, name, remembered(getattr(module, name)))


def remembered(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    # typed: text and markup of the same letters are equal, and only one of the two is escaped
    @lru_cache(maxsize=MOST, typed=True)
    def made(language: str, *values: Any, **named: Any) -> Markup:
        return macro(*values, **named)

    def call(*values: Any, **named: Any) -> Markup:
        try:
            return made(i18n.spoken(), *values, **named)
        except TypeError:  # a list, a row: nothing to look up by
            return macro(*values, **named)

    return call


def said(message: str, /, **variables: Any) -> Markup:
    """``_("…")`` in templates. Words are ours or a translator's; what goes into them is escaped."""
    return _words(i18n.spoken(), message) % variables if variables else _plain(i18n.spoken(), message)


@lru_cache(maxsize=MOST)
def _words(language: str, message: str) -> Markup:
    return Markup(i18n._(message))  # noqa: S704  no more trusted than the template it stands in


@lru_cache(maxsize=MOST)
def _plain(language: str, message: str) -> Markup:
    return _words(language, message) % {}


_drawn: dict[Any, tuple[datetime, Markup]] = {}


@pass_context
def once(context: Context, name: str, *depends: Any, caller: Callable[[], Markup]) -> Markup:
    """``{% call once("rail", nav) %}…{% endcall %}``: a part of the page that says the same whenever ``depends`` are
    the same."""
    now = clock.now()
    return _shown((name, depends, *_surroundings(context, now)), now, caller)


@pass_context
def cells_of(context: Context, rows: Iterable[Any], columns: Iterable[str]) -> Iterator[tuple[Any, Markup]]:
    """Each row with what the blocks ``cell_<column>`` make of it; custom fields share one, which sees their ``key``."""
    blocks, inner, now = [(name, context.blocks[_cell(name)][0]) for name in columns], context.derived(), clock.now()
    around = (*blocks, _definitions(context, columns), *_surroundings(context, now))

    def draw() -> Markup:
        drawn: list[str] = []
        for name, block in blocks:
            inner.vars["key"] = name
            drawn.extend(block(inner))
        return Markup("".join(drawn))  # noqa: S704  it is the template's

    for row in rows:
        inner.vars["row"] = row
        yield row, _shown((around, msgspec.json.encode(row)), now, draw)


def _definitions(context: Context, columns: Iterable[str]) -> int:
    """The same row of another company reads otherwise where its fields are others."""
    if not any(name.startswith(f"{PREFIX}.") for name in columns):
        return 0
    return hash(fields_of(context["request"].route_handler.opt["listing"].noun))


def _cell(name: str) -> str:
    return f"cell_{PREFIX}" if name.startswith(f"{PREFIX}.") else f"cell_{name}"


def _surroundings(context: Context, now: datetime) -> tuple[Any, ...]:
    around, user = frame.current.get(), context.get("user")
    day = now.astimezone(around.zone).date()
    return i18n.spoken(), around.zone, around.currency, day, user.rights if user else None


def _shown(key: Any, now: datetime, draw: Callable[[], Markup]) -> Markup:
    """What was drawn under ``key`` while it is right, else drawn now."""
    if (known := _drawn.get(key)) and known[0] > now:
        return known[1]
    with frame.watched() as shelf:
        drawn = draw()
    if shelf.until > now:
        if len(_drawn) >= MOST:
            _drawn.clear()
        _drawn[key] = (shelf.until, drawn)
    return drawn
