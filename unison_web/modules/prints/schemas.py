"""What may be asked to be printed, and what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta, Struct

from unison_web.kit.web.structs import In, Out
from unison_web.modules.work_orders.schemas import WorkOrderOut


class PrintIn(In):
    example: ClassVar[dict[str, Any]] = {"kind": "label", "copies": 2}

    kind: Annotated[Literal["traveler", "label"], Meta(title="What")] = "traveler"
    copies: Annotated[int, Meta(ge=1, le=200, title="Copies")] = 1


class PrintOut(Out):
    """``file`` is the address of the PDF once ``state`` is ready."""

    id: UUID
    kind: str
    state: str
    title: str
    order: str
    created_at: datetime
    ready_at: datetime | None
    trouble: str
    copies: int
    asked_by: str = ""
    file: str = ""
    back: str = ""


class OrderPapers(Struct):
    """Everything that was ever printed for an order, newest first."""

    order: WorkOrderOut
    items: list[PrintOut]
