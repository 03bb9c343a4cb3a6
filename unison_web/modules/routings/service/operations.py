"""Operations and the steps people read at the machine."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.state import all_of
from unison_web.kit.web.handwriting import apart
from unison_web.modules.machines.service import center_meant
from unison_web.modules.routings import rules
from unison_web.modules.routings.models import Routing, RoutingOperation, RoutingStep
from unison_web.modules.routings.repository import OperationRepository, StepRepository
from unison_web.modules.routings.schemas import OperationIn, StepForm, StepIn
from unison_web.modules.routings.service.routings import check_version
from unison_web.modules.skills import service as skills

MINUTES = (
    "setup_minutes", "run_minutes", "labour_minutes", "teardown_minutes", "queue_minutes", "move_minutes",
)  # fmt: skip
NAMES = ("specs", "tools", "materials", "illustrations", "blueprints")


async def add_operation(uow: UnitOfWork, routing: Routing, data: OperationIn) -> RoutingOperation:
    rules.may_change(routing.state).or_refuse()
    operation = RoutingOperation(routing_id=routing.id, sequence=0, name="")
    await _fill_operation(uow, routing, operation, data)
    uow.session.add(operation)
    await uow.session.flush()
    return operation


async def change_operation(uow: UnitOfWork, operation: RoutingOperation, data: OperationIn) -> RoutingOperation:
    """Orders that are under way carry a copy and do not move."""
    check_version(operation.version, data.version)
    rules.may_change(operation.routing.state).or_refuse()
    await _fill_operation(uow, operation.routing, operation, data)
    await uow.session.flush()
    return operation


async def remove_operation(uow: UnitOfWork, operation: RoutingOperation, count: int) -> None:
    rules.may_change(operation.routing.state).or_refuse()
    rules.may_remove_operation(operation.routing.state, count).or_refuse()
    await uow.session.delete(operation)
    await uow.session.flush()


async def add_step(uow: UnitOfWork, operation: RoutingOperation, data: StepIn) -> RoutingStep:
    rules.may_change(operation.routing.state).or_refuse()
    position = data.position or await StepRepository(uow).last_position(operation.id) + 1
    rules.free_position(position, [step.position for step in operation.steps]).or_refuse()
    step = RoutingStep(operation_id=operation.id, position=position, text="")
    _fill_step(step, data)
    uow.session.add(step)
    await uow.session.flush()
    return step


async def change_step(uow: UnitOfWork, step: RoutingStep, data: StepIn, others: list[int]) -> RoutingStep:
    check_version(step.version, data.version)
    rules.may_change(step.operation.routing.state).or_refuse()
    if data.position and data.position != step.position:
        rules.free_position(data.position, others).or_refuse()
        step.position = data.position
    _fill_step(step, data)
    await uow.session.flush()
    return step


async def remove_step(uow: UnitOfWork, step: RoutingStep) -> None:
    rules.may_change(step.operation.routing.state).or_refuse()
    await uow.session.delete(step)
    await uow.session.flush()


def typed(form: StepForm) -> StepIn:
    """Names with commas between them, as a list each."""
    lists = {name: [part.strip() for part in getattr(form, name).split(",") if part.strip()] for name in NAMES}
    return StepIn(text=form.text, position=form.position, version=form.version, **lists)


async def _fill_operation(uow: UnitOfWork, routing: Routing, operation: RoutingOperation, data: OperationIn) -> None:
    all_of([rules.not_negative(name, getattr(data, name)) for name in MINUTES]).or_refuse()
    if data.sequence != operation.sequence:
        rules.free_sequence(data.sequence, await OperationRepository(uow).sequences(routing.id)).or_refuse()
    center = await center_meant(uow, routing.plant_id, data.work_center)
    operation.sequence, operation.name = data.sequence, data.name.strip() or center.name
    operation.work_center_id, operation.work_center = center.id, center
    for name in MINUTES:
        setattr(operation, name, getattr(data, name))
    operation.lot_size = data.lot_size
    operation.usual_quantity = data.usual_quantity or rules.usual_quantity(data.run_minutes, data.lot_size)
    operation.transfer_quantity, operation.tools = data.transfer_quantity, apart(data.tools)
    others = [await center_meant(uow, routing.plant_id, code, "alternates") for code in apart(data.alternates)]
    operation.alternates = [other.code for other in others if other.id != center.id]
    operation.skills = await skills.known(uow, apart(data.skills))
    operation.capabilities = apart(data.capabilities)


def _fill_step(step: RoutingStep, data: StepIn) -> None:
    step.text = data.text.strip()
    for name in NAMES:
        setattr(step, name, [text.strip() for text in getattr(data, name) if text.strip()])
