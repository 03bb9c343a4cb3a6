"""Changes in the words of people: nouns for tables, names for columns, states and times as the screens say them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from unison_web.kit.custom.fields import PREFIX, fields_of, words_of
from unison_web.kit.custom.inputs import fact
from unison_web.kit.custom.nouns import of_table
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.formats import moment, plain_day
from unison_web.kit.web.states import look
from unison_web.modules.audit.fields import FIELDS
from unison_web.modules.audit.nouns import NOUNS as NOUNS
from unison_web.modules.audit.schemas import AuditOut
from unison_web.modules.identity.words import program_of

ACTIONS: dict[str, Any] = {"create": _("Created"), "update": _("Changed"), "delete": _("Removed")}

PAPERS = {
    "report": _("Report"), "delivery_note": _("Delivery note"), "packing_list": _("Packing list"),
    "pick_list": _("Pick list"),
}  # fmt: skip
#: Values that are codes, as the screens say them, by table and column.
VALUES: dict[tuple[str, str], dict[str, Any]] = {
    ("calls", "kind"): {
        "maintenance": _("maintenance"), "quality": _("quality"), "material": _("material"),
        "supervisor": _("supervisor"),
    },
    ("sessions", "kind"): {"web": _("browser"), "api": _("program"), "badge": _("tablet")},
    ("prints", "kind"): {"traveler": _("Traveler"), "label": _("Label"), "badges": _("Badges"), **PAPERS},
    ("handling_units", "kind"): {"box": _("Box"), "pallet": _("Pallet"), "crate": _("Crate")},
    ("sign_on_tries", "outcome"): {"signed-in": _("came in"), "refused": _("did not come in")},
    ("sign_on_providers", "proof"): {
        "provider": _("The provider decides"),
        "proved": _("Unison asks, unless the provider says that it did"),
    },
    ("mail_settings", "provider"): {"catcher": _("Nobody: catch mails here"), "smtp": _("SMTP server")},
    ("mail_settings", "fallback"): {"smtp": _("SMTP server")},
    ("mail_settings", "sendgrid_region"): {"global": _("Worldwide"), "eu": _("European Union")},
    ("mail_suppressions", "reason"): {
        "by_hand": _("Put on the list"), "bounced": _("Mails came back"), "complained": _("Called our mails spam"),
    },
    ("exports", "format"): {"csv": _("CSV"), "xlsx": _("Excel")},
    ("label_templates", "noun"): {
        "lots": _("Lot"), "serials": _("Serial number"), "pallets": _("Pallet"), "work-orders": _("Work order"),
        "places": _("Place"), "materials": _("Material"),
    },
    ("printers", "kind"): {
        "pdf": _("PDF, printed by the browser"), "zpl_tcp": _("Label printer in the network (ZPL)"),
        "zpl_file": _("ZPL file to download"),
    },
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
        "pulse": _("One good piece for each pulse"), "counter": _("Another counter"),
        "telemetry": _("Measured value"), "alarm": _("Alarm"),
    },
    ("sap_runs", "kind"): {"full": _("All materials"), "delta": _("What has changed since"), "stock": _("Stock")},
    ("materials", "type"): {"make": _("Make"), "buy": _("Buy")},
    ("materials", "tracking"): {"none": _("Not tracked"), "lot": _("By lot"), "serial": _("By serial number")},
}  # fmt: skip
#: Tables whose states have looks of their own.
KINDS = {
    "calls": "call",
    "customer_orders": "demand",
    "shipments": "shipment",
    "shipment_picks": "pick",
    "devices": "device",
    "exports": "export",
    "floor_handovers": "handover",
    "machines": "machine",
    "prints": "print",
    "imports": "import",
    "audit_verifications": "verification",
    "sap_runs": "sap_run",
    "sap_messages": "sap_message",
}
UNTOLD = frozenset({"policy_version", "resume_state", "search_text", "request_key", "state_since"})
#: What a new row says by not being anything special.
UNSAID = (None, False, 0, "0", "")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY_TEXT = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT_TEXT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S*([+-]\d\d:?\d\d|Z)$")

#: Where a record is shown.
PAGES = {
    "materials": "/materials/{id}", "boms": "/bom/{id}", "routings": "/routings/{id}", "machines": "/machines/{id}",
    "work_centers": "/work-centers/{id}", "users": "/users/{id}", "work_orders": "/work-orders/{label}",
    "prints": "/prints/{id}", "imports": "/imports/{id}", "audit_verifications": "/audit/verifications/{id}",
    "custom_fields": "/custom-fields/{id}", "floor_handovers": "/handovers/{id}",
    "signal_connections": "/connections/{id}", "signal_tags": "/tags/{id}",
    "customer_orders": "/customer-orders/{id}", "partners": "/partners/{id}",
    "shipments": "/shipments/{id}", "sap_runs": "/sap/runs/{id}", "sap_messages": "/sap/messages/{id}",
    "sap_systems": "/sap",
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
        if said or not (readable(name, new) and readable(name, old)):
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


def readable(name: str, value: Any) -> bool:
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
    if isinstance(value, str) and DAY_TEXT.fullmatch(value):
        return plain_day(date.fromisoformat(value))
    return value


def of_record(rows: list[AuditOut], record: UUID) -> AuditOut | None:
    """The newest row about the record itself, not about one of its parts."""
    return next((row for row in rows if row.entity_id == record), None)
