"""Changes in the words of people: nouns for tables, names for columns, states and times as the screens say them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from unison_web.kit.custom.fields import PREFIX, fields_of, words_of
from unison_web.kit.custom.inputs import fact
from unison_web.kit.custom.nouns import of_table
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.formats import moment
from unison_web.kit.web.states import look
from unison_web.modules.audit.schemas import AuditOut
from unison_web.modules.identity.words import program_of

#: Tables as people call them. A table without a word here shows its own name.
NOUNS: dict[str, Any] = {
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
    "number_series": _("Numbers"),
    "units": _("Unit"),
    "materials": _("Material"),
    "material_categories": _("Category"),
    "partners": _("Partner"),
    "customer_orders": _("Customer order"),
    "material_suppliers": _("Supplier of a material"),
    "supplier_prices": _("Price of a supplier"),
    "material_alternates": _("Alternate"),
    "material_replacements": _("Replacement"),
    "material_files": _("File of a material"),
    "customer_order_lines": _("Customer order line"),
    "forecasts": _("Forecast"),
    "partner_addresses": _("Address"),
    "partner_contacts": _("Contact"),
    "material_units": _("Conversion"),
    "material_costs": _("Cost"),
    "boms": _("Bill of materials"),
    "bom_lines": _("Bill of materials line"),
    "bom_alternates": _("Alternate"),
    "bom_outputs": _("Product beside the material"),
    "bom_losses": _("Scrap of an operation"),
    "engineering_changes": _("Engineering change"),
    "engineering_change_bills": _("Revision of a change"),
    "exchange_rates": _("Exchange rate"),
    "cost_rates": _("Rate"),
    "cost_rolls": _("Cost roll-up"),
    "work_centers": _("Work center"),
    "machines": _("Machine"),
    "routings": _("Routing"),
    "routing_operations": _("Routing operation"),
    "routing_steps": _("Work instruction"),
    "work_orders": _("Work order"),
    "work_order_operations": _("Operation"),
    "work_order_materials": _("Order material"),
    "stock_balances": _("Stock"),
    "stock_locations": _("Place of stock"),
    "stock_lots": _("Lot"),
    "stock_holds": _("Hold of a lot"),
    "stock_counts": _("Stock count"),
    "stock_reservations": _("Reserved stock"),
    "stock_missing": _("Missing stock"),
    "recalls": _("Recall"),
    "recall_lots": _("Lot of a recall"),
    "reasons": _("Reason"),
    "prints": _("Paper"),
    "floor_handovers": _("Given to the supervisor"),
    "exports": _("File of a list"),
    "custom_fields": _("Custom field"),
    "skills": _("Skill"),
    "files": _("Document"),
    "certificates": _("Certificate"),
    "brands": _("Branding"),
    "brand_pictures": _("Picture"),
    "audit_verifications": _("Verification of the trail"),
    "sign_on_providers": _("Single sign-on"),
    "sign_on_links": _("Link to the provider"),
    "sign_on_tries": _("Single sign-on"),
    "signal_connections": _("Connection"),
    "signal_tags": _("Tag"),
}
ACTIONS: dict[str, Any] = {"create": _("Created"), "update": _("Changed"), "delete": _("Removed")}

#: Columns whose name does not say it well. All others are said with spaces: ``lead_days`` is "lead days".
FIELDS: dict[str, Any] = {
    "agent": _("program"),
    "arrived": _("pieces here"),
    "bom_revision": _("bill of materials"),
    "closed_at": _("closed"),
    "code_expires_at": _("code good until"),
    "completed_at": _("finished"),
    "cost_rate": _("cost per hour"),
    "derived": _("derived"),
    "due_at": _("due"),
    "ended_at": _("ended"),
    "ended_because": _("because"),
    "expires_at": _("good until"),
    "failed_pins": _("wrong PINs"),
    "failed_tries": _("wrong passwords"),
    "finished_at": _("finished"),
    "hours_per_week": _("hours a week"),
    "lead_days": _("lead time in days"),
    "life": _("in service"),
    "next_value": _("next number"),
    "password_hash": _("password"),
    "pin_hash": _("PIN"),
    "ready_at": _("ready"),
    "query": _("filters"),
    "released_at": _("released"),
    "rows_total": _("rows"),
    "run_minutes": _("minutes a piece"),
    "scrap": _("bad"),
    "settled_at": _("settled"),
    "setup_minutes": _("minutes of setup"),
    "slots": _("at once"),
    "started_at": _("started"),
    "state_reason": _("reason"),
    "state_since": _("since"),
    "token_hash": _("secret"),
    "usual_quantity": _("usual report"),
    "valid_from": _("from"),
    "valid_to": _("to"),
    "visiting_because": _("visit because"),
}
#: Values that are codes, as the screens say them, by table and column.
VALUES: dict[tuple[str, str], dict[str, Any]] = {
    ("sessions", "kind"): {"web": _("browser"), "api": _("program"), "badge": _("tablet")},
    ("prints", "kind"): {"traveler": _("Traveler"), "label": _("Label"), "badges": _("Badges")},
    ("sign_on_tries", "outcome"): {"signed-in": _("came in"), "refused": _("did not come in")},
    ("sign_on_providers", "proof"): {
        "provider": _("The provider decides"),
        "proved": _("Unison asks, unless the provider says that it did"),
    },
    ("exports", "format"): {"csv": _("CSV"), "xlsx": _("Excel")},
    ("reasons", "kind"): {"scrap": _("bad parts"), "stop": _("stops")},
    ("material_costs", "kind"): {"standard": _("Standard"), "last": _("Last paid"), "average": _("Average")},
    ("material_costs", "source"): {
        "entry": _("Entered"),
        "import": _("Imported"),
        "purchase": _("Purchase"),
        "stock": _("Stock"),
    },
    ("signal_connections", "kind"): {
        "http": _("Programs send"), "mqtt": _("MQTT, plain messages"), "sparkplug": _("MQTT, Sparkplug B"),
        "opcua": _("OPC UA server"), "mtconnect": _("MTConnect agent"),
    },
    ("signal_tags", "kind"): {
        "state": _("State of the machine"), "good": _("Counter of good pieces"), "reject": _("Counter of bad pieces"),
        "counter": _("Another counter"), "telemetry": _("Measured value"), "alarm": _("Alarm"),
    },
    ("materials", "type"): {"make": _("Make"), "buy": _("Buy")},
    ("materials", "tracking"): {"none": _("Not tracked"), "lot": _("By lot"), "serial": _("By serial number")},
}  # fmt: skip
#: Tables whose states have looks of their own.
KINDS = {
    "customer_orders": "demand",
    "devices": "device",
    "exports": "export",
    "floor_handovers": "handover",
    "machines": "machine",
    "prints": "print",
    "imports": "import",
    "audit_verifications": "verification",
}
UNTOLD = frozenset({"policy_version", "resume_state", "search_text", "request_key", "state_since"})
#: What a new row says by not being anything special.
UNSAID = (None, False, 0, "0", "")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
INSTANT_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*([+-]\d\d:?\d\d|Z)$")

#: Where a record is shown.
PAGES = {
    "materials": "/materials/{id}", "boms": "/bom/{id}", "routings": "/routings/{id}", "machines": "/machines/{id}",
    "work_centers": "/work-centers/{id}", "users": "/users/{id}", "work_orders": "/work-orders/{label}",
    "prints": "/prints/{id}", "imports": "/imports/{id}", "audit_verifications": "/audit/verifications/{id}",
    "custom_fields": "/custom-fields/{id}", "floor_handovers": "/handovers/{id}",
    "signal_connections": "/connections/{id}", "signal_tags": "/tags/{id}",
    "customer_orders": "/customer-orders/{id}", "partners": "/partners/{id}",
}  # fmt: skip


def noun(entity: str) -> Any:
    return NOUNS.get(entity, entity.replace("_", " "))


def action(name: str) -> Any:
    return ACTIONS.get(name, name)


def page_of(row: AuditOut) -> str:
    """The address of the record itself, where it has one."""
    return PAGES.get(row.entity, "").format(id=row.entity_id, label=row.label)


#: What records without a name are called in the trail, which keeps the words of when they were written.
KEPT = {
    "Browser": _("Browser"),
    "Program": _("Program"),
    "Badge": _("Badge"),
    "Authenticator app": _("Authenticator app"),
}


def label_of(row: AuditOut) -> str:
    """The record's name; an id says nothing to anybody."""
    return "" if UUID_TEXT.fullmatch(row.label) else str(KEPT.get(row.label, row.label))


