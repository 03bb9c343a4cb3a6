"""What is checked at an operation, and what was found."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, NotFound
from unison_web.kit.i18n import _
from unison_web.modules.production import rules
from unison_web.modules.production.models import CheckResult
from unison_web.modules.production.repository import CheckRepository
from unison_web.modules.production.schemas import FindingIn
from unison_web.modules.routings import rules_checks
from unison_web.modules.work_orders.models import Operation


async def record(uow: UnitOfWork, operation: Operation, check_id: UUID, data: FindingIn) -> CheckResult:
    """Keep what somebody found. Raises Refused where it is no answer, or not good and nothing is said about it."""
    rules.order_is_open(operation.order.state).or_refuse()
    rules.may_report(operation.state).or_refuse()
    if uow.actor.user_id is None:
        raise Forbidden(_("Somebody has to be signed in to report"))
    step, asked = the_check(operation, check_id)
    rules_checks.answered(asked["kind"], data.said, asked["choices"]).or_refuse()
    found = rules_checks.judged(asked["kind"], data.said, *_limits(asked))
    rules_checks.explained(found.passed, data.note).or_refuse()
    row = CheckResult(
        plant_id=operation.plant_id, work_order_id=operation.work_order_id, operation_id=operation.id,
        machine_id=operation.machine_id, operator_id=uow.actor.user_id, check_id=check_id, step=step,
        label=asked["label"], kind=asked["kind"], said=found.said, measured=found.measured, unit=asked["unit"],
        limits=asked["limits"],
        passed=found.passed, note=data.note.strip(), device=uow.actor.device_name,
        occurred_at=rules.happened_at(data.occurred_at, uow.now()),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()
    return row


async def all_found(uow: UnitOfWork, operation: Operation) -> None:
    """Raises Refused while something that has to be checked is not."""
    required = {UUID(check["id"]): check["label"] for _step, check in checks_of(operation) if check["required"]}
    found = await CheckRepository(uow).newest(operation.id) if required else {}
    rules_checks.all_found([label for check, label in required.items() if check not in found]).or_refuse()


def the_check(operation: Operation, check_id: UUID) -> tuple[int, dict[str, Any]]:
    """The number of the step and the check. Raises NotFound."""
    for step, check in checks_of(operation):
        if check["id"] == str(check_id):
            return step, check
    raise NotFound


def checks_of(operation: Operation) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every check with the number of its step, as they were when the order was made."""
    for number, step in enumerate(operation.steps or (), start=1):
        yield from ((number, check) for check in step.get("checks", ()))


def _limits(asked: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    low, high = asked["low"], asked["high"]
    return None if low is None else Decimal(low), None if high is None else Decimal(high)
