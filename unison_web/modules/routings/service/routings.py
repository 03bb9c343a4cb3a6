"""Writing, releasing and retiring routings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.machines.service import plant_meant
from unison_web.modules.materials import rules as material_rules
from unison_web.modules.materials.service.materials import material_meant
from unison_web.modules.routings import rules
from unison_web.modules.routings.models import Routing, RoutingCheck, RoutingOperation, RoutingStep
from unison_web.modules.routings.repository import RoutingRepository
from unison_web.modules.routings.schemas import RoutingHeadIn, RoutingIn

OPERATION_COLUMNS = (
    "sequence", "work_center_id", "name", "setup_minutes", "run_minutes", "labour_minutes",
    "lot_size", "usual_quantity", "teardown_minutes", "queue_minutes", "move_minutes", "transfer_quantity",
    "alternates", "tools", "skills", "capabilities",
)  # fmt: skip
STEP_COLUMNS = ("position", "text", "specs", "tools", "materials", "illustrations", "blueprints", "pictures")
CHECK_COLUMNS = ("position", "label", "kind", "unit", "low", "high", "choices", "required")


async def create(uow: UnitOfWork, data: RoutingIn) -> Routing:
    """A draft, in the plant where the actor works."""
    material = await material_meant(uow, data.material)
    material_rules.may_enter_new_lines(material.number, material.state, "material").or_refuse()
    plant = await plant_meant(uow, data.plant)
    routing = Routing(
        plant_id=plant.id, material_id=material.id, revision="", source=data.source.strip(), state="draft"
    )
    await _name(uow, routing, data.revision)
    await custom.apply(uow, "routings", routing, data.custom)
    uow.session.add(routing)
    await uow.session.flush()
    return await again(uow, routing.id)


async def change(uow: UnitOfWork, routing: Routing, data: RoutingHeadIn) -> Routing:
    check_version(routing.version, data.version)
    rules.may_change(routing.state).or_refuse()
    await _name(uow, routing, data.revision)
    routing.source, routing.derived = data.source.strip(), data.derived
    await custom.apply(uow, "routings", routing, data.custom)
    await uow.session.flush()
    return await again(uow, routing.id)


async def release(uow: UnitOfWork, routing: Routing) -> Routing:
    """From now on orders take this one; the one before is superseded."""
    rules.may_release(routing.state, len(routing.operations)).or_refuse()
    await custom.ready(uow, "routings", routing, "released")
    for other in await RoutingRepository(uow).released_beside(routing):
        other.state = "superseded"
    await uow.session.flush()  # the index on released routings looks at each statement
    routing.state = "released"
    await uow.session.flush()
    return await again(uow, routing.id)


async def retire(uow: UnitOfWork, routing: Routing) -> Routing:
    rules.may_retire(routing.state).or_refuse()
    routing.state = "obsolete"
    await uow.session.flush()
    return await again(uow, routing.id)


async def copy(uow: UnitOfWork, routing: Routing, revision: str) -> Routing:
    """A draft with the same operations and steps."""
    new = Routing(
        plant_id=routing.plant_id, material_id=routing.material_id, revision="", derived=routing.derived,
        source=routing.source, custom=dict(routing.custom), state="draft",
    )  # fmt: skip
    await _name(uow, new, revision)
    uow.session.add(new)
    await uow.session.flush()
    for operation in routing.operations:
        await _copy_operation(uow, new, operation)
    await uow.session.flush()
    return await again(uow, new.id)


async def _copy_operation(uow: UnitOfWork, new: Routing, operation: RoutingOperation) -> None:
    twin = RoutingOperation(routing_id=new.id, **_columns(operation, OPERATION_COLUMNS))
    uow.session.add(twin)
    await uow.session.flush()  # steps refer to it
    steps = [(step, RoutingStep(operation_id=twin.id, **_columns(step, STEP_COLUMNS))) for step in operation.steps]
    uow.session.add_all(copied for _step, copied in steps)
    await uow.session.flush()  # checks refer to them
    uow.session.add_all(
        RoutingCheck(step_id=copied.id, **_columns(check, CHECK_COLUMNS))
        for step, copied in steps
        for check in step.checks
    )


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


async def again(uow: UnitOfWork, routing_id: UUID) -> Routing:
    """As it is now, with everything its page shows."""
    uow.session.expire_all()
    return await RoutingRepository(uow).record(routing_id)


def check_version(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))


async def _name(uow: UnitOfWork, routing: Routing, revision: str) -> None:
    revision = revision.strip()
    known = RoutingRepository(uow).revision
    if revision != routing.revision and await known(routing.plant_id, routing.material_id, revision):
        raise Refused(revision=_("There is already a revision {revision} of this routing").format(revision=revision))
    routing.revision = revision
