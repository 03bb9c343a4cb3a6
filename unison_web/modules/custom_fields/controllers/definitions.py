"""Definitions: list, record, create, change, put away."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.custom import nouns
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.custom_fields.listings import FIELDS, VIEW
from unison_web.modules.custom_fields.presenters import field_out
from unison_web.modules.custom_fields.repository import DefinitionRepository, how_many
from unison_web.modules.custom_fields.rules import CustomFields
from unison_web.modules.custom_fields.schemas import ArchiveFieldIn, AspectsIn, FieldIn, FieldOut
from unison_web.modules.custom_fields.service import definitions as service

ABOUT = "/custom-fields/{id}"


async def the_field(request: WebRequest, uow: Uow, field_id: UUID) -> Record:
    row = await DefinitionRepository(uow).by_id(field_id)
    return Record(row.label, f"/custom-fields/{field_id}")


class CustomFieldController(Module):
    path = "/custom-fields"
    tags = ["Custom fields"]

    @get("/", permission=CustomFields.READ, template="custom_fields/index.html", listing=VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[FieldOut]:
        """The company's own fields, of all kinds of records."""
        return await FIELDS.page(uow, request.query_params)

    @page("/new", permission=CustomFields.WRITE, template="custom_fields/new.html")
    async def new(self, noun: FromQuery[str] = "") -> Form:
        return Form(FieldIn, {"noun": noun} if nouns.noun(noun) else None)

    @post("/", permission=CustomFields.WRITE, form="custom_fields/new.html", then=ABOUT, flash=_("Field {label} added"))
    async def create(self, request: WebRequest, uow: Uow, data: Body[FieldIn]) -> FieldOut:
        """Add a field to all records of a kind. Forms, lists, filters, files and programs know it at once."""
        return told(request, field_out(await service.create(uow, data)))

    @get("/{field_id:uuid}", permission=CustomFields.READ, template="custom_fields/show.html")
    async def show(self, uow: Uow, field_id: FromPath[UUID]) -> FieldOut:
        """One definition, how many records say something in it, and what relies on it."""
        row = await DefinitionRepository(uow).by_id(field_id)
        return field_out(row, records=await how_many(uow, row), uses=await service.uses(uow, row))

    @page("/{field_id:uuid}/edit", permission=CustomFields.WRITE, template="custom_fields/edit.html", about=the_field)
    async def edit(self, uow: Uow, field_id: FromPath[UUID]) -> Form:
        row = await DefinitionRepository(uow).by_id(field_id)
        said = {name: getattr(row, name) for name in AspectsIn.__struct_fields__}
        return Form(AspectsIn, {**said, "choices": "\n".join(row.choices)}, context=row.type)

    @post(
        "/{field_id:uuid}/edit",
        permission=CustomFields.WRITE,
        page=True,
        form="custom_fields/edit.html",
        about=the_field,
        then=ABOUT,
        flash=_("Field {label} changed"),
    )
    async def save(self, request: WebRequest, uow: Uow, field_id: FromPath[UUID], data: Body[AspectsIn]) -> FieldOut:
        return await changed(request, uow, field_id, data)

    @put("/{field_id:uuid}", permission=CustomFields.WRITE)
    async def update(self, request: WebRequest, uow: Uow, field_id: FromPath[UUID], data: Body[AspectsIn]) -> FieldOut:
        """Everything but what it belongs to, its key and its kind."""
        return await changed(request, uow, field_id, data)

    @post("/{field_id:uuid}/archive", permission=CustomFields.WRITE, then=ABOUT, status_code=200)
    async def archive(
        self, request: WebRequest, uow: Uow, field_id: FromPath[UUID], data: Body[ArchiveFieldIn]
    ) -> FieldOut:
        """Ask for a field no more, or again. Its values stay. Refused while something relies on it."""
        row = await DefinitionRepository(uow).by_id(field_id)
        return told(request, field_out(await service.archive(uow, row, archived=data.archived)))


async def changed(request: WebRequest, uow: Uow, field_id: UUID, data: AspectsIn) -> FieldOut:
    row = await DefinitionRepository(uow).by_id(field_id)
    return told(request, field_out(await service.change(uow, row, data)))


def told(request: WebRequest, answer: FieldOut) -> FieldOut:
    """This process knows it at once; others within the five seconds that persons are remembered."""
    request.app.state.principals.forget()
    return answer
