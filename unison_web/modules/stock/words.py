"""Kinds, accounts and statuses in words."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _

STATUSES: dict[str, Any] = {"released": _("Free to use"), "quarantine": _("Quarantine"), "blocked": _("Blocked")}
KINDS: dict[str, Any] = {
    "opening": _("Opening stock"), "receipt": _("Received"), "move": _("Moved"), "status": _("Status changed"),
    "adjust": _("Adjusted"), "count": _("Counted"), "dispatch": _("Sent out"), "ship": _("Shipped"),
    "split": _("Divided"),
    "merge": _("Put together"), "issue": _("Issued"), "return": _("Returned"), "consume": _("Used in production"),
    "produce": _("Made"), "missing": _("Used without stock"), "settle": _("Settled"),
    "build": _("Built in"), "remove": _("Taken out"),
    "send": _("Sent to another plant"), "arrive": _("Came from another plant"),
    "lost": _("Lost on the way"), "takeover": _("Taken over"),
    "sub_issue": _("Sent to a subcontractor"), "sub_return": _("Back from a subcontractor"),
    "sub_scrap": _("Spoiled at a subcontractor"),
}  # fmt: skip
ACCOUNTS: dict[str, Any] = {
    "supplier": _("Supplier"), "customer": _("Customer"), "production": _("Production"),
    "adjustment": _("Adjustment"), "opening": _("Opening stock"), "missing": _("Missing stock"),
    "conversion": _("Another lot"), "transit": _("On the way"),
}  # fmt: skip
LOCATIONS: dict[str, Any] = {"warehouse": _("Warehouse"), "zone": _("Zone"), "bin": _("Bin")}
LOTS: dict[str, Any] = {"lot": _("Lot"), "serial": _("Serial number")}
COUNTS: dict[str, Any] = {
    "waiting": _("Waits for approval"), "posted": _("Booked"), "rejected": _("Count again"),
}  # fmt: skip
WORDS = {
    "stock_status": STATUSES.__getitem__,
    "stock_kind": KINDS.__getitem__,
    "stock_account": lambda account: ACCOUNTS.get(account, ""),
    "location_kind": LOCATIONS.__getitem__,
    "lot_kind": LOTS.__getitem__,
    "count_state": COUNTS.__getitem__,
}
