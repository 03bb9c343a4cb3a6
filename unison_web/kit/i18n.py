"""Words. ``_`` marks and translates; the language travels in a context variable set once per request.

A language is a folder, ``locales/de`` with ``unison.po`` in it, which a translator edits; it is compiled when the first
person needs it. ``bin/words.py`` collects what there is to translate. The language ``en_XA`` is English with longer,
accented words in brackets: what is clipped in it, or stands without brackets, is a mistake.
"""

from __future__ import annotations

import gettext
import re
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
#: For testers; nobody speaks it.
PSEUDO = "en_XA"
ACCENTS = str.maketrans("aeiouyAEIOUYnscNSC", "åéîöüýÅÉÎÖÜÝñšçÑŠÇ")
PLACE = re.compile(r"(%\(\w+\)s|\{\w*\}|%%)")
_language: ContextVar[str] = ContextVar("unison_language", default="en")
_pseudo: ContextVar[bool] = ContextVar("unison_pseudo", default=False)
Terms = tuple[tuple[str, str], ...]
_terms: ContextVar[Terms] = ContextVar("unison_terms", default=())


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    """Of the language as it is spoken there (``de_AT``), else as it is spoken (``de``), else the words of the code."""
    for name in (language, language.split("_")[0]):
        if name.isidentifier() and (file := LOCALES / name / "unison.po").is_file():
            compiled = BytesIO()
            with file.open("rb") as words:
                write_mo(compiled, read_po(words, locale=name))
            compiled.seek(0)
            return gettext.GNUTranslations(compiled)
    return gettext.NullTranslations()


def language() -> str:
    """The language of the current request or job, as a CLDR name (``en``, ``de_AT``)."""
    return _language.get()


def spoken() -> str:
    """What words depend on: the language or :data:`PSEUDO`, and the company's own terms."""
    name = PSEUDO if _pseudo.get() else _language.get()
    return f"{name} {hash(terms)}" if (terms := _terms.get()) else name


def rename(terms: Terms) -> None:
    """For the rest of this request or job, say the company's words for the product's: ``(("work order", "job"),)``."""
    _terms.set(terms)


def direction() -> str:
    """``rtl`` where the language is written from right to left, else ``ltr``."""
    return _direction(language())


@lru_cache(maxsize=512)
def _direction(name: str) -> str:
    return Locale.parse(name).text_direction


def speak(name: str) -> None:
    """Use the language ``name`` for the rest of this request or job; English where nobody knows it."""
    pseudo = name.replace("-", "_") == PSEUDO
    _pseudo.set(pseudo)
    _language.set("en" if pseudo else _known(name))


def languages() -> list[str]:
    """Those with a catalog, and English, which is in the code."""
    return ["en", *sorted(file.parent.name for file in LOCALES.glob("*/unison.po"))]


def as_the_product_says(message: str) -> str:
    """Translated, but in the product's words, whatever the company calls things."""
    if message and _pseudo.get():
        return _stretched(message)
    return _catalog(_language.get()).gettext(message) if message else ""


def _in_own_terms(words: str) -> str:
    terms = _terms.get()
    return _renamed(words, _language.get(), terms) if terms else words


@lru_cache(maxsize=8192)
def _renamed(words: str, language_: str, terms: Terms) -> str:
    """Whole words only, none inside a place for a value; a capital stays one."""
    own = {_catalog(language_).gettext(ours).casefold(): theirs for ours, theirs in terms}
    known = re.compile(rf"\b({'|'.join(map(re.escape, sorted(own, key=len, reverse=True)))})\b", re.IGNORECASE)

    def instead(found: re.Match[str]) -> str:
        theirs = own[found[0].casefold()]
        return theirs[:1].upper() + theirs[1:] if found[0][:1].isupper() else theirs

    return "".join(part if n % 2 else known.sub(instead, part) for n, part in enumerate(PLACE.split(words)))


@lru_cache(maxsize=8192)
def _stretched(message: str) -> str:
    """A third longer, accented, in brackets; places for values stay as they are."""
    parts = PLACE.split(message)
    letters = "".join(part if place % 2 else part.translate(ACCENTS) for place, part in enumerate(parts))
    return f"[{letters}{' ~' * max(1, len(message) // 6)}]"


@lru_cache(maxsize=512)
def _known(name: str) -> str:
    """What a browser asks for is anybody's words: ``*``, a language of its own, half a tag."""
    try:
        return str(Locale.parse(name.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return "en"


def exists(name: str) -> bool:
    """Whether ``de_AT`` is a way of writing that anybody uses."""
    try:
        return bool(name) and bool(Locale.parse(name.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        return False


def called(name: str) -> str:
    """A language in its own words: Deutsch (Österreich)."""
    return Locale.parse(name).get_display_name() or name if exists(name) else name


def _(message: str) -> str:
    """An empty message stays empty: gettext would answer it with the catalog's own header."""
    if not message:
        return ""
    if _pseudo.get():
        return _stretched(message)
    return _in_own_terms(_catalog(_language.get()).gettext(message))


def ngettext(singular: str, plural: str, count: int) -> str:
    if _pseudo.get():
        return _stretched(singular if count == 1 else plural)
    return _in_own_terms(_catalog(_language.get()).ngettext(singular, plural, count))


def lazy(message: str) -> Any:
    """A message that is translated when it is shown, not when the module is imported."""
    return LazyProxy(_, message, enable_cache=False)
