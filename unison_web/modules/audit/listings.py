"""The trail as a list."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.formats import when as clock_words
from unison_web.kit.web.listing import Column, Filter, Listing, choice
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.states import look
from unison_web.modules.audit.schemas import AuditOut

#: Tables as people call them. A table without a word here shows its own name.
NOUNS = {
    "organizations": _("Company"),
    "plants": _("Plant"),
    "departments": _("Department"),
    "users": _("Person"),
    "roles": _("Role"),
    "role_grants": _("Right of a role"),
    "role_members": _("Role of a person"),
    "sessions": _("Sign-in"),
    "badges": _("Badge"),
    "devices": _("Tablet"),
    "stations": _("Station"),
    "units": _("Unit"),
    "materials": _("Material"),
    "material_categories": _("Category"),
    "material_units": _("Conversion"),
    "boms": _("Bill of materials"),
    "bom_lines": _("Bill of materials line"),
    "work_centers": _("Work center"),
    "machines": _("Machine"),
    "routings": _("Routing"),
    "routing_operations": _("Routing operation"),
    "routing_steps": _("Work instruction"),
    "work_orders": _("Work order"),
    "work_order_operations": _("Operation"),
    "work_order_materials": _("Order material"),
    "stock_balances": _("Stock"),
    "reasons": _("Reason"),
    "prints": _("Print"),
}
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*[+Z]")
ACTIONS = {"create": _("Created"), "update": _("Changed"), "delete": _("Removed")}


def noun(entity: str) -> Any:
    return NOUNS.get(entity, entity.replace("_", " "))


def action(name: str) -> Any:
    return ACTIONS.get(name, name)


def changes(row: AuditOut, most: int = 4) -> list[tuple[str, Any, Any]]:
    """(name, before, after) of what a person would read: no ids, no blanks, states in words."""
    found = []
    for name, new in (row.after or {}).items():
        old = (row.before or {}).get(name)
        if _readable(name, new) and _readable(name, old) and (old or new) not in (None, "", [], {}):
            found.append((name.replace("_", " "), _shown(name, old), _shown(name, new)))
    return found[:most]


def _readable(name: str, value: Any) -> bool:
    return not (name.endswith("_id") or isinstance(value, list | dict) or UUID_TEXT.fullmatch(str(value)))


def _shown(name: str, value: Any) -> Any:
    if name == "state" and isinstance(value, str):
        return look(value).label
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and INSTANT_TEXT.match(value):
        return clock_words(datetime.fromisoformat(value))
    return value


AUDIT: Listing[AuditOut] = Listing(
    noun="audit",
    url="/audit",
    model=AuditEntry,
    columns=(
        Column("at", _("When"), AuditEntry.created_at),
        Column("who", _("Who"), AuditEntry.actor_name),
        Column("what", _("What"), AuditEntry.entity),
        Column("record", _("Record"), AuditEntry.label),
        Column("change", _("Change")),
        Column("reason", _("Reason and device")),
    ),
    shape=AuditOut.of,
    default_sort="-at",
    search=(AuditEntry.label, AuditEntry.actor_name, AuditEntry.reason, AuditEntry.request_id),
    filters=(
        choice("entity", _("What"), AuditEntry.entity, list(NOUNS.items())),
        choice("action", _("Action"), AuditEntry.action, list(ACTIONS.items())),
        Filter("request", _("Request"), lambda values: AuditEntry.request_id.in_(values)),
    ),
)
VIEW = ListView(AUDIT, _("Audit trail"), _("Record, person, reason or request"), "{n} change", "{n} changes")
