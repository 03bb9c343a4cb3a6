"""What formats are called."""

from __future__ import annotations

from typing import Any

from unison_web.modules.exports.listings import FORMATS


def export_format(form: str) -> Any:
    return FORMATS.get(form, form)
