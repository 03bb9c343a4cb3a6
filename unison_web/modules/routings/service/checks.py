"""What steps ask to be checked, and the pictures beside them."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.storage import Storage
from unison_web.kit.web.handwriting import apart
from unison_web.modules.files import rules as file_rules
from unison_web.modules.files import service as files
from unison_web.modules.routings import rules, rules_checks
from unison_web.modules.routings.models import RoutingCheck, RoutingStep
from unison_web.modules.routings.schemas import CheckIn
from unison_web.modules.routings.service.routings import check_version

MOST_PICTURES = 6


async def add(uow: UnitOfWork, step: RoutingStep, data: CheckIn) -> RoutingCheck:
    """At the end, when no position is said."""
    rules.may_change(step.operation.routing.state).or_refuse()
    check = RoutingCheck(step_id=step.id, position=0, label="")
    _fill(check, data, step.checks)
    uow.session.add(check)
    await uow.session.flush()
    return check


async def change(uow: UnitOfWork, step: RoutingStep, check: RoutingCheck, data: CheckIn) -> RoutingCheck:
    check_version(check.version, data.version)
    rules.may_change(step.operation.routing.state).or_refuse()
    _fill(check, data, [other for other in step.checks if other.id != check.id])
    await uow.session.flush()
    return check


async def remove(uow: UnitOfWork, step: RoutingStep, check: RoutingCheck) -> None:
    rules.may_change(step.operation.routing.state).or_refuse()
    await uow.session.delete(check)
    await uow.session.flush()


def _fill(check: RoutingCheck, data: CheckIn, others: list[RoutingCheck]) -> None:
    choices = apart(data.choices)
    rules_checks.well_formed(data.kind, data.low, data.high, choices).or_refuse()
    taken = [other.position for other in others]
    position = data.position or check.position or max(taken, default=0) + 1
    rules.free_position(position, taken).or_refuse()
    check.position, check.label, check.kind = position, data.label.strip(), data.kind
    check.unit = data.unit.strip() if data.kind == "number" else ""
    check.low, check.high, check.required = data.low, data.high, data.required
    check.choices = choices if data.kind == "choice" else []


async def add_picture(
    uow: UnitOfWork, storage: Storage, step: RoutingStep, name: str, content: bytes, note: str
) -> None:
    """Kept with the routing, which outlives its steps: an order that was made shows it for good."""
    rules.may_change(step.operation.routing.state).or_refuse()
    if not file_rules.media_type(content).startswith("image/"):
        raise Refused(file=_("Choose a picture (PNG, JPEG, WebP or GIF)"))
    if len(step.pictures) >= MOST_PICTURES:
        raise Refused(file=_("A step has at most {n} pictures").format(n=MOST_PICTURES))
    file = await files.keep(uow, storage, "routings", step.operation.routing_id, name, content, note)
    step.pictures = [*step.pictures, str(file.id)]
    await uow.session.flush()


async def drop_picture(uow: UnitOfWork, step: RoutingStep, file_id: UUID) -> None:
    """The step does not show it any more; the routing still has it among its documents."""
    rules.may_change(step.operation.routing.state).or_refuse()
    if str(file_id) not in step.pictures:
        raise Refused(_("This picture is not shown here"), code="not-here")
    step.pictures = [shown for shown in step.pictures if shown != str(file_id)]
    await uow.session.flush()
