"""What is said when the log is corrected, and what a correction would change."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.production.schemas import Counted, EntryOut, ReasonCode, ReasonOut

Quantity = Annotated[
    Decimal,
    Meta(title="Quantity", description="0 takes the entry back", extra_json_schema={"examples": ["46"]}),
]


class CorrectionIn(In):
    """What should stand instead. ``why`` is kept with the reversal; ``reopen`` gives a finished order back to the
    floor, so that missing pieces can be made."""

    example: ClassVar[dict[str, Any]] = {"quantity": "46", "kind": "good", "why": "Counted again: two were missing"}

    quantity: Quantity
    kind: Counted = "good"
    reason: ReasonCode = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""
    reopen: Annotated[bool, Meta(title="Open the order again for the missing pieces")] = False
    accept_over: Annotated[bool, Meta(title="More than expected is right")] = False
    why: Annotated[str, Meta(max_length=500, title="Why", extra_json_schema={"kind": "textarea"})] = ""


class DecisionIn(In):
    """What becomes of pieces that were set aside; the rest stays set aside."""

    example: ClassVar[dict[str, Any]] = {"good": "3", "scrap": "1", "note": "Measured again"}

    good: Annotated[Decimal, Meta(title="Good after all")] = Decimal(0)
    rework: Annotated[Decimal, Meta(title="To be reworked")] = Decimal(0)
    scrap: Annotated[Decimal, Meta(title="Scrapped")] = Decimal(0)
    reason: ReasonCode = ""
    note: Annotated[str, Meta(max_length=500, title="Note")] = ""


class EffectOut(Out):
    """A number as it is and as it would be."""

    label: str
    before: Decimal
    after: Decimal
    unit: str
    currency: str


class CorrectionPreview(Struct):
    """What a correction would change. With a ``refusal`` it is not possible, and nothing else is said."""

    entry: EntryOut
    effects: list[EffectOut] = []
    sentences: list[str] = []
    refusal: str = ""


class CorrectionPage(Struct):
    """Around the form of a correction: the entry, the reasons to choose from, and what would change."""

    entry: EntryOut
    reasons: list[ReasonOut]
    unit: str
    may_reopen: bool = False
    preview: CorrectionPreview | None = None


class EntryRecord(Struct):
    """One entry with what it corrected or was corrected by."""

    entry: EntryOut
    beside: list[EntryOut]
    order: str


class FiguresOut(Struct):
    """The counts of one operation, as people reported them and as they are corrected."""

    sequence: int
    operation: str
    kind: str
    reported: Decimal
    corrected: Decimal
