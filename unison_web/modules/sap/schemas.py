"""What may be said to the exchange with SAP, and what it shows. The password is never shown again."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out

WINS_LABELS = {"sap": "SAP wins", "unison": "Unison wins", "ask": "Ask somebody", "off": "Not exchanged"}
Wins = Literal["sap", "unison", "ask", "off"]


def _wins(title: str) -> Any:
    return Meta(title=title, extra_json_schema={"labels": WINS_LABELS})


class SystemIn(In):
    example: ClassVar[dict[str, Any]] = {
        "address": "https://sap.example.com", "client": "100", "user_name": "UNISON", "secret": "what SAP was told",
        "plant": "1010", "every_minutes": 15, "enabled": True, "sends": True,
    }  # fmt: skip

    address: Annotated[str, Meta(min_length=8, max_length=300, title="Address", description="Of SAP Gateway.")]
    user_name: Annotated[str, Meta(min_length=1, max_length=100, title="User name")]
    secret: Annotated[
        str,
        Meta(
            max_length=500, title="Password",
            description="Kept encrypted and never shown again. Empty leaves the one that is there.",
            extra_json_schema={"kind": "password", "autocomplete": "off"},
        ),
    ] = ""  # fmt: skip
    client: Annotated[
        str, Meta(pattern="^([0-9]{3})?$", title="Client", description="Three digits; the usual one when left out.")
    ] = ""
    language: Annotated[
        str, Meta(pattern="^[A-Z]{2}$", title="Language", description="Of names and of what SAP says: EN, DE.")
    ] = "EN"
    plant: Annotated[str, Meta(max_length=4, title="Plant in SAP", description="As SAP calls it: 1010.")] = ""
    units: Annotated[
        str,
        Meta(
            max_length=2000, title="Units",
            description="One on each line, SAP's first: CAR = BOX. Others are called the same.",
            extra_json_schema={"kind": "textarea"},
        ),
    ] = ""  # fmt: skip
    every_minutes: Annotated[
        int,
        Meta(
            ge=0, le=10080, title="Pull what changed every", description="0 for only when somebody asks.",
            extra_json_schema={"unit": "minutes"},
        ),
    ] = 0  # fmt: skip
    enabled: Annotated[bool, Meta(title="Exchange with this system")] = False
    sends: Annotated[
        bool, Meta(title="Tell SAP what is made", description="Good and bad pieces of every operation.")
    ] = False


class MappingIn(In):
    """By field of a material: who wins where the two differ, and where in SAP it comes from."""

    example: ClassVar[dict[str, Any]] = {"name": "sap", "standard_cost": "ask"}

    name: Annotated[Wins, _wins("Name")] = "sap"
    type: Annotated[Wins, _wins("Source")] = "sap"
    tracking: Annotated[Wins, _wins("Tracking")] = "off"
    gtin: Annotated[Wins, _wins("GTIN")] = "sap"
    standard_cost: Annotated[Wins, _wins("Standard cost")] = "ask"
    standard_cost_source: Annotated[
        Literal["PriceControl", "StandardPrice", "MovingAveragePrice"],
        Meta(
            title="Standard cost comes from",
            extra_json_schema={
                "labels": {
                    "PriceControl": "What SAP's price control says",
                    "StandardPrice": "StandardPrice", "MovingAveragePrice": "MovingAveragePrice",
                }
            },
        ),
    ] = "PriceControl"  # fmt: skip
    description: Annotated[Wins, _wins("Description")] = "off"
    description_source: Annotated[
        Literal["SizeOrDimensionText", "IndustryStandardName", "ProductOldID"],
        Meta(
            title="Description comes from",
            extra_json_schema={
                "labels": {
                    "SizeOrDimensionText": "SizeOrDimensionText", "IndustryStandardName": "IndustryStandardName",
                    "ProductOldID": "ProductOldID",
                }
            },
        ),
    ] = "SizeOrDimensionText"  # fmt: skip


class FieldOut(Out):
    field: str
    source: str
    wins: str


class SystemOut(Out):
    """How it is set up and how it does. Nothing of it where ``there`` is false."""

    there: bool = False
    address: str = ""
    client: str = ""
    user_name: str = ""
    has_secret: bool = False
    language: str = "EN"
    plant: str = ""
    units: list[str] = []
    every_minutes: int = 0
    enabled: bool = False
    sends: bool = False
    fields: list[FieldOut] = []
    failures: int = 0
    resting_until: datetime | None = None
    error: str = ""
    error_at: datetime | None = None
    worked_at: datetime | None = None
    delta_from: datetime | None = None
    running: UUID | None = None
    waiting: int = 0
    sent: int = 0
    refused: int = 0


class TestedOut(Out):
    works: bool
    words: str


class RunIn(In):
    example: ClassVar[dict[str, Any]] = {"kind": "delta", "trial": True}

    kind: Annotated[
        Literal["full", "delta", "stock"],
        Meta(
            title="What",
            extra_json_schema={
                "labels": {"full": "All materials", "delta": "What has changed since", "stock": "Stock"}
            },
        ),
    ] = "delta"
    trial: Annotated[bool, Meta(title="Only compare", description="Nothing is changed.")] = False


class DifferenceOut(Out):
    id: UUID
    number: str
    field: str
    theirs: str
    ours: str
    outcome: str
    words: str


class RunRow(Out):
    id: UUID
    created_at: datetime
    kind: str
    trial: bool
    state: str
    read: int
    created: int
    changed: int
    same: int
    asked: int
    refused: int
    error: str


class RunOut(RunRow):
    """``differences`` are the first of each outcome; ``may_cancel`` while it goes on."""

    total: int = 0
    finished_at: datetime | None = None
    may_cancel: bool = False
    differences: list[DifferenceOut] = []


class DecisionIn(In):
    example: ClassVar[dict[str, Any]] = {"take": True}

    take: Annotated[bool, Meta(title="Take what SAP says")] = True


class MessageRow(Out):
    id: UUID
    happened_at: datetime
    order: str
    sap_order: str
    operation: str
    good: Decimal
    scrap: Decimal
    unit: str
    state: str
    attempts: int
    error: str
    document: str


class MessageOut(MessageRow):
    order_id: UUID
    tried_at: datetime | None
    may_resend: bool = False


class ResendIn(In):
    """What is sent instead."""

    example: ClassVar[dict[str, Any]] = {"sap_order": "1000001", "operation": "0010", "good": "5", "scrap": "0"}

    sap_order: Annotated[str, Meta(min_length=1, max_length=12, title="Order in SAP")]
    operation: Annotated[str, Meta(min_length=1, max_length=4, title="Operation in SAP")]
    good: Annotated[str, Meta(pattern=r"^-?\d{1,12}(\.\d{1,6})?$", title="Good")] = "0"
    scrap: Annotated[str, Meta(pattern=r"^-?\d{1,12}(\.\d{1,6})?$", title="Bad")] = "0"


class DropIn(In):
    example: ClassVar[dict[str, Any]] = {"reason": "Entered in SAP by hand"}

    reason: Annotated[str, Meta(min_length=3, max_length=500, title="Reason")]
