"""How a state looks: a shape and a word, and a colour only where somebody has to act.

One table for the whole product, so that *Running* is the same block in a list, on a tile and on paper. Keys are the
values in the ``state`` columns; a noun in front (``machine.running``) wins over the bare word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from unison_web.kit.i18n import lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """``shape`` names a symbol ``s-…`` of the sprite; ``p`` is crit, high, med or low, empty when all is normal."""

    label: Any
    shape: str
    p: str = ""


LOOKS: dict[str, Look] = {
    # work orders
    "draft": Look(_("Draft"), "draft"),
    "planned": Look(_("Planned"), "idle"),
    "released": Look(_("Released"), "wait"),
    "in_progress": Look(_("Running"), "run"),
    "on_hold": Look(_("On hold"), "crit", "crit"),
    "completed": Look(_("Finished"), "done"),
    "short_closed": Look(_("Closed short"), "done"),
    "closed": Look(_("Closed"), "done"),
    "cancelled": Look(_("Cancelled"), "void"),
    "failed": Look(_("Failed"), "crit", "crit"),
    "print.queued": Look(_("Being printed"), "wait"),
    "print.ready": Look(_("Ready"), "done"),
    "print.failed": Look(_("Not printed"), "med", "med"),
    "label.released": Look(_("Released"), "done"),
    "label.replaced": Look(_("Replaced"), "void"),
    "label_print.queued": Look(_("Being printed"), "wait"),
    "label_print.waiting": Look(_("Printer does not answer"), "med", "med"),
    "label_print.ready": Look(_("Ready"), "done"),
    "label_print.sent": Look(_("Printed"), "done"),
    "label_print.failed": Look(_("Not printed"), "med", "med"),
    "import.mapping": Look(_("Columns to confirm"), "draft"),
    "import.checking": Look(_("Being checked"), "run"),
    "import.checked": Look(_("Checked"), "wait"),
    "import.applying": Look(_("Being imported"), "run"),
    "import.done": Look(_("Imported"), "done"),
    "import.undoing": Look(_("Being taken back"), "run"),
    "import.undone": Look(_("Taken back"), "void"),
    "import.insert": Look(_("New"), "wait"),
    "import.change": Look(_("Changes"), "run"),
    "import.same": Look(_("The same"), "done"),
    "import.conflict": Look(_("Conflict"), "med", "med"),
    "import.error": Look(_("Error"), "crit", "high"),
    "seal.sealed": Look(_("Sealed"), "done"),
    "seal.broken": Look(_("Broken"), "crit", "crit"),
    "verification.queued": Look(_("Waiting"), "wait"),
    "verification.running": Look(_("Being verified"), "run"),
    "verification.intact": Look(_("Intact"), "done"),
    "verification.broken": Look(_("Broken"), "crit", "crit"),
    "verification.failed": Look(_("Did not finish"), "med", "med"),
    "export.ready": Look(_("Ready"), "done"),
    "certificate.valid": Look(_("Valid"), "done"),
    "certificate.ends_soon": Look(_("Ends soon"), "med", "med"),
    "certificate.expired": Look(_("Expired"), "high", "high"),
    "certificate.not_yet": Look(_("Not yet"), "idle"),
    "check.open": Look(_("To check"), "med", "med"),
    "check.passed": Look(_("As it should be"), "done"),
    "check.missed": Look(_("Not as it should be"), "high", "high"),
    "webhook.active": Look(_("Active"), "run"),
    "webhook.paused": Look(_("Paused"), "idle"),
    "delivery.pending": Look(_("Waiting"), "wait"),
    "delivery.retrying": Look(_("Tried"), "wait"),
    "delivery.delivered": Look(_("Delivered"), "done"),
    "delivery.failed": Look(_("Failed"), "crit", "crit"),
    "job.waiting": Look(_("Waiting"), "wait"),
    "job.running": Look(_("Running"), "run"),
    "job.done": Look(_("Done"), "done"),
    "job.failed": Look(_("Failed"), "crit", "crit"),
    "job.dropped": Look(_("Given up"), "void"),
    "mail.queued": Look(_("Waiting"), "wait"),
    "mail.waiting": Look(_("Tried"), "wait"),
    "mail.sending": Look(_("Being sent"), "run"),
    "mail.sent": Look(_("Sent"), "done"),
    "mail.delivered": Look(_("Arrived"), "done"),
    "mail.bounced": Look(_("Came back"), "high", "high"),
    "mail.complained": Look(_("Called spam"), "high", "high"),
    "mail.failed": Look(_("Not sent"), "high", "high"),
    "mail.suppressed": Look(_("Held back"), "void"),
    "mail.caught": Look(_("Caught"), "done"),
    "export.failed": Look(_("Failed"), "med", "med"),
    # operations
    "pending": Look(_("Not started"), "idle"),
    "ready": Look(_("Ready"), "wait"),
    "setup": Look(_("Setup"), "setup"),
    "running": Look(_("Running"), "run"),
    "paused": Look(_("Paused"), "pause"),
    "done": Look(_("Done"), "done"),
    "blocked": Look(_("Blocked"), "crit", "crit"),
    "skipped": Look(_("Skipped"), "void"),
    # machines
    "idle": Look(_("Idle"), "idle"),
    "waiting": Look(_("Waiting"), "high", "high"),
    "planned_stop": Look(_("Planned stop"), "pause"),
    "unplanned_stop": Look(_("Stopped"), "crit", "crit"),
    "down": Look(_("Down"), "crit", "crit"),
    "maintenance": Look(_("Maintenance"), "pause"),
    "offline": Look(_("Offline"), "off"),
    "unknown": Look(_("No data"), "unknown"),
    # master data, people, devices
    "active": Look(_("Active"), "done"),
    "inactive": Look(_("Inactive"), "off"),
    "phase_out": Look(_("Phasing out"), "low", "low"),
    "obsolete": Look(_("Obsolete"), "off"),
    "superseded": Look(_("Superseded"), "off"),
    "in_review": Look(_("In review"), "wait"),
    "proposed": Look(_("Proposed"), "wait"),
    "approved": Look(_("Approved"), "done"),
    "withdrawn": Look(_("Withdrawn"), "off"),
    "archived": Look(_("Archived"), "off"),
    "invited": Look(_("Invited"), "draft"),
    "locked": Look(_("Locked"), "med", "med"),
    "disabled": Look(_("Disabled"), "off"),
    "revoked": Look(_("Revoked"), "void"),
    "expired": Look(_("Expired"), "off"),
    "derived": Look(_("Derived"), "low", "low"),
    # facts about an order or a part
    "late": Look(_("Late"), "high", "high"),
    "short": Look(_("Short"), "med", "med"),
    "at_risk": Look(_("At risk"), "med", "med"),
    "quarantine": Look(_("Quarantine"), "med", "med"),
    "rejected": Look(_("Rejected"), "crit", "crit"),
    "note": Look(_("Note"), "low", "low"),
    # messages and jobs
    "queued": Look(_("Queued"), "wait"),
    "sending": Look(_("Sending"), "run"),
    "sent": Look(_("Sent"), "done"),
    "delivered": Look(_("Delivered"), "done"),
    "attention": Look(_("Needs attention"), "crit", "crit"),
    # the same word, another noun
    "sap_run.queued": Look(_("Waits for its turn"), "wait"),
    "sap_run.running": Look(_("Under way"), "run"),
    "sap_run.done": Look(_("Done"), "done"),
    "sap_run.failed": Look(_("Failed"), "high", "high"),
    "sap_run.cancelled": Look(_("Stopped"), "void"),
    "sap_message.waiting": Look(_("Waits to be sent"), "wait"),
    "sap_message.sent": Look(_("SAP has it"), "done"),
    "sap_message.refused": Look(_("SAP refuses it"), "high", "high"),
    "sap_message.dropped": Look(_("Not sent"), "void"),
    "link.waiting": Look(_("Waits for the first message"), "wait"),
    "link.connected": Look(_("Connected"), "done"),
    "link.broken": Look(_("Broken"), "high", "high"),
    "link.off": Look(_("Switched off"), "off"),
    "confirmed": Look(_("Confirmed"), "wait"),
    "held": Look(_("On hold"), "pause"),
    "demand.draft": Look(_("Draft"), "draft"),
    "demand.confirmed": Look(_("Confirmed"), "wait"),
    "demand.closed": Look(_("Closed"), "done"),
    "demand.cancelled": Look(_("Cancelled"), "void"),
    "machine.maintenance": Look(_("Maintenance"), "low", "low"),
    "outbox.waiting": Look(_("Waiting"), "wait"),
    "device.pending": Look(_("Waits for its code"), "wait"),
    "recall.draft": Look(_("Draft"), "draft"),
    "recall.held": Look(_("On hold"), "crit", "crit"),
    "recall.notified": Look(_("Customers know"), "high", "high"),
    "recall.reconciling": Look(_("Being reconciled"), "med", "med"),
    "recall.closed": Look(_("Closed"), "done"),
    "recall.undone": Look(_("False alarm"), "void"),
    "picking": Look(_("Being picked"), "run"),
    "packed": Look(_("Packed"), "wait"),
    "shipped": Look(_("On its way"), "run"),
    "subcontract.open": Look(_("At the supplier's"), "run"),
    "subcontract.closed": Look(_("Closed"), "done"),
    "plant_move.in_transit": Look(_("On its way"), "run"),
    "plant_move.arrived": Look(_("Arrived"), "done"),
    "returned": Look(_("Returned"), "void"),
    "shipment.draft": Look(_("Draft"), "draft"),
    "shipment.picking": Look(_("Being picked"), "run"),
    "shipment.packed": Look(_("Packed"), "wait"),
    "shipment.ready": Look(_("Ready to load"), "wait"),
    "shipment.shipped": Look(_("On its way"), "run"),
    "shipment.delivered": Look(_("Delivered"), "done"),
    "shipment.returned": Look(_("Returned"), "void"),
    "shipment.cancelled": Look(_("Cancelled"), "void"),
    "pick.open": Look(_("To pick"), "idle"),
    "pick.picked": Look(_("Picked"), "done"),
    "pick.short": Look(_("Short"), "med", "med"),
    "count.waiting": Look(_("Waits for approval"), "med", "med"),
    "count.posted": Look(_("Booked"), "done"),
    "count.rejected": Look(_("Count again"), "void"),
    "call.open": Look(_("Waits for somebody"), "high", "high"),
    "call.accepted": Look(_("Somebody is on the way"), "med", "med"),
    "call.solved": Look(_("Solved"), "done"),
    "call.withdrawn": Look(_("Withdrawn"), "void"),
    "handover.open": Look(_("Open"), "med", "med"),
    "handover.settled": Look(_("Settled"), "done"),
}


def look(state: Any, noun: str = "") -> Look:
    """The look of ``state``; an unknown one shows itself as a plain word instead of failing the page."""
    key = str(getattr(state, "value", state))
    return LOOKS.get(f"{noun}.{key}") or LOOKS.get(key) or Look(key.replace("_", " ").capitalize(), "note")


def words(states: Iterable[str], noun: str = "") -> dict[str, Any]:
    """State → the word its look has."""
    return {state: look(state, noun).label for state in states}
