"""How the figures of ISO 22400-2 are called, where their sums come from, and when a formula was changed last."""

from __future__ import annotations

from datetime import date
from typing import Any

from unison_web.kit.i18n import lazy as _

NAMES: dict[str, Any] = {
    "oee": _("Overall equipment effectiveness (OEE)"),
    "availability": _("Availability"),
    "effectiveness": _("Effectiveness"),
    "quality_ratio": _("Quality ratio"),
    "nee": _("Net equipment effectiveness (NEE)"),
    "allocation_efficiency": _("Allocation efficiency"),
    "utilization_efficiency": _("Utilization efficiency"),
    "technical_efficiency": _("Technical efficiency"),
    "setup_ratio": _("Setup ratio"),
    "scrap_ratio": _("Scrap ratio"),
    "rework_ratio": _("Rework ratio"),
    "actual_to_planned_scrap": _("Actual to planned scrap"),
    "first_pass_yield": _("First pass yield"),
    "throughput_rate": _("Throughput rate"),
    "production_process_ratio": _("Production process ratio"),
    "worker_efficiency": _("Worker efficiency"),
    "equipment_load_ratio": _("Equipment load ratio"),
    "mtbf": _("Time between failures (MTBF)"),
    "mttr": _("Time to repair (MTTR)"),
    "corrective_maintenance_ratio": _("Corrective maintenance ratio"),
}
SIGNED_AS: dict[str, Any] = {"leader": _("Shift leader"), "taken_over": _("Taken over by")}
LEDGER, LOG = _("Time ledger"), _("Production log")
BOTH = _("Time ledger and production log")
NO_ATTENDANCE = _("Not yet: time on jobs is recorded, attendance is not")
NO_CAPACITY = _("Not yet: machines have no rated capacity here")
BILL = _("Production log and losses of the bill of materials")
SOURCES: dict[str, Any] = {
    "oee": BOTH, "availability": LEDGER, "effectiveness": BOTH, "quality_ratio": LOG, "nee": BOTH,
    "allocation_efficiency": LEDGER, "utilization_efficiency": LEDGER, "technical_efficiency": LEDGER,
    "setup_ratio": LEDGER, "scrap_ratio": LOG, "rework_ratio": LOG, "actual_to_planned_scrap": BILL,
    "first_pass_yield": LOG, "throughput_rate": BOTH, "production_process_ratio": LEDGER,
    "worker_efficiency": NO_ATTENDANCE, "equipment_load_ratio": NO_CAPACITY, "mtbf": LEDGER, "mttr": LEDGER,
    "corrective_maintenance_ratio": LEDGER,
}  # fmt: skip
#: The day on which a formula, or what is counted into it, was changed last.
CHANGED = dict.fromkeys(NAMES, date(2026, 11, 30))