def told(row: AuditOut) -> str:
    """All that changed, in one line: ``due: 24 Nov → 26 Nov; priority: 3 → 1``."""
    return "; ".join(
        f"{name}: {new}" if old in (None, "") else f"{name}: {old} → {'' if new is None else new}"
        for name, old, new in changes(row, most=1000)
    )


def changes(row: AuditOut, most: int = 4) -> list[tuple[str, Any, Any]]:
    """(name, before, after) of what a person would read: no ids, no blanks, states and times in words. What must stay
    secret is named without its values."""
    found = []
    olds, news = _own_apart(row.before or {}), _own_apart(row.after or {})
    for name in dict.fromkeys([*news, *(own for own in olds if own.startswith(PREFIX) or row.after is None)]):
        old, new = olds.get(name), news.get(name)
        said = name in UNTOLD or (name == "state_reason" and new == row.reason)
        if said or not (_readable(name, new) and _readable(name, old)):
            continue
        if row.before is None and new in UNSAID:
            continue
        if (old or new) not in (None, "", [], {}) or _secret(name):
            label = _label(row.entity, name)
            before, after = _shown(row.entity, name, old), _shown(row.entity, name, new)
            if str(before) != str(after) or _secret(name):  # the same moment in another zone is no change
                found.append((label, before, after))
    return found[:most]


