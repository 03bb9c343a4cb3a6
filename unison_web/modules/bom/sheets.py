"""What may be said about many lines at once, and what a paste would do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar
from uuid import UUID

from msgspec import Meta

from unison_web.kit.i18n import _
from unison_web.kit.web.structs import In, Out

MOST_LINES = 2000
LONGEST_PASTE = 200_000


class CellsIn(In):
    """One row: a line that is there, by its id, or a new one. What is left out of a row is empty, but its position."""

    id: UUID | None = None
    version: int | None = None
    remove: bool = False
    component: Annotated[str, Meta(max_length=60)] = ""
    quantity: Decimal | None = None
    unit: Annotated[str, Meta(max_length=36)] = ""
    scrap: Decimal = Decimal(0)
    position: Annotated[int, Meta(ge=1, le=99999)] | None = None
    operation: Annotated[int, Meta(ge=1, le=99999)] | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


class GridIn(In):
    """Lines to add, change and remove, all or none of them. Lines that are not named stay as they are."""

    example: ClassVar[dict[str, Any]] = {
        "lines": [{"component": "ST-9828", "quantity": "2"}, {"component": "BE-2349", "quantity": "10", "scrap": "1"}]
    }

    lines: Annotated[list[CellsIn], Meta(max_length=MOST_LINES)] = []


class PasteIn(In):
    """Cells as a spreadsheet copies them: a line a row, tabs between."""

    example: ClassVar[dict[str, Any]] = {"text": "Number\tQuantity\tUnit\nST-9828\t2\tEA"}

    text: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_PASTE,
            title="Cells",
            extra_json_schema={"kind": "textarea"},
        ),
    ]

    def __post_init__(self) -> None:
        """A table is longer than any other text; what stands in its cells is looked at one by one."""
        if "\x00" in self.text:
            raise ValueError(f"text: {_('This text contains a character that cannot be stored')}")
        if not self.text.strip():
            raise ValueError(f"text: {_('Enter a value')}")


class CellChange(Out):
    field: str
    before: str
    after: str


class PastedRow(Out):
    """What happens to one pasted row: insert, change, same or refuse."""

    row: int
    action: str
    component: str
    name: str
    quantity: str
    unit: str
    changes: list[CellChange]
    errors: dict[str, str]


class PasteOut(Out):
    """Nothing is written yet. `text` is what was pasted, to be applied as it is."""

    id: UUID
    material: str
    material_name: str
    revision: str
    text: str
    columns: list[str]
    rows: list[PastedRow]
    insert: int
    change: int
    same: int
    refuse: int


class AppliedOut(Out):
    id: UUID
    insert: int
    change: int
    refuse: int
