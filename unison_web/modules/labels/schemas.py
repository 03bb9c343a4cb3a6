"""What may be said about label templates and printers, and what they show."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

MM = {"unit": "mm", "examples": ["50"]}
KIND_WORDS = {"text": "Text", "code": "Code", "line": "Line", "box": "Box", "logo": "Logo"}
CODE_WORDS = {
    "code128": "Code 128", "gs1_128": "GS1-128", "datamatrix": "DataMatrix", "gs1_datamatrix": "GS1 DataMatrix",
    "qr": "QR code", "digital_link": "GS1 Digital Link (QR)",
}  # fmt: skip
NOUN_WORDS = {
    "lots": "Lot", "serials": "Serial number", "pallets": "Pallet", "work-orders": "Work order", "places": "Place",
    "materials": "Material",
}  # fmt: skip
ALIGN_WORDS = {"start": "Left", "center": "Middle", "end": "Right"}
PRINTER_WORDS = {
    "pdf": "PDF, printed by the browser", "zpl_tcp": "Label printer in the network (ZPL)",
    "zpl_file": "ZPL file to download",
}  # fmt: skip
Symbology = Literal["code128", "gs1_128", "datamatrix", "gs1_datamatrix", "qr", "digital_link"]
Length = Annotated[Decimal, Meta(extra_json_schema=MM)]
ZERO = Decimal(0)


class ElementIn(In):
    """One thing on a label, in mm from the top left corner. `text` may hold fields in braces, `{number}`; in GS1 codes
    it is a pattern, `(01){gtin}(10){number}`. `size` is the height of letters, the module of a code, or the rule of a
    box. An element without a kind is left out."""

    kind: Annotated[
        Literal["", "text", "code", "line", "box", "logo"], Meta(title="What", extra_json_schema={"labels": KIND_WORDS})
    ] = ""  # fmt: skip
    x: Annotated[Decimal, Meta(title="From the left", extra_json_schema=MM)] = ZERO
    y: Annotated[Decimal, Meta(title="From the top", extra_json_schema=MM)] = ZERO
    width: Annotated[Decimal, Meta(title="Width", extra_json_schema=MM)] = ZERO
    height: Annotated[Decimal, Meta(title="Height", extra_json_schema=MM)] = ZERO
    size: Annotated[Decimal, Meta(title="Size", extra_json_schema=MM)] = ZERO
    text: Annotated[str, Meta(max_length=400, title="What stands there")] = ""
    code: Annotated[
        Literal["", "code128", "gs1_128", "datamatrix", "gs1_datamatrix", "qr", "digital_link"],
        Meta(title="Kind of code", extra_json_schema={"labels": CODE_WORDS}),
    ] = ""
    align: Annotated[
        Literal["start", "center", "end"], Meta(title="Aligned", extra_json_schema={"labels": ALIGN_WORDS})
    ] = "start"  # fmt: skip
    bold: Annotated[bool, Meta(title="Bold")] = False


class DesignIn(In, kw_only=True):
    """A label without a name: enough to look at it. `sample` is the number of a record to fill it with."""

    example: ClassVar[dict[str, Any]] = {
        "noun": "lots", "width": "100", "height": "50",
        "elements": [{"kind": "text", "x": "4", "y": "4", "size": "5", "text": "{number}"}],
    }  # fmt: skip

    noun: Annotated[
        Literal["lots", "serials", "pallets", "work-orders", "places", "materials"],
        Meta(title="For", extra_json_schema={"labels": NOUN_WORDS}),
    ] = "lots"
    width: Annotated[Decimal, Meta(title="Width", extra_json_schema=MM)]
    height: Annotated[Decimal, Meta(title="Height", extra_json_schema=MM)]
    elements: Annotated[list[ElementIn], Meta(max_length=60)] = []
    code: Annotated[str, Meta(max_length=40, title="Code")] = ""
    name: Annotated[str, Meta(max_length=80, title="Name")] = ""
    sample: Annotated[str, Meta(max_length=80, title="Look at it with", description="The number of a record")] = ""
    version: int | None = None


class TemplateIn(DesignIn, kw_only=True):
    """A label template. It begins as a draft."""

    example: ClassVar[dict[str, Any]] = {**DesignIn.example, "code": "LOT-100X50", "name": "Lot, 100 × 50 mm"}

    code: Annotated[str, Meta(min_length=1, max_length=40, title="Code")]
    name: Annotated[str, Meta(min_length=1, max_length=80, title="Name")]


class ElementOut(Out):
    kind: str
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    size: Decimal
    text: str
    code: str
    align: str
    bold: bool


class TemplateRow(Out):
    id: UUID
    code: str
    name: str
    noun: str
    revision: int
    state: str
    width: Decimal
    height: Decimal
    released_at: datetime | None


class TemplateOut(TemplateRow, kw_only=True):
    """`drawing` is the label as SVG, filled with `sample` or made-up values; `problems` say what does not fit."""

    version: int
    elements: list[ElementOut]
    released_by: str = ""
    drawing: str = ""
    problems: list[str] = []
    sample: str = ""
    fields: dict[str, str] = {}


class PreviewOut(Out):
    """The label as it would be printed, and what does not fit."""

    drawing: str
    problems: list[str]
    width: Decimal
    height: Decimal


class PrinterIn(In, kw_only=True):
    """Where labels come out. `host` and `port` are asked of label printers in the network; `width` and `height` are
    those of the labels in it."""

    example: ClassVar[dict[str, Any]] = {"code": "ZEBRA-1", "name": "Label printer at goods in", "kind": "zpl_file"}

    code: Annotated[str, Meta(min_length=1, max_length=40, title="Code")]
    name: Annotated[str, Meta(min_length=1, max_length=80, title="Name")]
    kind: Annotated[
        Literal["pdf", "zpl_tcp", "zpl_file"], Meta(title="Kind", extra_json_schema={"labels": PRINTER_WORDS})
    ] = "pdf"  # fmt: skip
    host: Annotated[str, Meta(max_length=200, title="Address in the network")] = ""
    port: Annotated[int, Meta(title="Port")] = 9100
    dpi: Annotated[
        Literal["203", "300", "600"], Meta(title="Dots per inch", extra_json_schema={"labels": {}})
    ] = "203"  # fmt: skip
    width: Annotated[Decimal | None, Meta(title="Labels in it are wide", extra_json_schema=MM)] = None
    height: Annotated[Decimal | None, Meta(title="and high", extra_json_schema=MM)] = None
    plant: Annotated[str, Meta(max_length=40, title="Plant", description="Its code")] = ""
    version: int | None = None


class ArchiveIn(In):
    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: Annotated[bool, Meta(title="Archived")] = True


class PrinterRow(Out):
    id: UUID
    code: str
    name: str
    kind: str
    address: str
    dpi: int
    plant: str
    state: str
    trouble: str


class StationOut(Out):
    """A tablet, and the printer beside it."""

    station_id: UUID
    tablet: str
    machine: str
    mine: bool


class PrinterOut(PrinterRow, kw_only=True):
    host: str
    port: int
    width: Decimal | None
    height: Decimal | None
    answered_at: datetime | None
    version: int
    stations: list[StationOut] = []


class StationIn(In):
    """`station` is the id of a tablet's place."""

    example: ClassVar[dict[str, Any]] = {"station": "0198c9e0-0000-7000-8000-000000000000"}

    station: Annotated[UUID, Meta(title="Tablet")]
