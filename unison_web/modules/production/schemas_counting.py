"""What is said about counters, pallets, notes, whole shifts and who is on a job."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, field

from unison_web.kit.web.structs import In, Out
from unison_web.modules.production.schemas import Moment, OperationNow, ReasonCode

#: Moments of the plant, as a form sends them, or with a zone.
PlantTime = Annotated[datetime, Meta(extra_json_schema={"examples": ["2027-01-15T06:00:00"]})]
WENT_BACK = {"": "Not known", "rolled_over": "It began again at zero", "set_back": "It was set back to zero"}


class CounterIn(In):
    """What the counter of the machine shows. ``top`` is the highest number it can show; ``why`` is asked for where it
    shows less than before and a roll-over is not likely. The first reading here says where counting begins."""

    example: ClassVar[dict[str, Any]] = {"reading": "3", "top": "9999"}

    reading: Annotated[Decimal, Meta(title="The counter shows", extra_json_schema={"examples": ["3"]})]
    top: Annotated[
        Decimal, Meta(title="Highest number it can show", extra_json_schema={"examples": ["9999"]})
    ] = Decimal(9999)  # fmt: skip
    why: Annotated[
        Literal["", "rolled_over", "set_back"],
        Meta(title="If it shows less than before", extra_json_schema={"labels": WENT_BACK}),
    ] = ""
    occurred_at: Moment | None = None


class CounterOut(Out):
    """What a reading counted. ``before`` is what the counter showed, None where this is where counting begins."""

    order: str
    sequence: int
    machine: str
    reading: Decimal
    before: Decimal | None
    counted: Decimal
    top: Decimal
    now: OperationNow | None = None


class PalletIn(In):
    """How many good pieces one touch of the pallet button reports; 0 takes the button away."""

    example: ClassVar[dict[str, Any]] = {"quantity": 48}

    quantity: Annotated[int, Meta(ge=0, le=1_000_000, title="Pieces on a pallet")]


class EntryIn(In):
    """A note, or a component that went in: its number, how much, of which lot and from which place. It leaves stock
    as if it was issued by hand; without lot and place it is what is first in turn."""

    example: ClassVar[dict[str, Any]] = {"kind": "note", "note": "Tool changed after 40 pieces"}

    kind: Annotated[
        Literal["note", "consume"], Meta(title="What", extra_json_schema={"labels": {"consume": "Consumed"}})
    ] = "note"  # fmt: skip
    note: Annotated[str, Meta(max_length=500, title="Note", extra_json_schema={"kind": "textarea"})] = ""
    component: Annotated[str, Meta(max_length=60, title="Component")] = ""
    quantity: Annotated[Decimal, Meta(title="Quantity", extra_json_schema={"examples": ["1"]})] = Decimal(0)
    lot: Annotated[str, Meta(max_length=60, title="Lot")] = ""
    place: Annotated[str, Meta(max_length=80, title="Place")] = ""
    occurred_at: Moment | None = None


class MediaIn(In):
    """A photo or a voice note. A form sends it as its field `file`; a program names it and sends its `content` in
    base64."""

    example: ClassVar[dict[str, Any]] = {
        "name": "burr.png", "note": "Burr at the inner edge",
        "content": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC",
    }  # fmt: skip

    name: Annotated[str, Meta(max_length=200)] = ""
    content: Annotated[bytes, Meta(description="In base64")] = b""
    note: Annotated[str, Meta(max_length=200, title="Note", description="What it shows, in a few words")] = ""
    occurred_at: Moment | None = None


class TakeBackIn(In):
    """Why a component did not go in after all."""

    example: ClassVar[dict[str, Any]] = {"why": "The lot was misread"}

    why: Annotated[str, Meta(min_length=3, max_length=500, title="Why", extra_json_schema={"kind": "textarea"})]


class ShiftRow(In):
    """One line of a sheet of paper: at which operation of which order, how many good and how many bad."""

    order: Annotated[str, Meta(max_length=60, title="Order")] = ""
    sequence: Annotated[int | None, Meta(title="Operation")] = None
    person: Annotated[str, Meta(max_length=200, title="Who")] = ""
    good: Annotated[Decimal | None, Meta(title="Good")] = None
    scrap: Annotated[Decimal | None, Meta(title="Bad")] = None
    reason: ReasonCode = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""


class ShiftEntryIn(In):
    """What people wrote on paper during a shift. All lines are entered, or none."""

    example: ClassVar[dict[str, Any]] = {
        "at": "2027-01-15T14:00:00",
        "rows": [{"order": "WO-10482", "sequence": 20, "person": "Ana Ruiz", "good": "48", "scrap": "2",
                  "reason": "burr"}],
    }  # fmt: skip

    at: Annotated[PlantTime, Meta(title="When")]
    rows: list[ShiftRow] = field(default_factory=list)


class ShiftEntryOut(Out):
    """How many lines were entered, and how many entries of the log they became."""

    lines: int
    entries: int


class LabourIn(In):
    """Who comes to the job, or leaves it. Left out: whoever acts."""

    example: ClassVar[dict[str, Any]] = {"person": "Ana Ruiz"}

    person: Annotated[str, Meta(max_length=200, title="Who")] = ""
    occurred_at: Moment | None = None


class LabourEndIn(In):
    """When somebody left who forgot to say so, and why that is known."""

    example: ClassVar[dict[str, Any]] = {"ended_at": "2027-01-15T14:00:00", "note": "Went home with the shift"}

    ended_at: Annotated[PlantTime, Meta(title="Left at")]
    note: Annotated[str, Meta(min_length=3, max_length=500, title="How that is known")]


class LabourOut(Out):
    """Somebody at a job. ``minutes`` are those that count for this job, where they were on several at once a share."""

    id: UUID
    order: str
    sequence: int
    operation: str
    person: str
    started_at: datetime
    ended_at: datetime | None
    note: str
    minutes: Decimal | None = None


class LabourOfOperation(Out):
    """Minutes of people at one operation, and what its pieces should have taken."""

    sequence: int
    operation: str
    minutes: Decimal
    standard: Decimal
    people: list[str]
    here: list[str]


class PalletOut(Out):
    """A pallet of good pieces. `number` is its SSCC, or our own; `taken_back` says that its report was undone."""

    id: UUID
    number: str
    order: str
    material: str
    name: str
    quantity: Decimal
    unit: str
    lot: str
    operator: str
    made_at: datetime
    taken_back: bool
