"""One row: a line of a bill."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from unison_web.kit.importing.rows import Above, Code, Revision
from unison_web.kit.web.structs import In


class BomRow(In):
    parent: Code
    component: Code
    quantity: Decimal
    unit: str = ""
    revision: Revision = "A"
    base_quantity: Decimal = Decimal(1)
    scrap: Decimal = Decimal(0)
    position: Above | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    operation: Above | None = None
    note: str = ""
    level: str = ""
    references: str = ""
    component_name: str = ""
