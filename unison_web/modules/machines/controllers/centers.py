"""Work centers."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines import service
from unison_web.modules.machines.listings import CENTER_VIEW, CENTERS, center_out
from unison_web.modules.machines.repository import WorkCenterRepository
from unison_web.modules.machines.rules import Machines
from unison_web.modules.machines.schemas import ArchiveIn, OptionOut, OptionsOut, WorkCenterIn, WorkCenterOut


class WorkCenterController(Module):
    path = "/work-centers"
    tags = ["Machines"]

    @get("/", permission=Machines.READ, template="machines/centers.html", listing=CENTER_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[WorkCenterOut]:
        """Places where operations of one kind happen, with what an hour costs."""
        return await CENTERS.page(uow, request.query_params)

    @get("/options", permission=Machines.READ, template="machines/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few work centers that fit the words, for a combobox."""
        found = await WorkCenterRepository(uow).offered(q[:200])
        return OptionsOut(items=[OptionOut(id=c.id, code=c.code, name=c.name, note=c.plant.name) for c in found])

    @page("/new", permission=Machines.WRITE, template="machines/center_form.html")
    async def new(self) -> Form:
        return Form(WorkCenterIn, action="/work-centers")

    @post("/", permission=Machines.WRITE, form="machines/center_form.html", then="/work-centers/{id}")
    async def create(self, uow: Uow, data: Body[WorkCenterIn]) -> WorkCenterOut:
        """Create a work center."""
        return center_out(await service.create_center(uow, data), machines=True)

    @get("/{center_id:uuid}", permission=Machines.READ, template="machines/center.html")
    async def show(self, uow: Uow, center_id: FromPath[UUID]) -> WorkCenterOut:
        """One work center with its machines."""
        return center_out(await WorkCenterRepository(uow).record(center_id), machines=True)

    @page("/{center_id:uuid}/edit", permission=Machines.WRITE, template="machines/center_form.html")
    async def edit(self, uow: Uow, center_id: FromPath[UUID]) -> Form:
        center = await WorkCenterRepository(uow).record(center_id)
        said = {name: getattr(center, name) for name in WorkCenterIn.__struct_fields__ if name != "plant"}
        return Form(WorkCenterIn, {**said, "plant": center.plant.code}, action=f"/work-centers/{center_id}/edit")

    @post(
        "/{center_id:uuid}/edit",
        permission=Machines.WRITE,
        page=True,
        form="machines/center_form.html",
        then="/work-centers/{id}",
    )
    async def save(self, uow: Uow, center_id: FromPath[UUID], data: Body[WorkCenterIn]) -> WorkCenterOut:
        return await replaced(uow, center_id, data)

    @put("/{center_id:uuid}", permission=Machines.WRITE)
    async def update(self, uow: Uow, center_id: FromPath[UUID], data: Body[WorkCenterIn]) -> WorkCenterOut:
        """Replace what can be said about a work center; it stays in its plant."""
        return await replaced(uow, center_id, data)

    @post("/{center_id:uuid}/archive", permission=Machines.WRITE, then="/work-centers/{id}", status_code=200)
    async def archive(self, uow: Uow, center_id: FromPath[UUID], data: Body[ArchiveIn]) -> WorkCenterOut:
        """Stop offering a work center, or offer it again. Not while machines stand there."""
        center = await WorkCenterRepository(uow).record(center_id)
        return center_out(await service.archive_center(uow, center, archived=data.archived), machines=True)


async def replaced(uow: Uow, center_id: UUID, data: WorkCenterIn) -> WorkCenterOut:
    center = await WorkCenterRepository(uow).record(center_id)
    return center_out(await service.change_center(uow, center, data), machines=True)
