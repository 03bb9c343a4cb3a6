"""Macros and words that come out the same for the same arguments are made once, not for every row of every page.

The HTML stays in the templates. What depends on anything but its arguments and the language (the plant's zone, the
person, a key made anew) must not be in ``PURE``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from unison_web.kit import i18n

PURE = ("icon", "shape", "drawing", "logo", "avatar", "st", "alarm", "progress", "number", "code", "pill")
MOST = 8192


def remember(module: Any) -> None:
    """Replace the pure macros of ``ui`` by versions that remember."""
    for name in PURE:
        setattr(module, name, remembered(getattr(module, name)))


def remembered(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    # typed: text and markup of the same letters are equal, and only one of the two is escaped
    @lru_cache(maxsize=MOST, typed=True)
    def once(language: str, *values: Any, **named: Any) -> Markup:
        return macro(*values, **named)

    def call(*values: Any, **named: Any) -> Markup:
        try:
            return once(i18n.language(), *values, **named)
        except TypeError:  # a list, a row: nothing to look up by
            return macro(*values, **named)

    return call


def said(message: str, /, **variables: Any) -> Markup:
    """``_("…")`` in templates. Words are ours or a translator's; what goes into them is escaped."""
    return _words(i18n.language(), message) % variables if variables else _plain(i18n.language(), message)


@lru_cache(maxsize=MOST)
def _words(language: str, message: str) -> Markup:
    return Markup(i18n._(message))  # noqa: S704  no more trusted than the template it stands in


@lru_cache(maxsize=MOST)
def _plain(language: str, message: str) -> Markup:
    return _words(language, message) % {}
