"""Kinds of documents as people call them."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

KINDS: dict[str, Any] = {
    "work_order": _("Work orders"),
    "customer_order": _("Customer orders"),
    "partner": _("Partners"),
}


def number_kind(kind: str) -> Any:
    return KINDS.get(kind, kind.replace("_", " ").capitalize())
