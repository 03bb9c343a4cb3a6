"""Use cases of work centers and machines."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.handwriting import apart
from unison_web.modules.custom_fields.service import values as custom
from unison_web.modules.machines import rules
from unison_web.modules.machines.events import BY_HAND, MachineStateChanged, Occasion
from unison_web.modules.machines.models import Machine, WorkCenter
from unison_web.modules.machines.repository import MachineRepository, PlaceRepository, WorkCenterRepository
from unison_web.modules.machines.schemas import MachineIn, WorkCenterIn
from unison_web.modules.organizations.models import Plant


async def create_center(uow: UnitOfWork, data: WorkCenterIn) -> WorkCenter:
    plant = await plant_meant(uow, data.plant)
    center = WorkCenter(plant_id=plant.id, code="", name="", currency=plant.currency)
    await _fill_center(uow, center, data)
    uow.session.add(center)
    await uow.session.flush()
    return await WorkCenterRepository(uow).record(center.id)


async def change_center(uow: UnitOfWork, center: WorkCenter, data: WorkCenterIn) -> WorkCenter:
    """Everything but the plant: operations and machines stay where they are."""
    check_version(center.version, data.version)
    await _fill_center(uow, center, data)
    await uow.session.flush()
    return center


async def archive_center(uow: UnitOfWork, center: WorkCenter, *, archived: bool) -> WorkCenter:
    """Offered nowhere any more; operations that happen there stay as they are."""
    if archived:
        rules.may_archive_center(await WorkCenterRepository(uow).machines_in(center.id)).or_refuse()
    center.state = "archived" if archived else "active"
    await uow.session.flush()
    return center


async def create_machine(uow: UnitOfWork, data: MachineIn) -> Machine:
    """A new machine. Nobody has said what it is doing yet."""
    plant = await plant_meant(uow, data.plant)
    machine = Machine(plant_id=plant.id, code="", name="")
    await _fill_machine(uow, machine, data)
    uow.session.add(machine)
    await uow.session.flush()
    return await MachineRepository(uow).record(machine.id)


async def change_machine(uow: UnitOfWork, machine: Machine, data: MachineIn) -> Machine:
    check_version(machine.version, data.version)
    await _fill_machine(uow, machine, data)
    await uow.session.flush()
    return machine


async def archive_machine(uow: UnitOfWork, machine: Machine, *, archived: bool) -> Machine:
    machine.life = "archived" if archived else "active"
    await uow.session.flush()
    return machine


async def set_state(
    uow: UnitOfWork, machine: Machine, state: str, reason: str = "", how: Occasion = BY_HAND
) -> Machine:
    """What the machine does from now on, or did from an earlier moment on: then what is newer stays. Saying the same
    again changes nothing, and tells nobody, unless an order comes with it."""
    rules.known_state(state).or_refuse()
    at, before = how.at or uow.now(), machine.state
    same = before == state and machine.state_reason == reason
    if same and how.operation_id is None:
        return machine
    if not same and (machine.state_since is None or at >= machine.state_since):
        machine.state, machine.state_reason = state, reason
        machine.state_since = at if before != state else machine.state_since
        await uow.session.flush()
    uow.emit(
        MachineStateChanged(
            machine_id=machine.id, plant=machine.plant_id, code=machine.code, before=before, after=state, reason=reason,
            at=at, operation_id=how.operation_id, reason_id=how.reason_id, frees=how.frees, source=how.source,
        )
    )  # fmt: skip
    return machine


async def explain(uow: UnitOfWork, machine: Machine, state: str, reason: str) -> None:
    """The stop that goes on has a reason now. It began when it began."""
    before, machine.state, machine.state_reason = machine.state, state, reason
    await uow.session.flush()
    uow.emit(
        MachineStateChanged(
            machine.id, machine.plant_id, machine.code, before, state, reason, uow.now(), source="explanation"
        )
    )


async def plant_meant(uow: UnitOfWork, code: str) -> Plant:
    plant = await PlaceRepository(uow).meant(code.strip())
    if plant is None:
        words = _("There is no plant with the code {code}").format(code=code) if code else _("Say in which plant")
        raise Refused(plant=words)
    rules.works_there(uow.actor.plant_id, uow.actor.plant_name, plant.id).or_refuse()
    return plant


async def center_meant(uow: UnitOfWork, plant_id: UUID, code: str, field: str = "work_center") -> WorkCenter:
    center = await WorkCenterRepository(uow).by_code(plant_id, code.strip())
    if center is None or center.state == "archived":
        raise Refused(**{field: _("There is no work center with the code {code} in this plant").format(code=code)})
    return center


def check_version(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Outdated(_("Somebody changed this in the meantime. Look again, then repeat your change"))


async def _fill_center(uow: UnitOfWork, center: WorkCenter, data: WorkCenterIn) -> None:
    code = data.code.strip()
    if code != center.code and await WorkCenterRepository(uow).by_code(center.plant_id, code):
        raise Refused.at("code", _("There is already a work center with the code {code}").format(code=code))
    rules.not_negative("cost_rate", data.cost_rate).or_refuse()
    rules.good_week(data.hours_per_week).or_refuse()
    center.code, center.name, center.slots = code, data.name.strip(), data.slots
    center.cost_rate, center.hours_per_week = data.cost_rate, data.hours_per_week
    await custom.apply(uow, "centers", center, data.custom)


async def _fill_machine(uow: UnitOfWork, machine: Machine, data: MachineIn) -> None:
    code = data.code.strip()
    if code != machine.code and await MachineRepository(uow).by_code(code, machine.plant_id):
        raise Refused.at("code", _("There is already a machine with the code {code}").format(code=code))
    rules.not_negative("cost_rate", data.cost_rate).or_refuse()
    center = await center_meant(uow, machine.plant_id, data.work_center)
    machine.code, machine.name, machine.slots = code, data.name.strip(), data.slots
    machine.work_center_id, machine.work_center = center.id, center
    machine.machine_class, machine.location = data.machine_class.strip(), data.location.strip()
    machine.cost_rate, machine.capabilities = data.cost_rate, apart(data.capabilities)
    await custom.apply(uow, "machines", machine, data.custom, state=machine.life or "active")
