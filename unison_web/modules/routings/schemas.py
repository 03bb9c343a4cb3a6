"""What may be said about routings, and what may be seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import UNSET, Meta

from unison_web.kit.web.structs import Custom, In, Out
from unison_web.modules.routings.rules_checks import Kind

#: The smallest picture there is, for the example of a request.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="

MadeMaterialNumber = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=60,
        description="The number of the material it makes.",
        extra_json_schema={"kind": "combobox", "options_url": "/materials/options?made=true"},
    ),
]
CenterCode = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=36,
        description="A work center's code.",
        extra_json_schema={"kind": "combobox", "options_url": "/work-centers/options"},
    ),
]
Minutes = Annotated[Decimal, Meta(extra_json_schema={"unit": "min"})]
Names = Annotated[list[str], Meta(max_length=30)]
#: A form sends one text with commas, a program a list.
Codes = Annotated[list[str], Meta(max_length=30, extra_json_schema={"kind": "text"})]
Version = Annotated[int | None, Meta(description="The version that was read.")]


class RoutingIn(In):
    extends = "routings"
    example: ClassVar[dict[str, Any]] = {"material": "FR-T98U-54", "revision": "A", "source": "Engineering"}

    material: MadeMaterialNumber
    revision: Annotated[str, Meta(min_length=1, max_length=20)] = "A"
    plant: Annotated[str, Meta(max_length=20, description="The plant you work in when left out.")] = ""
    source: Annotated[str, Meta(max_length=200, description="The document it was taken from.")] = ""
    custom: Custom = UNSET


class RoutingHeadIn(In):
    """What of a routing may change. Taking over a derived routing makes it an engineer's own."""

    extends = "routings"
    example: ClassVar[dict[str, Any]] = {"revision": "A", "source": "Engineering", "version": 1}

    revision: Annotated[str, Meta(min_length=1, max_length=20)]
    source: Annotated[str, Meta(max_length=200)] = ""
    derived: Annotated[bool, Meta(title="Derived, not written by an engineer")] = False
    custom: Custom = UNSET
    version: Version = None


class OperationIn(In):
    """Setup is for a lot; run and labour are for a piece."""

    example: ClassVar[dict[str, Any]] = {
        "sequence": 20,
        "work_center": "20",
        "name": "Weld the frame",
        "setup_minutes": "15",
        "run_minutes": "6.5",
        "usual_quantity": 1,
    }

    sequence: Annotated[int, Meta(ge=1, le=99999, title="Number")]
    work_center: CenterCode
    name: Annotated[str, Meta(max_length=100, description="The work center's name when left out.")] = ""
    setup_minutes: Annotated[Minutes, Meta(title="Setup, for a lot")] = Decimal(0)
    run_minutes: Annotated[Minutes, Meta(title="Run, for a piece")] = Decimal(0)
    labour_minutes: Annotated[Minutes, Meta(title="Labour, for a piece")] = Decimal(0)
    lot_size: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    usual_quantity: (
        Annotated[int, Meta(ge=1, le=1_000_000, description="What one touch reports; computed when left out.")] | None
    ) = None
    teardown_minutes: Annotated[Minutes, Meta(title="Teardown, for a lot")] = Decimal(0)
    queue_minutes: Annotated[Minutes, Meta(title="Waits before")] = Decimal(0)
    move_minutes: Annotated[Minutes, Meta(title="Is moved after")] = Decimal(0)
    transfer_quantity: (
        Annotated[
            int, Meta(ge=1, le=1_000_000, title="Pieces that go on together", description="Before the lot is done")
        ]
        | None
    ) = None
    alternates: Annotated[Codes, Meta(title="Other work centers", description="Codes, with commas between them")] = []
    tools: Annotated[Codes, Meta(title="Tools", description="With commas between them")] = []
    skills: Annotated[Codes, Meta(title="Skills", description="Codes of what its people must have learned")] = []
    capabilities: Annotated[
        Codes, Meta(title="The machine can", description="What a machine has to be able to do, with commas between")
    ] = []
    version: Version = None


class StepIn(In):
    """One instruction, with the names in it that somebody has to find, fetch or open."""

    example: ClassVar[dict[str, Any]] = {"text": "Clamp the tubes and check the angle", "tools": ["Fixture F-12"]}

    text: Annotated[str, Meta(min_length=1, max_length=2000, extra_json_schema={"kind": "textarea"})]
    position: Annotated[int, Meta(ge=1, le=9999)] | None = None
    specs: Names = []
    tools: Names = []
    materials: Names = []
    illustrations: Names = []
    blueprints: Names = []
    version: Version = None


