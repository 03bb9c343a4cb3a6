"""Words. ``_`` marks and translates; the language travels in a context variable set once per request.

A catalog is a file a translator edits, ``locales/de.po``; it is compiled when the first person needs it.
``bin/words.py`` collects what there is to translate.
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy

LOCALES = Path(__file__).parent.parent / "locales"
_language: ContextVar[str] = ContextVar("unison_language", default="en")


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    """Of the language as it is spoken there (``de_AT``), else as it is spoken (``de``), else the words of the code."""
    for name in (language, language.split("_")[0]):
        if name.isidentifier() and (file := LOCALES / f"{name}.po").is_file():
            compiled = BytesIO()
            with file.open("rb") as words:
                write_mo(compiled, read_po(words, locale=name))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()


def language() -> str:
    """The language of the current request or job, as a CLDR name (``en``, ``de_AT``)."""
    return _language.get()


def direction() -> str:
    """``rtl`` where the language is written from right to left, else ``ltr``."""
    return _direction(language())


@lru_cache(maxsize=512)
def _direction(name: str) -> str:
    return Locale.parse(name).text_direction


def speak(name: str) -> None:
    """Use the language ``name`` for the rest of this request or job; English where nobody knows it."""
    _language.set(_known(name))


@lru_cache(maxsize=512)
def _known(name: str) -> str:
    """What a browser asks for is anybody's words: ``*``, a language of its own, half a tag."""
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return "en"


def _(message: str) -> str:
    """An empty message stays empty: gettext would answer it with the catalog's own header."""
    return _catalog(_language.get()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    return _catalog(_language.get()).ngettext(singular, plural, count)


def lazy(message: str) -> Any:
    """A message that is translated when it is shown, not when the module is imported."""
    return LazyProxy(_, message, enable_cache=False)
