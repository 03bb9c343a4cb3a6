"""What may be said about custom fields, and what may be seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

Type = Annotated[
    Literal["text", "number", "date", "bool", "choice", "reference", "file"],
    Meta(title="Kind", extra_json_schema={"labels": {"date": "Day", "bool": "Yes or no"}}),
]
Choices = Annotated[
    list[str], Meta(title="Choices", description="One on each line", extra_json_schema={"kind": "textarea"})
]
Short = Annotated[str, Meta(max_length=200)]
Version = Annotated[int | None, Meta(description="The version that was read.")]


class AspectsIn(In):
    """What of a field may change without touching any value."""

    example: ClassVar[dict[str, Any]] = {"label": "Heat number", "in_list": True, "required_from": "active"}

    label: Annotated[str, Meta(min_length=1, max_length=80, title="Name", description="As it stands in the form")]
    hint: Annotated[Short, Meta(description="What to enter, in a few words")] = ""
    unit: Annotated[str, Meta(max_length=20, description="Stands behind a number")] = ""
    choices: Choices = []
    default: Annotated[Short, Meta(description="What a new record starts with")] = ""
    required_from: Annotated[str, Meta(max_length=40, title="Must be filled")] = ""
    least: Annotated[Decimal | None, Meta(title="Smallest number")] = None
    most: Annotated[Decimal | None, Meta(title="Largest number")] = None
    longest: Annotated[int, Meta(ge=1, le=4000, title="Longest text")] | None = None
    pattern: Annotated[Short, Meta(title="Shape", description="A regular expression the whole text must match")] = ""
    shows_if: Annotated[str, Meta(max_length=40, title="Only if this field")] = ""
    shows_value: Annotated[Short, Meta(title="has this value")] = ""
    in_list: Annotated[bool, Meta(title="A column of the list")] = False
    on_tablet: Annotated[bool, Meta(title="On the tablet")] = False
    on_paper: Annotated[bool, Meta(title="On labels and travelers")] = False
    position: Annotated[int, Meta(ge=1, le=9999, description="Small numbers stand first")] = 10
    version: Version = None


class FieldIn(AspectsIn):
    """A new field. `key` is made of the name when left out; it never changes afterwards."""

    example: ClassVar[dict[str, Any]] = {"noun": "materials", "label": "Heat number", "type": "text", "in_list": True}

    noun: Annotated[str, Meta(min_length=1, max_length=40, title="Of")] = "materials"
    type: Type = "text"
    key: Annotated[
        str, Meta(max_length=40, description="What programs and files call it; made of the name if empty")
    ] = ""
    target: Annotated[str, Meta(max_length=40, title="Refers to")] = ""


class FieldOut(Out):
    """A field of the company's own. `key` is its name in `custom` of the records, in filters and in files."""

    id: UUID
    noun: str
    key: str
    label: str
    type: str
    hint: str
    unit: str
    choices: list[str]
    target: str
    default: str
    required_from: str
    least: Decimal | None
    most: Decimal | None
    longest: int | None
    pattern: str
    shows_if: str
    shows_value: str
    in_list: bool
    on_tablet: bool
    on_paper: bool
    position: int
    state: str
    version: int
    noun_label: str = ""
    target_label: str = ""
    records: int | None = None
    uses: list[str] = []


class ArchiveFieldIn(In):
    """Archived, a field is asked for and shown nowhere; its values stay, and come back with it."""

    example: ClassVar[dict[str, Any]] = {"archived": True}

    archived: bool = True


class TypeIn(In):
    """Another kind. `sure` is the number of values that the preview said would be lost."""

    example: ClassVar[dict[str, Any]] = {"type": "text", "sure": 0}

    type: Type
    choices: Choices = []
    sure: int | None = None


class LossOut(Out):
    """A value that the new kind cannot hold."""

    record: str
    value: str
    why: str


class ChangeOut(Out):
    """What another kind would do to the values, or has done. Up to 50 losses are named."""

    id: UUID
    label: str
    type: str
    wanted: str
    kept: int
    lost: int
    losses: list[LossOut]
    choices: list[str] = []
    done: bool = False
    next_types: list[str] = []


class ValuesIn(In):
    """All the values of one record, by key; what is left out is emptied."""

    example: ClassVar[dict[str, Any]] = {"values": {}}

    values: dict[str, Any]


class ValueOut(Out):
    """A value with its definition's name, and in words."""

    key: str
    label: str
    type: str
    value: Any
    shown: str


class ValuesOut(Out):
    kind: str
    id: UUID
    values: list[ValueOut]
