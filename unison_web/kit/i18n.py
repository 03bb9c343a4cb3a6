"""Words. ``_`` marks and translates; the language travels in a context variable set once per request."""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import LazyProxy

LOCALES = Path(__file__).parent.parent / "locales"
_language: ContextVar[str] = ContextVar("unison_language", default="en")


@cache
def _catalog(language: str) -> gettext.NullTranslations:
    return gettext.translation("unison", LOCALES, languages=[language, language.split("_")[0]], fallback=True)


def language() -> str:
    """The language of the current request or job, as a CLDR name (``en``, ``de_AT``)."""
    return _language.get()


def speak(name: str) -> None:
    """Use the language ``name`` for the rest of this request or job."""
    _language.set(name.replace("-", "_") or "en")


def _(message: str) -> str:
    return _catalog(_language.get()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return _catalog(_language.get()).ngettext(singular, plural, count)


def lazy(message: str) -> Any:
    """A message that is translated when it is shown, not when the module is imported."""
    return LazyProxy(_, message, enable_cache=False)
