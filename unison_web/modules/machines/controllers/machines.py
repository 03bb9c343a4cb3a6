"""Machines: list, record, create, change, and what they are doing."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines import service
from unison_web.modules.machines.listings import MACHINE_VIEW, MACHINES, machine_out
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.machines.rules import Machines
from unison_web.modules.machines.schemas import ArchiveIn, MachineIn, MachineOut, MachineStateIn


class MachineController(Module):
    path = "/machines"
    tags = ["Machines"]

    @get("/", permission=Machines.READ, template="machines/index.html", listing=MACHINE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MachineOut]:
        """Machines of the plant and what they are doing; filters `state`, `work_center`, `life`."""
        return await MACHINES.page(uow, request.query_params)

    @page("/new", permission=Machines.WRITE, template="machines/form.html")
    async def new(self) -> Form:
        return Form(MachineIn, action="/machines")

    @post("/", permission=Machines.WRITE, form="machines/form.html", then="/machines/{id}", flash=_("Machine created"))
    async def create(self, uow: Uow, data: Body[MachineIn]) -> MachineOut:
        """Create a machine."""
        return machine_out(await service.create_machine(uow, data))

    @get("/{machine_id:uuid}", permission=Machines.READ, template="machines/show.html")
    async def show(self, uow: Uow, machine_id: FromPath[UUID]) -> MachineOut:
        """One machine."""
        return machine_out(await MachineRepository(uow).record(machine_id))

    @page("/{machine_id:uuid}/edit", permission=Machines.WRITE, template="machines/form.html")
    async def edit(self, uow: Uow, machine_id: FromPath[UUID]) -> Form:
        machine = await MachineRepository(uow).record(machine_id)
        known = {"work_center": machine.work_center.code, "plant": machine.plant.code}
        said = {name: getattr(machine, name) for name in MachineIn.__struct_fields__ if name not in known}
        return Form(MachineIn, {**said, **known}, action=f"/machines/{machine_id}/edit")

    @post(
        "/{machine_id:uuid}/edit",
        permission=Machines.WRITE,
        page=True,
        form="machines/form.html",
        then="/machines/{id}",
    )
    async def save(self, uow: Uow, machine_id: FromPath[UUID], data: Body[MachineIn]) -> MachineOut:
        return await replaced(uow, machine_id, data)

    @put("/{machine_id:uuid}", permission=Machines.WRITE)
    async def update(self, uow: Uow, machine_id: FromPath[UUID], data: Body[MachineIn]) -> MachineOut:
        """Replace what can be said about a machine; it stays in its plant."""
        return await replaced(uow, machine_id, data)

    @post("/{machine_id:uuid}/archive", permission=Machines.WRITE, then="/machines/{id}", status_code=200)
    async def archive(self, uow: Uow, machine_id: FromPath[UUID], data: Body[ArchiveIn]) -> MachineOut:
        """Take a machine out of service, or back."""
        machine = await MachineRepository(uow).record(machine_id)
        return machine_out(await service.archive_machine(uow, machine, archived=data.archived))


class MachineStateController(Module):
    path = "/machines/{machine_id:uuid}/state"
    tags = ["Machines"]

    @post("/", permission=Machines.SET_STATE, then="/machines/{id}", status_code=200)
    async def create(self, uow: Uow, machine_id: FromPath[UUID], data: Body[MachineStateIn]) -> MachineOut:
        """Say what a machine is doing now."""
        machine = await MachineRepository(uow).record(machine_id)
        return machine_out(await service.set_state(uow, machine, data.state, data.reason.strip()))


async def replaced(uow: Uow, machine_id: UUID, data: MachineIn) -> MachineOut:
    machine = await MachineRepository(uow).record(machine_id)
    return machine_out(await service.change_machine(uow, machine, data))
