"""Figures as they are shown: rounded, with what they were made of beside them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from msgspec import Meta

from unison_web.kit.web.structs import In, Out
from unison_web.modules.reporting.schemas_signing import DifferenceOut, SignatureOut


class FigureRow(Out):
    """One place or time: its minutes by ISO 22400, its pieces, and the four figures in percent. None where there is
    nothing to divide by. ``note`` says what a figure means that is not as it should be."""

    code: str
    name: str
    href: str
    calendar: Decimal
    busy: Decimal
    production: Decimal
    setup: Decimal
    delay: Decimal
    unexplained: Decimal
    down: Decimal
    idle: Decimal
    unknown: Decimal
    planned_down: Decimal
    good: Decimal
    scrap: Decimal
    earned: Decimal
    availability: Decimal | None
    effectiveness: Decimal | None
    quality_ratio: Decimal | None
    oee: Decimal | None
    note: str = ""


class LossOut(Out):
    """Time that was lost to one thing, and what it cost at the rates of the machines."""

    name: str
    element: str
    minutes: Decimal
    cost: Decimal
    href: str


class TrendOut(Out):
    day: date
    oee: Decimal | None


class StepOut(Out):
    """A step of the waterfall from planned busy time to the time of good pieces."""

    name: str
    minutes: Decimal


class OverBudget(Out):
    code: str
    href: str
    minutes: Decimal


class ChoiceOut(Out):
    code: str
    name: str


class OeeOut(Out):
    """OEE of a plant, a work center or a machine in a shift, a day or a week, with everything it was made of."""

    title: str
    plant: str
    span: str
    day: date
    shift: str
    work_center: str
    machine: str
    machine_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    currency: str
    total: FigureRow
    rows: list[FigureRow]
    losses: list[LossOut]
    steps: list[StepOut]
    trend: list[TrendOut]
    targets: dict[str, int]
    over_budget: list[OverBudget]
    budget: int
    query: str = ""
    before: str = ""
    after: str = ""
    shifts: list[ChoiceOut] = []


class MetricOut(Out):
    """One figure for a dashboard. ``value`` is in percent where ``unit`` is ratio."""

    key: str
    name: str
    value: Decimal | None
    unit: str
    formula: str
    better: str
    target: int | None
    plant: str
    starts_at: datetime
    ends_at: datetime


class KpiOut(Out):
    key: str
    name: str
    formula: str
    unit: str
    better: str
    source: str
    changed: date
    value: Decimal | None
    target: int | None


class KpisOut(Out):
    plant: str
    starts_at: datetime
    ends_at: datetime
    items: list[KpiOut]


class WorkedOn(Out):
    """An operation that was worked on. ``planned`` is what its time at the machine should have given."""

    order: str
    operation: str
    machine: str
    minutes: Decimal
    planned: Decimal
    good: Decimal
    scrap: Decimal


class SumOut(Out):
    name: str
    quantity: Decimal
    note: str = ""


class NoteOut(Out):
    at: datetime
    who: str
    text: str


class ShiftReportOut(Out):
    """A shift as it was: plan and actual, OEE, what was lost, what was bad, who worked, what they wrote. Once it is
    signed, ``differences`` are what was corrected since the first signature."""

    oee: OeeOut
    shift_name: str
    work: list[WorkedOn]
    scrap: list[SumOut]
    people: list[SumOut]
    notes: list[NoteOut]
    signatures: list[SignatureOut] = []
    differences: list[DifferenceOut] = []
    may_sign: bool = False


class PaperIn(In):
    """What is to be printed: the figures as they are asked for on the page."""

    example: ClassVar[dict[str, Any]] = {"kind": "oee", "span": "day", "day": "2026-11-30"}

    kind: Annotated[Literal["oee", "shift"], Meta(title="What")] = "oee"
    plant: Annotated[str, Meta(max_length=20)] = ""
    span: Literal["", "shift", "day", "week"] = ""
    day: Annotated[str, Meta(max_length=10)] = ""
    shift: Annotated[str, Meta(max_length=60)] = ""
    work_center: Annotated[str, Meta(max_length=36)] = ""
    machine: Annotated[str, Meta(max_length=36)] = ""
