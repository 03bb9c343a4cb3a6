"""One row of each kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import Meta

from unison_web.kit.importing.rows import Above, Code, Revision
from unison_web.kit.web.structs import In


class RoutingRow(In):
    item: Code
    op: Above
    work_center: Code
    name: str = ""
    plant: str = ""
    revision: Revision = "A"
    setup_minutes: Decimal = Decimal(0)
    run_minutes: Decimal = Decimal(0)
    labour_minutes: Decimal = Decimal(0)
    lot_size: Above = 1
    usual_quantity: Above | None = None
    derived: bool = False
    source: str = ""


class StepRow(In):
    """`specs` and the other names are separated by `|`."""

    item: Code
    op: Above
    position: Above
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    plant: str = ""
    revision: Revision = "A"
    specs: str = ""
    tools: str = ""
    materials: str = ""
    illustrations: str = ""
    blueprints: str = ""
