"""Countries whose holidays are known, in the language of whoever asks."""

from __future__ import annotations

from babel import Locale

from unison_web.kit.i18n import language
from unison_web.modules.shifts.service.days import countries as codes


def countries() -> list[tuple[str, str]]:
    """(code, name), in the order of the names."""
    named = Locale.parse(language()).territories
    return sorted(((code, named.get(code, code)) for code in codes()), key=lambda each: each[1])
