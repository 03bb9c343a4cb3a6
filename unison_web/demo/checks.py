"""What steps of the demo ask to be checked, and what its people find: nearly always what it should be."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.production.schemas import FindingIn
from unison_web.modules.production.service import checks
from unison_web.modules.routings.models import RoutingCheck, RoutingStep
from unison_web.modules.work_orders.models import Operation

#: By operation and step: what is asked, with the limits of what is measured; without a unit it is in order or not.
OF_GEARS: dict[tuple[str, int], tuple[str, str, str | None, str | None]] = {
    ("Hobbing", 3): ("Measure over pins", "mm", "59.954", "60.000"),
    ("Grinding", 2): ("Roughness Ra", "µm", None, "0.4"),
    ("Grinding", 3): ("Profile good on gauge G-7", "", None, None),
    ("Assembly", 2): ("Backlash", "mm", "0.08", "0.16"),
    ("Assembly", 3): ("Torque reached", "", None, None),
}
MISSED = 0.04
MENDED = "Set again and measured once more, good"


async def of_specifications(uow: UnitOfWork) -> None:
    """Every step that names a specification asks whether the part is as it says."""
    steps = await uow.session.scalars(select(RoutingStep).where(RoutingStep.organization_id == uow.organization_id))
    rows = [
        {"step_id": step.id, "position": 1, "label": f"As {', '.join(step.specs)} says", "kind": "tick"}
        for step in steps
        if step.specs
    ]
    await bulk_insert(uow, RoutingCheck, rows)


async def of_gears(uow: UnitOfWork) -> None:
    """Dimensions and roughness with their limits, in steps that ask for nothing yet."""
    asking = select(RoutingCheck.step_id).where(RoutingCheck.organization_id == uow.organization_id)
    found = select(RoutingStep).where(RoutingStep.organization_id == uow.organization_id, RoutingStep.id.not_in(asking))
    steps = await uow.session.scalars(found.options(joinedload(RoutingStep.operation)))
    asked = ((step, OF_GEARS.get((step.operation.name, step.position))) for step in steps)
    await bulk_insert(uow, RoutingCheck, [_check(step, *check) for step, check in asked if check])


def _check(step: RoutingStep, label: str, unit: str, low: str | None, high: str | None) -> dict[str, Any]:
    return {
        "step_id": step.id, "position": 1, "label": label, "kind": "number" if unit else "tick", "unit": unit,
        "low": Decimal(low) if low else None, "high": Decimal(high) if high else None,
    }  # fmt: skip


async def answer(uow: UnitOfWork, operation: Operation, dice: random.Random) -> None:
    """Everything the operation asks, as whoever acts now."""
    for _step, asked in checks.checks_of(operation):
        good = dice.random() >= MISSED
        said = _said(asked, dice, good=good)
        await checks.record(uow, operation, UUID(asked["id"]), FindingIn(said, "" if good else MENDED))


def _said(asked: dict[str, Any], dice: random.Random, *, good: bool) -> str:
    if asked["kind"] != "number":
        return "yes" if good else "no"
    high = Decimal(asked["high"])
    low = Decimal(asked["low"]) if asked["low"] else high / 3
    share = dice.triangular(0.1, 0.9) if good else 1.2
    return f"{low + (high - low) * Decimal(str(round(share, 3))):.3f}"
