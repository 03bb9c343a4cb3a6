"""What is said when a shift's report is signed, and what is seen of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

ROLES = {"leader": "As shift leader", "taken_over": "As whoever takes over"}


class SignatureIn(In):
    """Which shift, as what, and what there is to remark."""

    example: ClassVar[dict[str, Any]] = {"day": "2026-11-30", "shift": "early", "role": "leader", "remark": "Quiet"}

    day: Annotated[str, Meta(min_length=10, max_length=10, title="Day")]
    shift: Annotated[str, Meta(min_length=1, max_length=60, title="Shift", description="Its code")]
    plant: Annotated[str, Meta(max_length=20, title="Plant")] = ""
    role: Annotated[
        Literal["leader", "taken_over"], Meta(title="Who signs", extra_json_schema={"labels": ROLES})
    ] = "leader"  # fmt: skip
    remark: Annotated[str, Meta(max_length=1000, title="Remark", extra_json_schema={"kind": "textarea"})] = ""


class SignatureOut(Out):
    """Who signed, as what, when, and the remark."""

    day: date
    code: str
    shift: str
    role: str
    signer: str
    remark: str
    signed_at: datetime


class DifferenceOut(Out):
    """A figure as it was signed and as it is now."""

    label: str
    signed: str
    now: str
