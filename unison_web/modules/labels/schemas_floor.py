"""Scanning and printing at a tablet."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.labels.schemas_printing import Choice, DeedOut, FactOut


class FloorIssueIn(In):
    """A lot, or simply a material, goes into the job."""

    example: ClassVar[dict[str, Any]] = {"material": "TU-22", "lot": "L-10001", "quantity": "2"}

    operation: UUID
    material: Annotated[str, Meta(max_length=80)]
    quantity: Annotated[Decimal, Meta(title="Quantity")]
    lot: Annotated[str, Meta(max_length=80)] = ""
    code: Annotated[str, Meta(max_length=400)] = ""
    reason: Annotated[str, Meta(max_length=300, title="Why not the lot that goes first")] = ""


class FloorPrintIn(In, kw_only=True):
    """Printed beside the tablet."""

    example: ClassVar[dict[str, Any]] = {"template": "LOT-100X50", "code": "L-10001", "copies": 1}

    template: Annotated[str, Meta(min_length=1, max_length=40, title="Label")]
    code: Annotated[str, Meta(min_length=1, max_length=120, title="Number")]
    copies: Annotated[int, Meta(ge=1, le=100, title="Copies")] = 1


class TakingOut(Out):
    """A job here that takes what was scanned."""

    operation: UUID
    order: str
    name: str
    unit: str


class FloorScanOut(Out):
    """What was scanned, what speaks against it, and what may be done with it at this machine. `first` is the lot that
    should be taken before."""

    code: str
    kind: str = ""
    label: str = ""
    name: str = ""
    state: str = ""
    trouble: str = ""
    material: str = ""
    lot: str = ""
    serial: bool = False
    warnings: list[str] = []
    facts: list[FactOut] = []
    deeds: list[DeedOut] = []
    takes: list[TakingOut] = []
    prints: bool = False


class FloorLabelsOut(Out):
    """What a label may be printed of at a tablet, on which printer, and what became of the last one."""

    code: str
    label: str = ""
    name: str = ""
    trouble: str = ""
    printer: str = ""
    templates: list[Choice] = []
    jobs: list[Choice] = []
    pallets: list[Choice] = []
    printed: UUID | None = None
    state: str = ""
    file: str = ""
