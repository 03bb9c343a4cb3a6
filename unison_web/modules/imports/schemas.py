"""What may be said about imports, and what they show."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out


class Source(Struct):
    """One sheet and how it is read. ``mapping`` has the field of each column, or nothing; ``fixed`` is what new
    records get where their cell is empty or there is no column."""

    file: int
    name: str
    sheet: str = ""
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    dates: str = "ymd"
    header: int = 1
    noun: str = ""
    heads: list[str] = []
    samples: list[list[str]] = []
    mapping: list[str] = []
    fixed: dict[str, str] = {}
    options: dict[str, str] = {}


class Plan(Struct):
    """``edits`` are corrected cells, by sheet, row and field."""

    sources: list[Source] = []
    edits: dict[str, dict[str, dict[str, str]]] = {}


class ImportIn(In):
    """Files, as parts of a form; or rows as text, as a spreadsheet copies them. ``noun`` is asked for if it is left out
    and cannot be told from the headings. With ``check`` the rows are checked at once, as the columns were guessed."""

    example: ClassVar[dict[str, Any]] = {
        "name": "materials.csv", "noun": "units", "text": "code;name;dimension\nROL;Roll;count\n",
    }  # fmt: skip

    text: Annotated[str, Meta(max_length=5_000_000, title="Pasted rows", extra_json_schema={"kind": "textarea"})] = ""
    files: Annotated[Any, Meta(title="Files", extra_json_schema={"kind": "file"})] = None
    name: Annotated[str, Meta(max_length=200, title="Name")] = ""
    noun: Annotated[str, Meta(max_length=60, title="What the rows are")] = ""
    check: Annotated[bool, Meta(title="Check at once")] = False

    def __post_init__(self) -> None:
        """Rows may be longer than any other text; what they say is looked at cell by cell."""


class SourceIn(In):
    """How one sheet is to be read. What is left out stays as it is; ``noun`` "-" leaves the sheet out."""

    noun: Annotated[str, Meta(max_length=60)] = ""
    encoding: Annotated[str, Meta(max_length=20)] = ""
    delimiter: Annotated[str, Meta(max_length=3)] = ""
    decimal: Annotated[str, Meta(max_length=1)] = ""
    dates: Annotated[str, Meta(max_length=3)] = ""
    header: Annotated[int, Meta(ge=1, le=1000)] | None = None
    mapping: dict[str, str] | list[str] = {}
    fixed: dict[str, str] = {}
    options: dict[str, str] = {}

    @property
    def meant(self) -> dict[str, str]:
        """A form counts its columns, and so says them as a list."""
        said = self.mapping
        return said if isinstance(said, dict) else {str(place): name for place, name in enumerate(said)}


class MappingIn(In):
    """By sheet, in order; ``mapping`` names the field of each column, counted from 0. ``again`` only reads the files
    anew and shows what they say."""

    example: ClassVar[dict[str, Any]] = {"sources": [{"noun": "units", "mapping": {"0": "code", "1": "name"}}]}

    sources: list[SourceIn] = []
    again: str = ""


class CellsIn(In):
    """Corrected cells: by sheet, by row of the file, by field."""

    example: ClassVar[dict[str, Any]] = {"cells": [{"source": 0, "row": 2, "said": {"dimension": "count"}}]}

    cells: list[CellIn] = []


class CellIn(In):
    source: Annotated[int, Meta(ge=0, le=1000)]
    row: Annotated[int, Meta(ge=1)]
    said: dict[str, str] = {}


class ApplyIn(In):
    example: ClassVar[dict[str, Any]] = {"leave_out": False}

    leave_out: Annotated[bool, Meta(title="Leave out the rows that cannot be taken")] = False


class ImportLine(Out):
    """An import in the list."""

    id: UUID
    name: str
    nouns: str
    state: str
    rows_total: int
    error: str
    created_at: datetime
    finished_at: datetime | None
    who: str = ""
    counts: dict[str, Any] = {}


class ColumnOut(Struct):
    """A column of a noun, as somebody chooses it."""

    field: str
    label: str
    required: bool
    kind: str


class SourceOut(Struct):
    """One sheet, the columns its rows could have, and what is still missing."""

    index: int
    source: Source
    columns: list[ColumnOut] = []
    missing: list[str] = []
    options: list[dict[str, str]] = []
    hint: str = ""
    label: str = ""


class RowOut(Out):
    source: int
    row: int
    said: dict[str, Any]
    outcome: str
    problems: list[list[str]] = []
    changes: dict[str, list[Any]] = {}


class ImportOut(Out):
    """One import: how its sheets are read, how far it is, what its rows become. ``after`` goes on to further rows."""

    id: UUID
    name: str
    state: str
    nouns: str
    rows_total: int
    rows_done: int
    error: str
    counts: dict[str, Any]
    created_at: datetime
    finished_at: datetime | None
    who: str = ""
    sources: list[SourceOut] = []
    choices: list[list[str]] = []
    rows: list[RowOut] = []
    outcome: str = ""
    after: str = ""
    labels: dict[str, dict[str, str]] = {}
    may: list[str] = []


class NewImport(Struct):
    """What the page of a new import offers."""

    nouns: list[list[str]]
    noun: str = ""
