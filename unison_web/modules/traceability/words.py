"""States and verbs of recalls, and how lots are linked, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from unison_web.kit.i18n import lazy as _
from unison_web.modules.traceability.schemas import StepOut

STATES: dict[str, Any] = {
    "draft": _("Draft"), "held": _("On hold"), "notified": _("Customers know"), "reconciling": _("Being reconciled"),
    "closed": _("Closed"), "undone": _("False alarm"),
}  # fmt: skip
VERBS: dict[str, Any] = {
    "hold": _("Put everything on hold"), "notify": _("Customers know"), "reconcile": _("Begin to reconcile"),
    "close": _("Close the recall"), "undo": _("It was a false alarm"),
}  # fmt: skip
PATHS = {"hold": "hold", "notify": "notification", "reconcile": "reconciliation", "close": "closure", "undo": "undo"}
NODES: dict[str, Any] = {"lot": _("Lot"), "order": _("Order"), "partner": _("Customer")}


def by_parent(steps: Iterable[StepOut]) -> dict[UUID, list[StepOut]]:
    """The steps of a tree, by what they hang on."""
    found: dict[UUID, list[StepOut]] = {}
    for step in steps:
        found.setdefault(step.parent, []).append(step)
    return found


WORDS = {
    "by_parent": by_parent,
    "recall_verb": VERBS.__getitem__, "recall_path": PATHS.__getitem__, "trace_kind": NODES.__getitem__,
    "recall_state": STATES.__getitem__,
}  # fmt: skip
