"""Label templates: list, editor with a live look, release."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.labels import editing, presenters
from unison_web.modules.labels.addresses import base_of
from unison_web.modules.labels.listings import TEMPLATE_VIEW, TEMPLATES
from unison_web.modules.labels.repository import TemplateRepository
from unison_web.modules.labels.rules import Labels
from unison_web.modules.labels.schemas import DesignIn, PreviewOut, TemplateIn, TemplateOut, TemplateRow
from unison_web.modules.labels.service import templates

AT, RECORD = "/{template_id:uuid}", "/labels/{id}"


async def the_label(request: WebRequest, uow: Uow, template_id: UUID | None = None) -> editing.Editor:
    return await editing.around(request, uow, template_id)


class LabelController(Module):
    path = "/labels"
    tags = ["Labels"]

    @get("/", permission=Labels.READ, template="labels/index.html", listing=TEMPLATE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[TemplateRow]:
        """Labels in their versions."""
        return await TEMPLATES.page(uow, request.query_params)

    @page("/new", permission=Labels.WRITE, template="labels/editor.html", about=the_label)
    async def new(self, request: WebRequest, uow: Uow, noun: FromQuery[str] = "lots") -> Form:
        return Form(TemplateIn, editing.begun(noun), context=await editing.around(request, uow, None))

    @post("/", permission=Labels.WRITE, form="labels/editor.html", about=the_label, then=RECORD,
          flash=_("{name} is a draft"))  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[TemplateIn]) -> TemplateOut:
        """Add a label. It begins as a draft, which is not printed yet."""
        row = await templates.create(uow, data)
        return await presenters.template_out(uow, await TemplateRepository(uow).whole(row.id), base_of(request))

    @post(
        "/preview", permission=Labels.READ, form="labels/preview.html", template="labels/preview.html", status_code=200
    )
    async def preview(self, request: WebRequest, uow: Uow, data: Body[DesignIn]) -> PreviewOut:
        """How a label would be printed. Nothing is kept."""
        return await templates.preview(uow, data, base_of(request))

    @get(AT, permission=Labels.READ, template="labels/show.html")
    async def show(
        self, request: WebRequest, uow: Uow, template_id: FromPath[UUID], sample: FromQuery[str] = ""
    ) -> TemplateOut:
        """One version of a label, drawn with made-up values or with a record."""
        row = await TemplateRepository(uow).whole(template_id)
        return await presenters.template_out(uow, row, base_of(request), sample[:80])

    @page(AT + "/edit", permission=Labels.WRITE, template="labels/editor.html", about=the_label)
    async def edit(self, request: WebRequest, uow: Uow, template_id: FromPath[UUID]) -> Form:
        row = await TemplateRepository(uow).by_id(template_id)
        context = await editing.around(request, uow, template_id)
        return Form(TemplateIn, editing.as_typed(row), context=context, action=f"/labels/{row.id}/edit")

    @post(AT + "/edit", permission=Labels.WRITE, page=True, form="labels/editor.html", about=the_label, then=RECORD)
    async def save(
        self, request: WebRequest, uow: Uow, template_id: FromPath[UUID], data: Body[TemplateIn]
    ) -> TemplateOut:
        return await changed(request, uow, template_id, data)

    @put(AT, permission=Labels.WRITE)
    async def update(
        self, request: WebRequest, uow: Uow, template_id: FromPath[UUID], data: Body[TemplateIn]
    ) -> TemplateOut:
        """Change a draft. What was released stays as it is."""
        return await changed(request, uow, template_id, data)

    @post(AT + "/release", permission=Labels.WRITE, then=RECORD, status_code=200, flash=_("{name} is printed now"))
    async def release(self, request: WebRequest, uow: Uow, template_id: FromPath[UUID]) -> TemplateOut:
        """Print this version from now on. The one before is replaced."""
        row = await TemplateRepository(uow).whole(template_id, lock=True)
        await templates.release(uow, row, base_of(request))
        return await reread(request, uow, template_id)

    @post(AT + "/revision", permission=Labels.WRITE, then=RECORD, flash=_("Version {revision} is a draft"))
    async def revise(self, request: WebRequest, uow: Uow, template_id: FromPath[UUID]) -> TemplateOut:
        """Begin the next version as a copy of this one."""
        new = await templates.revise(uow, await TemplateRepository(uow).by_id(template_id))
        return await reread(request, uow, new.id)


async def changed(request: WebRequest, uow: Uow, template_id: UUID, data: TemplateIn) -> TemplateOut:
    await templates.change(uow, await TemplateRepository(uow).by_id(template_id), data)
    return await reread(request, uow, template_id)


async def reread(request: WebRequest, uow: Uow, template_id: UUID) -> TemplateOut:
    uow.session.expire_all()
    return await presenters.template_out(uow, await TemplateRepository(uow).whole(template_id), base_of(request))