class StepForm(In):
    """The same as people type it: names with commas between them."""

    text: Annotated[str, Meta(min_length=1, max_length=2000, extra_json_schema={"kind": "textarea"})]
    position: Annotated[int, Meta(ge=1, le=9999)] | None = None
    specs: Annotated[str, Meta(max_length=500, title="Specifications")] = ""
    tools: Annotated[str, Meta(max_length=500)] = ""
    materials: Annotated[str, Meta(max_length=500)] = ""
    illustrations: Annotated[str, Meta(max_length=500)] = ""
    blueprints: Annotated[str, Meta(max_length=500)] = ""
    version: Version = None


class CheckIn(In):
    """A number may have limits, a choice needs answers to choose from."""

    example: ClassVar[dict[str, Any]] = {
        "label": "Bore",
        "kind": "number",
        "unit": "mm",
        "low": "24.98",
        "high": "25.02",
    }

    label: Annotated[str, Meta(min_length=1, max_length=100, title="What to check")]
    kind: Annotated[
        Kind,
        Meta(
            title="Answered by",
            extra_json_schema={
                "labels": {
                    "tick": "In order or not",
                    "number": "A number",
                    "text": "Words",
                    "choice": "One of several answers",
                }
            },
        ),
    ] = "tick"
    unit: Annotated[str, Meta(max_length=20, description="Of a number")] = ""
    low: Annotated[Decimal, Meta(title="Lower limit")] | None = None
    high: Annotated[Decimal, Meta(title="Upper limit")] | None = None
    choices: Annotated[Codes, Meta(title="Answers", description="With commas between them")] = []
    required: Annotated[bool, Meta(title="The operation is not finished without it")] = True
    position: Annotated[int, Meta(ge=1, le=9999)] | None = None
    version: Version = None


class PictureIn(In):
    """A form sends the picture as its field `file`; a program names it and sends its `content` in base64."""

    example: ClassVar[dict[str, Any]] = {"name": "clamp.png", "content": PIXEL}

    name: Annotated[str, Meta(max_length=200)] = ""
    content: Annotated[bytes, Meta(description="In base64")] = b""
    note: Annotated[str, Meta(max_length=200, title="What it shows")] = ""


class CopyIn(In):
    example: ClassVar[dict[str, Any]] = {"revision": "B"}

    revision: Annotated[str, Meta(min_length=1, max_length=20)]


class CheckOut(Out):
    """`limits` are in words: `24.98 – 25.02 mm`."""

    id: UUID
    position: int
    label: str
    kind: str
    unit: str
    low: Decimal | None
    high: Decimal | None
    choices: list[str]
    required: bool
    limits: str
    version: int


class StepOut(Out):
    id: UUID
    position: int
    text: str
    specs: list[str]
    tools: list[str]
    materials: list[str]
    illustrations: list[str]
    blueprints: list[str]
    pictures: list[str]
    version: int
    checks: list[CheckOut] = []


class OperationOut(Out):
    id: UUID
    sequence: int
    name: str
    work_center: str
    work_center_id: UUID
    work_center_name: str
    setup_minutes: Decimal
    run_minutes: Decimal
    labour_minutes: Decimal
    lot_size: int
    usual_quantity: int
    teardown_minutes: Decimal
    queue_minutes: Decimal
    move_minutes: Decimal
    transfer_quantity: int | None
    alternates: list[str]
    tools: list[str]
    skills: list[str]
    capabilities: list[str]
    cost: Decimal
    version: int
    steps: list[StepOut] = []


class RoutingOut(Out):
    """A routing. `lot_minutes` and `piece_minutes` are sums over its operations; `piece_cost` leaves setup out."""

    id: UUID
    material_id: UUID
    material: str
    material_name: str
    drawing: str
    plant: str
    plant_name: str
    plant_id: UUID
    revision: str
    derived: bool
    source: str
    state: str
    version: int
    custom: dict[str, Any] = {}
    operations: list[OperationOut] = []
    lot_minutes: Decimal = Decimal(0)
    piece_minutes: Decimal = Decimal(0)
    piece_cost: Decimal = Decimal(0)
    currency: str = ""


class MaterialRoutingOut(Out):
    """How a material is made here: the released routing, if there is one, and what else was written."""

    material_id: UUID
    material: str
    material_name: str
    drawing: str
    routing: RoutingOut | None
    others: list[RoutingOut]
