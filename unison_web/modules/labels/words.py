"""Labels in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.modules.labels.nouns import NAMES
from unison_web.modules.labels.schemas_printing import Choice

TEMPLATE_STATES: dict[str, Any] = {"draft": _("Draft"), "released": _("Released"), "replaced": _("Replaced")}
PRINTER_KINDS: dict[str, Any] = {
    "pdf": _("PDF, printed by the browser"), "zpl_tcp": _("Label printer in the network (ZPL)"),
    "zpl_file": _("ZPL file to download"),
}  # fmt: skip
PRINT_STATES: dict[str, Any] = {
    "queued": _("Waiting"), "waiting": _("Printer does not answer"), "ready": _("Ready"), "sent": _("Printed"),
    "failed": _("Failed"),
}  # fmt: skip
ELEMENTS: dict[str, Any] = {
    "text": _("Text"), "code": _("Code"), "line": _("Line"), "box": _("Box"), "logo": _("Logo"),
}  # fmt: skip
CODES: dict[str, Any] = {
    "code128": "Code 128", "gs1_128": "GS1-128", "datamatrix": "DataMatrix", "gs1_datamatrix": "GS1 DataMatrix",
    "qr": _("QR code"), "digital_link": _("GS1 Digital Link (QR)"),
}  # fmt: skip
ALIGNS: dict[str, Any] = {"start": _("Left"), "center": _("Middle"), "end": _("Right")}
SCANNED: dict[str, Any] = {
    "lot": _("Lot"), "serial": _("Serial number"), "order": _("Work order"), "operation": _("Operation"),
    "place": _("Place"), "pallet": _("Pallet"), "machine": _("Machine"), "material": _("Material"),
    "record": _("Record"),
}  # fmt: skip
#: Which noun's words say the state of what was scanned.
STATES_OF = {"order": "work_order", "operation": "operation", "machine": "machine"}


def choices_of(found: Iterable[Choice]) -> list[tuple[str, str]]:
    """For a select."""
    return [(each.code, each.name) for each in found]


WORDS = {
    "choices_of": choices_of, "label_nouns": NAMES, "label_noun": NAMES.__getitem__, "label_kinds": ELEMENTS,
    "printer_kind": PRINTER_KINDS.__getitem__, "label_codes": CODES, "label_aligns": ALIGNS,
    "scanned_kind": lambda kind: SCANNED.get(kind, ""), "scanned_states": STATES_OF,
}  # fmt: skip
