"""Operations and steps of a routing."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.uow import Uow
from unison_web.modules.routings.controllers.routings import the_routing
from unison_web.modules.routings.listings import operation_out, routing_out
from unison_web.modules.routings.repository import OperationRepository, RoutingRepository, StepRepository
from unison_web.modules.routings.rules import Routings
from unison_web.modules.routings.schemas import OperationIn, OperationOut, RoutingOut, StepForm, StepIn
from unison_web.modules.routings.service import operations as service
from unison_web.modules.routings.service.routings import again


class OperationController(Module):
    path = "/routings/{routing_id:uuid}/operations"
    tags = ["Routings"]

    @page("/new", permission=Routings.WRITE, template="routings/operation.html", about=the_routing)
    async def new(self, uow: Uow, routing_id: FromPath[UUID]) -> Form:
        last = max(await OperationRepository(uow).sequences(routing_id), default=0)
        return Form(OperationIn, {"sequence": last + 10}, action=f"/routings/{routing_id}/operations")

    @post("/", permission=Routings.WRITE, form="routings/operation.html", about=the_routing, then="/routings/{id}")
    async def create(self, uow: Uow, routing_id: FromPath[UUID], data: Body[OperationIn]) -> RoutingOut:
        """Add an operation."""
        await service.add_operation(uow, await RoutingRepository(uow).record(routing_id), data)
        return routing_out(await again(uow, routing_id))

    @get("/{operation_id:uuid}", permission=Routings.READ)
    async def show(self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID]) -> OperationOut:
        """One operation with its steps."""
        return operation_out(await OperationRepository(uow).record(routing_id, operation_id))

    @page("/{operation_id:uuid}/edit", permission=Routings.WRITE, template="routings/operation.html", about=the_routing)
    async def edit(self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID]) -> Form:
        operation = await OperationRepository(uow).record(routing_id, operation_id)
        said = {name: getattr(operation, name) for name in OperationIn.__struct_fields__}
        action = f"/routings/{routing_id}/operations/{operation_id}/edit"
        return Form(OperationIn, {**said, "work_center": operation.work_center.code}, action=action)

    @post(
        "/{operation_id:uuid}/edit",
        permission=Routings.WRITE,
        page=True,
        form="routings/operation.html",
        about=the_routing,
        then="/routings/{id}",
    )
    async def save(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], data: Body[OperationIn]
    ) -> RoutingOut:
        return await changed(uow, routing_id, operation_id, data)

    @put("/{operation_id:uuid}", permission=Routings.WRITE)
    async def update(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], data: Body[OperationIn]
    ) -> RoutingOut:
        """Replace an operation. Orders under way carry a copy and do not move."""
        return await changed(uow, routing_id, operation_id, data)

    @delete("/{operation_id:uuid}", permission=Routings.WRITE, status_code=200)
    async def delete(self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID]) -> RoutingOut:
        """Take an operation and its steps out."""
        return await without_operation(uow, routing_id, operation_id)

    @post("/{operation_id:uuid}/removal", permission=Routings.WRITE, page=True, then="/routings/{id}")
    async def remove(self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID]) -> RoutingOut:
        return await without_operation(uow, routing_id, operation_id)


class StepController(Module):
    path = "/routings/{routing_id:uuid}/operations/{operation_id:uuid}/steps"
    tags = ["Routings"]

    @post("/", permission=Routings.WRITE)
    async def create(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], data: Body[StepIn]
    ) -> RoutingOut:
        """Add a step; at the end when no position is said."""
        return await with_step(uow, routing_id, operation_id, data)

    @page("/new", permission=Routings.WRITE, template="routings/step.html", about=the_routing)
    async def new(self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID]) -> Form:
        await OperationRepository(uow).record(routing_id, operation_id)
        return Form(StepForm, action=f"/routings/{routing_id}/operations/{operation_id}/steps/new")

    @post(
        "/new",
        permission=Routings.WRITE,
        page=True,
        form="routings/step.html",
        about=the_routing,
        then="/routings/{id}",
    )
    async def typed(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], data: Body[StepForm]
    ) -> RoutingOut:
        return await with_step(uow, routing_id, operation_id, service.typed(data))

    @page("/{step_id:uuid}/edit", permission=Routings.WRITE, template="routings/step.html", about=the_routing)
    async def edit(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID]
    ) -> Form:
        step = await StepRepository(uow).record(operation_id, step_id)
        said = {name: ", ".join(getattr(step, name)) for name in service.NAMES}
        action = f"/routings/{routing_id}/operations/{operation_id}/steps/{step_id}/edit"
        return Form(
            StepForm, {**said, "text": step.text, "position": step.position, "version": step.version}, action=action
        )

    @post(
        "/{step_id:uuid}/edit",
        permission=Routings.WRITE,
        page=True,
        form="routings/step.html",
        about=the_routing,
        then="/routings/{id}",
    )
    async def save(
        self,
        uow: Uow,
        routing_id: FromPath[UUID],
        operation_id: FromPath[UUID],
        step_id: FromPath[UUID],
        data: Body[StepForm],
    ) -> RoutingOut:
        return await changed_step(uow, (routing_id, operation_id, step_id), service.typed(data))

    @put("/{step_id:uuid}", permission=Routings.WRITE)
    async def update(
        self,
        uow: Uow,
        routing_id: FromPath[UUID],
        operation_id: FromPath[UUID],
        step_id: FromPath[UUID],
        data: Body[StepIn],
    ) -> RoutingOut:
        """Replace a step."""
        return await changed_step(uow, (routing_id, operation_id, step_id), data)

    @delete("/{step_id:uuid}", permission=Routings.WRITE, status_code=200)
    async def delete(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID]
    ) -> RoutingOut:
        """Take a step out."""
        return await without_step(uow, (routing_id, operation_id, step_id))

    @post("/{step_id:uuid}/removal", permission=Routings.WRITE, page=True, then="/routings/{id}")
    async def remove(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID]
    ) -> RoutingOut:
        return await without_step(uow, (routing_id, operation_id, step_id))


Place = tuple[UUID, UUID, UUID]


async def changed(uow: Uow, routing_id: UUID, operation_id: UUID, data: OperationIn) -> RoutingOut:
    await service.change_operation(uow, await OperationRepository(uow).record(routing_id, operation_id), data)
    return routing_out(await again(uow, routing_id))


async def without_operation(uow: Uow, routing_id: UUID, operation_id: UUID) -> RoutingOut:
    operations = OperationRepository(uow)
    count = len(await operations.sequences(routing_id))
    await service.remove_operation(uow, await operations.record(routing_id, operation_id), count)
    return routing_out(await again(uow, routing_id))


async def with_step(uow: Uow, routing_id: UUID, operation_id: UUID, data: StepIn) -> RoutingOut:
    await service.add_step(uow, await OperationRepository(uow).record(routing_id, operation_id), data)
    return routing_out(await again(uow, routing_id))


async def changed_step(uow: Uow, place: Place, data: StepIn) -> RoutingOut:
    routing_id, operation_id, step_id = place
    operation = await OperationRepository(uow).record(routing_id, operation_id)
    others = [step.position for step in operation.steps if step.id != step_id]
    await service.change_step(uow, await StepRepository(uow).record(operation_id, step_id), data, others)
    return routing_out(await again(uow, routing_id))


async def without_step(uow: Uow, place: Place) -> RoutingOut:
    routing_id, operation_id, step_id = place
    await OperationRepository(uow).record(routing_id, operation_id)
    await service.remove_step(uow, await StepRepository(uow).record(operation_id, step_id))
    return routing_out(await again(uow, routing_id))
