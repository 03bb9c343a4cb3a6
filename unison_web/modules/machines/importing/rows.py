"""One row of each kind."""

from __future__ import annotations

from decimal import Decimal

from unison_web.kit.importing.rows import Above, Code, Name
from unison_web.kit.web.structs import In


class WorkCenterRow(In):
    code: Code
    name: Name
    plant: str = ""
    cost_rate: Decimal = Decimal(0)
    hours_per_week: Decimal = Decimal(0)
    slots: Above = 1


class MachineRow(In):
    code: Code
    name: Name
    work_center: Code
    plant: str = ""
    machine_class: str = ""
    location: str = ""
    cost_rate: Decimal | None = None
    slots: Above = 1
