"""What can be told, as people call it."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

#: The test that an address gets when somebody asks for one.
PING = "webhook.test"
KINDS: dict[str, Any] = {
    "work_order.released": _("An order was released"),
    "work_order.completed": _("An order is finished"),
    "work_order.changed": _("An order changed otherwise: held, resumed, closed …"),
    "production.reported": _("Good or bad pieces were reported"),
    "production.corrected": _("A report was corrected"),
    "machine.state-changed": _("A machine does something else"),
    "calls.called": _("Somebody called for help, came, or was done"),
    "stock.moved": _("Stock moved"),
    "stock.lot_held": _("A lot was put on hold or released"),
    "shipping.moved": _("A shipment went another step"),
}


def kind(code: str) -> Any:
    return _("Test") if code == PING else KINDS.get(code, code)
