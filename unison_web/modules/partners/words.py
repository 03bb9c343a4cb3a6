"""Countries as the person's language calls them."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

from unison_web.kit.i18n import language


def country(code: str) -> str:
    """``DE`` is Germany, or Deutschland; what nobody knows stays as it was written."""
    try:
        names = Locale.parse(language()).territories
    except (UnknownLocaleError, ValueError):
        return code
    return str(names.get(code, code))