def _own_apart(values: dict[str, Any]) -> dict[str, Any]:
    """The company's own fields stand in one column, and are read one by one."""
    own = values.get(PREFIX)
    if not isinstance(own, dict):
        return values
    rest = {name: value for name, value in values.items() if name != PREFIX}
    return rest | {f"{PREFIX}.{key}": value for key, value in own.items()}


def _label(entity: str, name: str) -> str:
    if name.startswith(f"{PREFIX}."):
        own = next((field for field in fields_of(of_table(entity)) if field.path == name), None)
        return own.label if own else name.removeprefix(f"{PREFIX}.").replace("_", " ")
    return str(FIELDS.get(name, name.replace("_", " ")))


def _own_words(entity: str, name: str, value: Any) -> Any:
    own = next((field for field in fields_of(of_table(entity)) if field.path == name), None)
    return fact(own, value).value if own and value is not None else words_of(value)


def _readable(name: str, value: Any) -> bool:
    if name.startswith(f"{PREFIX}."):
        return True
    bare = name.removesuffix("_by").removesuffix("_of")
    reference = name.endswith("_id") or bare != name
    return not (reference or isinstance(value, list | dict) or UUID_TEXT.fullmatch(str(value)))


def _secret(name: str) -> bool:
    return name.endswith("_hash") or name.startswith("failed_")


def _shown(entity: str, name: str, value: Any) -> Any:
    if name.startswith(f"{PREFIX}."):
        return _own_words(entity, name, value)
    if (entity, name) in VALUES:
        return VALUES[entity, name].get(value, value)
    if name == "agent" and value:
        return program_of(value)
    if name in ("state", "life") and isinstance(value, str):
        return look(value, KINDS.get(entity, "")).label
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and INSTANT_TEXT.match(value):
        return moment(datetime.fromisoformat(value))
    return value


def of_record(rows: list[AuditOut], record: UUID) -> AuditOut | None:
    """The newest row about the record itself, not about one of its parts."""
    return next((row for row in rows if row.entity_id == record), None)
