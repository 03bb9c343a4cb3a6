"""Kinds of handling units, verbs and addresses in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.modules.shipping.schemas_shown import PickOut, ShipmentOut
from unison_web.modules.stock.service.units import is_sscc

#: A stream has at most forty topics.
MOST_LOTS = 36

UNITS: dict[str, Any] = {"box": _("Box"), "pallet": _("Pallet"), "crate": _("Crate")}
#: What the button of each verb says, and the noun in its address.
VERBS: dict[str, Any] = {
    "pick": _("Begin to pick"), "pack": _("Everything is packed"), "ready": _("Ready to load"),
    "ship": _("It leaves"), "deliver": _("Delivered"), "return": _("It came back"), "reopen": _("Pick or pack again"),
    "cancel": _("Cancel shipment"),
}  # fmt: skip
PATHS = {
    "pick": "allocation", "pack": "packing", "ready": "readiness", "ship": "dispatch", "deliver": "delivery",
    "return": "return", "reopen": "reopening", "cancel": "cancellation",
}  # fmt: skip
#: Who may do it, and which ask for more than a press.
RIGHTS = {
    "pick": "shipping:pick", "pack": "shipping:pick", "ready": "shipping:ship", "ship": "shipping:ship",
    "deliver": "shipping:ship", "return": "shipping:ship", "reopen": "shipping:pick", "cancel": "shipping:write",
}  # fmt: skip
ASKING = frozenset({"pack", "deliver", "return", "cancel"})


def grouped(number: str) -> str:
    """An SSCC in groups that can be read out."""
    return f"{number[:1]} {number[1:8]} {number[8:17]} {number[17:]}" if is_sscc(number) else number


def shipment_of(page: Any) -> ShipmentOut:
    """The shipment of a screen, also where what was done there was refused."""
    found: ShipmentOut = page.context.shipment if isinstance(page, Form) else page
    return found


def next_pick(page: Any, wanted: str) -> PickOut | None:
    """Where to go now: where something was refused, where somebody wants to go, else the first that may be taken."""
    if isinstance(page, Form) and page.context.pick and page.context.pick.state == "open":
        return page.context.pick  # type: ignore[no-any-return]
    waiting = shipment_of(page).to_pick
    chosen = [each for each in waiting if str(each.id) == wanted] or [each for each in waiting if not each.stopped]
    return next(iter(chosen or waiting), None)


def topics(shipment: ShipmentOut) -> str:
    """What its screens listen to: itself, and holds of its lots."""
    lots = list(dict.fromkeys(str(pick.lot_id) for pick in shipment.picks if pick.lot_id))[:MOST_LOTS]
    return ",".join([f"shipment:{shipment.id}", *(f"lot:{lot}" for lot in lots)])


def ticks(shipment: ShipmentOut) -> str:
    return ", ".join(f"sse:{topic}" for topic in topics(shipment).split(","))


def day_beside(day: date, by: int) -> date:
    return day + timedelta(days=by)


WORDS = {
    "unit_kind": UNITS.__getitem__, "shipment_verb": VERBS.__getitem__, "shipment_path": PATHS.__getitem__,
    "shipment_right": RIGHTS.__getitem__, "shipment_asks": ASKING.__contains__, "sscc_grouped": grouped,
    "shipment_of": shipment_of, "next_pick": next_pick, "shipment_topics": topics, "shipment_ticks": ticks,
    "day_beside": day_beside,
}  # fmt: skip
