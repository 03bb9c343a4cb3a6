"""How runs, outcomes and fields are called."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

KINDS: dict[str, Any] = {
    "full": _("All materials"), "delta": _("What has changed since"), "stock": _("Stock"),
}  # fmt: skip
WINS: dict[str, Any] = {
    "sap": _("SAP wins"), "unison": _("Unison wins"), "ask": _("Ask somebody"), "off": _("Not exchanged"),
}  # fmt: skip
OUTCOMES: dict[str, Any] = {
    "ask": _("Somebody has to decide"), "refused": _("Refused"), "new": _("New"), "taken": _("Taken from SAP"),
    "kept": _("Ours is kept"), "differs": _("Differs"),
}  # fmt: skip
FIELDS: dict[str, Any] = {
    "name": _("Name"), "type": _("Source"), "tracking": _("Tracking"), "gtin": _("GTIN"),
    "standard_cost": _("Standard cost"), "description": _("Description"), "unit": _("Unit"), "stock": _("Stock"),
    "": _("Material"),
}  # fmt: skip


def field(name: str) -> Any:
    return FIELDS.get(name, name)
