"""What is said when a label is printed, what is scanned, and what both show."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.labels.schemas import CODE_WORDS, Symbology


class LabelPrintIn(In, kw_only=True):
    """`template` and `printer` are codes; without a printer the one beside the tablet is meant, or the plant's first.
    `code` is the number of the record."""

    example: ClassVar[dict[str, Any]] = {"template": "LOT-100X50", "code": "L-10001", "copies": 1}

    template: Annotated[str, Meta(min_length=1, max_length=40, title="Label")]
    code: Annotated[str, Meta(min_length=1, max_length=120, title="Number")]
    printer: Annotated[str, Meta(max_length=40, title="Printer")] = ""
    copies: Annotated[int, Meta(ge=1, le=1000, title="Copies")] = 1


class ReprintIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "The first one was torn", "copies": 1}

    reason: Annotated[
        str, Meta(min_length=1, max_length=500, title="Reason", extra_json_schema={"kind": "textarea"})
    ]  # fmt: skip
    copies: Annotated[int, Meta(ge=1, le=1000, title="Copies")] = 1


class LabelPrintRow(Out):
    id: UUID
    created_at: datetime
    noun: str
    code: str
    template: str
    copies: int
    printer: str
    person: str
    state: str
    trouble: str
    reason: str


class LabelPrintOut(LabelPrintRow, kw_only=True):
    """`file` is where the PDF or the ZPL is once it is ready; `reprint_of` is the label it repeats."""

    template_id: UUID
    revision: int
    printer_kind: str
    attempts: int
    printed_at: datetime | None
    reprint_of: UUID | None
    href: str = ""
    file: str = ""


class Choice(Out):
    """A label or a printer that can be chosen."""

    code: str
    name: str


class PrintContext(Out):
    """What there is to choose from when something is printed. `name` is what the record is."""

    noun: str
    label: str
    code: str
    name: str
    href: str
    templates: list[Choice]
    printers: list[Choice]
    printer: str


class FactOut(Out):
    """What one element of a code says."""

    code: str
    title: str
    value: str


class DeedOut(Out):
    """Something the person may do with what was scanned."""

    label: str
    href: str


class ScanOut(Out):
    """What a code is, and what can be done with it. `trouble` says why nothing can; `warnings` what to look at."""

    code: str
    kind: str = ""
    label: str = ""
    name: str = ""
    href: str = ""
    state: str = ""
    facts: list[FactOut] = []
    deeds: list[DeedOut] = []
    warnings: list[str] = []
    trouble: str = ""


class BarcodeIn(In):
    """`data` is the text, an element string in brackets, or, for a Digital Link, one of both with an address."""

    example: ClassVar[dict[str, Any]] = {"kind": "gs1_datamatrix", "data": "(01)09506000134352(10)A1"}

    kind: Annotated[Symbology, Meta(title="Kind of code", extra_json_schema={"labels": CODE_WORDS})]
    data: Annotated[str, Meta(min_length=1, max_length=400, title="What it says")]


class BarcodeOut(Out):
    """`svg` and `png` are addresses that need no sign-in and end at `expires_at`; ask again for fresh ones."""

    id: UUID
    kind: str
    data: str
    svg: str
    png: str
    expires_at: datetime
