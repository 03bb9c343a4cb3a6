"""A field becomes another kind."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery
from msgspec import convert

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.custom_fields.controllers.definitions import the_field
from unison_web.modules.custom_fields.repository import DefinitionRepository
from unison_web.modules.custom_fields.rules import TYPES_AFTER, CustomFields
from unison_web.modules.custom_fields.schemas import ChangeOut, TypeIn
from unison_web.modules.custom_fields.service import conversion


class CustomFieldTypeController(Module):
    path = "/custom-fields/{field_id:uuid}/type"
    tags = ["Custom fields"]

    @get("/", permission=CustomFields.WRITE, template="custom_fields/type.html", about=the_field)
    async def show(
        self, uow: Uow, field_id: FromPath[UUID], wanted: FromQuery[str] = "", choices: FromQuery[str] = ""
    ) -> ChangeOut:
        """What another kind would do to the values: how many stay, and which would be lost, and why."""
        row = await DefinitionRepository(uow).by_id(field_id)
        if wanted not in TYPES_AFTER[row.type]:
            return ChangeOut(row.id, row.label, row.type, "", 0, 0, [], next_types=list(TYPES_AFTER[row.type]))
        return await conversion.preview(uow, row, convert({"type": wanted, "choices": [choices]}, TypeIn))

    @post(
        "/",
        permission=CustomFields.WRITE,
        form="custom_fields/type.html",
        about=the_field,
        then="/custom-fields/{id}",
        flash=_("Field {label} changed"),
        status_code=200,
    )
    async def create(self, request: WebRequest, uow: Uow, field_id: FromPath[UUID], data: Body[TypeIn]) -> ChangeOut:
        """Change the kind. `sure` is the number of values the preview said would be lost; 409 if it is another now."""
        row = await DefinitionRepository(uow).by_id(field_id)
        done = await conversion.convert(uow, row, data)
        request.app.state.principals.forget()
        return done
