"""Rights, and places where somebody is signed in, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _

#: What a right is about.
SUBJECTS: dict[str, Any] = {
    "api_keys": _("API keys"),
    "assembly": _("Assembly by scan"),
    "audit": _("Audit trail"),
    "branding": _("Look of the product"),
    "calls": _("Calls for help"),
    "changes": _("Engineering changes"),
    "costing": _("Costs"),
    "currencies": _("Currencies and rates"),
    "custom_fields": _("Fields of your own"),
    "demands": _("Customer orders and forecast"),
    "imports": _("Imports"),
    "partners": _("Customers and suppliers"),
    "setup": _("First steps"),
    "views": _("Saved views"),
    "bom": _("Bills of materials"),
    "departments": _("Departments"),
    "devices": _("Tablets"),
    "files": _("Pictures and documents"),
    "security": _("Sign-in rules"),
    "floor": _("Work at the machines"),
    "floor_board": _("Floor board"),
    "handovers": _("Given to the supervisor"),
    "jobs": _("Jobs"),
    "labels": _("Labels and printers"),
    "machines": _("Machines and work centers"),
    "mail": _("E-mail"),
    "materials": _("Materials"),
    "organizations": _("Company"),
    "plants": _("Plants"),
    "prints": _("Travelers and labels"),
    "production": _("Production figures"),
    "reasons": _("Reasons"),
    "roles": _("Roles"),
    "routings": _("Routings"),
    "sap": _("Exchange with SAP"),
    "settings": _("Settings"),
    "shifts": _("Shifts and calendars"),
    "signals": _("Signals of machines"),
    "skills": _("Skills and certificates"),
    "stock": _("Stock"),
    "shipping": _("Shipments"),
    "reporting": _("Figures and reports"),
    "time_ledger": _("Time of machines"),
    "trace": _("Tracing and recalls"),
    "units": _("Units"),
    "users": _("People"),
    "visits": _("Companies"),
    "webhooks": _("Webhooks"),
    "work_orders": _("Work orders"),
}
VERBS: dict[str, Any] = {
    "answer": _("answer"),
    "build": _("build in"),
    "remove": _("take out and exchange"),
    "call": _("call"),
    "lead": _("hear of those nobody answers"),
    "read": _("see"),
    "run": _("run and send again"),
    "share": _("share with others"),
    "sign": _("sign"),
    "approve": _("approve"),
    "move": _("receive, move and count"),
    "adjust": _("set right"),
    "recall": _("run recalls"),
    "pick": _("pick and pack"),
    "ship": _("send out and take back"),
    "undo": _("take back"),
    "adopt": _("take over as standard"),
    "verify": _("verify that nothing was changed"),
    "write": _("change"),
    "create": _("create"),
    "print": _("print"),
    "edit": _("change"),
    "release": _("release"),
    "hold": _("hold and resume"),
    "classify": _("say why machines stood"),
    "send": _("send values"),
    "signal": _("send states and counters"),
    "close": _("close"),
    "cancel": _("cancel"),
    "reopen": _("reopen"),
    "report": _("report"),
    "settle": _("settle"),
    "correct": _("correct"),
    "set-state": _("say what they do"),
    "enter": _("enter"),
}
PROGRAMS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip


#: How somebody proved who they are.
METHODS: dict[str, Any] = {
    "password": _("Password"),
    "app": _("Password and app"),
    "recovery": _("Password and recovery code"),
    "passkey": _("Passkey"),
    "sso": _("Single sign-on"),
    "sso-one": _("Single sign-on"),
    "sso-app": _("Single sign-on and app"),
    "sso-recovery": _("Single sign-on and recovery code"),
    "sso-passkey": _("Single sign-on and passkey"),
    "badge": _("Badge"),
}


def signed_with(method: str) -> Any:
    return METHODS.get(method, method)


def right_subject(permission: str) -> Any:
    noun = permission.partition(":")[0]
    return SUBJECTS.get(noun, noun.replace("_", " ").capitalize())


def right_verb(permission: str) -> Any:
    verb = permission.partition(":")[2]
    return VERBS.get(verb, verb.replace("-", " "))


def in_words(permission: str) -> str:
    """``work_orders:release`` as people say it: "Work orders: release"."""
    return f"{right_subject(permission)}: {right_verb(permission)}"


def grouped(permissions: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Rights by what they are about, in the order of the words."""
    found: dict[str, list[str]] = {}
    for permission in permissions:
        found.setdefault(str(right_subject(permission)), []).append(permission)
    return sorted(found.items())


def program_of(agent: str) -> str:
    """What a browser says about itself, in words ("Chrome on Linux"); the first word of anything else."""
    program = next((name for mark, name in PROGRAMS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if program and system:
        return now_("{program} on {system}").format(program=program, system=system)
    return program or system or agent.split(" ")[0][:40]
