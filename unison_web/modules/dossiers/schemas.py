"""What may be put on paper or signed, and what it shows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

KINDS = {"dossier": "Recall dossier", "letters": "Letters to customers"}


class RecallPaperIn(In):
    example: ClassVar[dict[str, Any]] = {"kind": "dossier"}

    kind: Annotated[Literal["dossier", "letters"], Meta(title="What", extra_json_schema={"labels": KINDS})] = "dossier"


class TracePaperIn(In):
    """`code` is anything that can be pasted into the trace."""

    example: ClassVar[dict[str, Any]] = {"code": "L-10001"}

    code: Annotated[str, Meta(min_length=1, max_length=400, title="Lot, serial number, order or customer")]


class SignatureIn(In):
    example: ClassVar[dict[str, Any]] = {"statement": "The trace is complete and was ready in time"}

    statement: Annotated[
        str, Meta(min_length=1, max_length=500, title="What you stand for", extra_json_schema={"kind": "textarea"})
    ]  # fmt: skip


class SignatureOut(Out):
    """Without a `person` nobody has signed yet. `digest` is the SHA-256 of the figures as they were."""

    drill_id: UUID
    person: str = ""
    statement: str = ""
    digest: str = ""
    signed_at: datetime | None = None
