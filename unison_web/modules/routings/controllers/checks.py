"""Checks and pictures of a step."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.kit.web.uploads import uploaded
from unison_web.modules.files.rules import LARGEST
from unison_web.modules.routings.controllers.routings import the_routing
from unison_web.modules.routings.listings import routing_out
from unison_web.modules.routings.models import RoutingStep
from unison_web.modules.routings.repository import CheckRepository, OperationRepository, StepRepository
from unison_web.modules.routings.rules import Routings
from unison_web.modules.routings.schemas import CheckIn, PictureIn, RoutingOut
from unison_web.modules.routings.service import checks as service
from unison_web.modules.routings.service.routings import again

STEP = "/routings/{routing_id:uuid}/operations/{operation_id:uuid}/steps/{step_id:uuid}"
BACK = "/routings/{id}"


class CheckController(Module):
    path = STEP + "/checks"
    tags = ["Routings"]

    @page("/new", permission=Routings.WRITE, template="routings/check.html", about=the_routing)
    async def new(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID]
    ) -> Form:
        await the_step(uow, routing_id, operation_id, step_id)
        return Form(CheckIn, action=f"/routings/{routing_id}/operations/{operation_id}/steps/{step_id}/checks")

    @post("/", permission=Routings.WRITE, form="routings/check.html", about=the_routing, then=BACK)
    async def create(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        data: Body[CheckIn],
    ) -> RoutingOut:  # fmt: skip
        """Add a check to a step; at the end when no position is said."""
        await service.add(uow, await the_step(uow, routing_id, operation_id, step_id), data)
        return routing_out(await again(uow, routing_id))

    @page("/{check_id:uuid}/edit", permission=Routings.WRITE, template="routings/check.html", about=the_routing)
    async def edit(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        check_id: FromPath[UUID],
    ) -> Form:  # fmt: skip
        check = await CheckRepository(uow).record(step_id, check_id)
        action = f"/routings/{routing_id}/operations/{operation_id}/steps/{step_id}/checks/{check_id}/edit"
        return Form(CheckIn, {name: getattr(check, name) for name in CheckIn.__struct_fields__}, action=action)

    @post("/{check_id:uuid}/edit", permission=Routings.WRITE, page=True, form="routings/check.html",
          about=the_routing, then=BACK)  # fmt: skip
    async def save(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        check_id: FromPath[UUID], data: Body[CheckIn],
    ) -> RoutingOut:  # fmt: skip
        return await changed(uow, (routing_id, operation_id, step_id), check_id, data)

    @put("/{check_id:uuid}", permission=Routings.WRITE)
    async def update(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        check_id: FromPath[UUID], data: Body[CheckIn],
    ) -> RoutingOut:  # fmt: skip
        """Replace a check. Orders under way carry a copy and do not move."""
        return await changed(uow, (routing_id, operation_id, step_id), check_id, data)

    @delete("/{check_id:uuid}", permission=Routings.WRITE, status_code=200)
    async def delete(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        check_id: FromPath[UUID],
    ) -> RoutingOut:  # fmt: skip
        """Take a check out."""
        return await without(uow, (routing_id, operation_id, step_id), check_id)

    @post("/{check_id:uuid}/removal", permission=Routings.WRITE, page=True, then=BACK)
    async def remove(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        check_id: FromPath[UUID],
    ) -> RoutingOut:  # fmt: skip
        return await without(uow, (routing_id, operation_id, step_id), check_id)


class PictureController(Module):
    path = STEP + "/pictures"
    tags = ["Routings"]

    @page("/new", permission=Routings.WRITE, template="routings/picture.html", about=the_routing)
    async def new(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID]
    ) -> Form:
        await the_step(uow, routing_id, operation_id, step_id)
        return Form(PictureIn, action=f"/routings/{routing_id}/operations/{operation_id}/steps/{step_id}/pictures")

    @post("/", permission=Routings.WRITE, form="routings/picture.html", about=the_routing, then=BACK,
          flash=_("Picture added"), request_max_body_size=LARGEST + 100_000)  # fmt: skip
    async def create(
        self, request: WebRequest, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID],
        step_id: FromPath[UUID], data: Body[PictureIn],
    ) -> RoutingOut:  # fmt: skip
        """Show a picture beside a step, on the tablet too."""
        step = await the_step(uow, routing_id, operation_id, step_id)
        name, content = await uploaded(request, data.name, data.content)
        await service.add_picture(uow, request.app.state.storage, step, name, content, data.note)
        return routing_out(await again(uow, routing_id))

    @post("/{file_id:uuid}/removal", permission=Routings.WRITE, then=BACK, status_code=200)
    async def remove(
        self, uow: Uow, routing_id: FromPath[UUID], operation_id: FromPath[UUID], step_id: FromPath[UUID],
        file_id: FromPath[UUID],
    ) -> RoutingOut:  # fmt: skip
        """Show a picture there no more. It stays among the documents of the routing."""
        await service.drop_picture(uow, await the_step(uow, routing_id, operation_id, step_id), file_id)
        return routing_out(await again(uow, routing_id))


async def the_step(uow: Uow, routing_id: UUID, operation_id: UUID, step_id: UUID) -> RoutingStep:
    """A step of that operation of that routing; through another's address it is not there."""
    await OperationRepository(uow).record(routing_id, operation_id)
    return await StepRepository(uow).record(operation_id, step_id)


async def changed(uow: Uow, place: tuple[UUID, UUID, UUID], check_id: UUID, data: CheckIn) -> RoutingOut:
    step = await the_step(uow, *place)
    await service.change(uow, step, await CheckRepository(uow).record(step.id, check_id), data)
    return routing_out(await again(uow, place[0]))


async def without(uow: Uow, place: tuple[UUID, UUID, UUID], check_id: UUID) -> RoutingOut:
    step = await the_step(uow, *place)
    await service.remove(uow, step, await CheckRepository(uow).record(step.id, check_id))
    return routing_out(await again(uow, place[0]))
