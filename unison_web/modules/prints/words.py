"""What the documents are called."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

KINDS: dict[str, Any] = {
    "traveler": _("Traveler"), "label": _("Label"), "badges": _("Badges"), "report": _("Report"),
    "delivery_note": _("Delivery note"), "packing_list": _("Packing list"),
    "tracing": _("Tracing"), "pick_list": _("Pick list"),
}  # fmt: skip


def print_kind(kind: str) -> Any:
    return KINDS.get(kind, kind)
