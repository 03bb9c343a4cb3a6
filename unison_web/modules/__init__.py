"""The table of contents of the product: every module, lowest first.

A module may use what stands above it in this list.
"""

from __future__ import annotations

from importlib import import_module

from unison_web.kit import job_records, preferences
from unison_web.kit.custom import nouns
from unison_web.kit.manifest import Manifest

ORDER = (
    "organizations",
    "identity",
    "audit",
    "jobs",
    "api_keys",
    "second_factor",
    "settings",
    "views",
    "branding",
    "sign_on",
    "custom_fields",
    "files",
    "mail",
    "currencies",
    "skills",
    "machines",
    "shifts",
    "partners",
    "materials",
    "sourcing",
    "bom",
    "routings",
    "costing",
    "stock",
    "work_orders",
    "consumption",
    "demands",
    "changes",
    "production",
    "time_ledger",
    "signals",
    "traceability",
    "subcontracting",
    "readiness",
    "floor",
    "calls",
    "assembly",
    "staging",
    "prints",
    "labels",
    "dossiers",
    "shipping",
    "exports",
    "reporting",
    "bulk",
    "imports",
    "sap",
    "notifications",
    "webhooks",
    "setup",
    "home",
    "search",
)


def manifests() -> list[Manifest]:
    """Each module's manifest, in dependency order. From then on it is known which records can have custom fields."""
    found = [import_module(f"unison_web.modules.{name}.manifest").MANIFEST for name in ORDER]
    nouns.declare(noun for manifest in found for noun in manifest.nouns)
    preferences.declare(setting for manifest in found for setting in manifest.settings)
    job_records.declare(kind for manifest in found for kind in manifest.jobs)
    return found
