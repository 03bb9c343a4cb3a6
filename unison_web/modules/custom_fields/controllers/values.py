"""The values of one record, whatever kind of record it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.custom import nouns
from unison_web.kit.custom.nouns import Noun
from unison_web.kit.errors import Forbidden, NotFound
from unison_web.kit.web.module import Body, Module, get, put
from unison_web.kit.web.uow import Uow
from unison_web.modules.custom_fields.presenters import values_out
from unison_web.modules.custom_fields.repository import DefinitionRepository, record_of
from unison_web.modules.custom_fields.rules import CustomFields
from unison_web.modules.custom_fields.schemas import ValuesIn, ValuesOut
from unison_web.modules.custom_fields.service import values as service


class CustomValueController(Module):
    path = "/custom-fields/values/{kind:str}/{record_id:uuid}"
    tags = ["Custom fields"]

    @get("/", permission=CustomFields.READ)
    async def show(self, uow: Uow, kind: FromPath[str], record_id: FromPath[UUID]) -> ValuesOut:
        """What a record says in the company's own fields. `kind` is the word its list has in the address."""
        noun = known(uow, kind, "read")
        return await shown(uow, noun, await record_of(uow, noun, record_id))

    @put("/", permission=CustomFields.READ)
    async def update(self, uow: Uow, kind: FromPath[str], record_id: FromPath[UUID], data: Body[ValuesIn]) -> ValuesOut:
        """Replace all of them. Needs the permission to change the record itself."""
        noun = known(uow, kind, "write")
        record = await record_of(uow, noun, record_id)
        await service.apply(uow, noun.key, record, data.values)
        await uow.session.flush()
        return await shown(uow, noun, record)


def known(uow: Uow, kind: str, verb: str) -> Noun:
    noun = nouns.noun(kind)
    if noun is None or not noun.extends:
        raise NotFound
    needed = noun.permission if verb == "read" else noun.changing
    if not uow.actor.may(needed):
        raise Forbidden(permission=needed)
    return noun


async def shown(uow: Uow, noun: Noun, record: Any) -> ValuesOut:
    fields = tuple(row.field for row in await DefinitionRepository(uow).of_noun(noun.key))
    return values_out(noun.key, record.id, fields, record.custom)
