"""Kinds of documents as people call them."""

from __future__ import annotations

from typing import Any

from unison_web.kit import i18n
from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

KINDS: dict[str, Any] = {
    "work_order": _("Work orders"),
    "customer_order": _("Customer orders"),
    "partner": _("Partners"),
    "shipment": _("Shipments"),
}


def number_kind(kind: str) -> Any:
    return KINDS.get(kind, kind.replace("_", " ").capitalize())


SCOPES: dict[str, Any] = {
    "system": _("As Unison comes"),
    "organization": _("The company"),
    "plant": _("This plant"),
    "user": _("Yourself"),
}


def scope_word(scope: str) -> str:
    return str(SCOPES[scope])


def value_words(setting: Setting, value: str) -> str:
    """A value as people say it: "8 hours", "Compact"."""
    if setting.kind == "language":
        return i18n.called(value)
    if setting.kind == "choice":
        return str(dict(setting.options).get(value, value))
    return f"{value} {setting.unit}".strip()
