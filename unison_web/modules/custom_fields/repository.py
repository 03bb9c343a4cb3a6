"""Named questions about custom fields and the values in them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField, Fields
from unison_web.kit.custom.nouns import Noun
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.modules.custom_fields.models import Definition
from unison_web.modules.views.models import SavedView

BATCH = 500


class DefinitionRepository(Repository[Definition]):
    model_type = Definition

    async def of_noun(self, noun: str) -> list[Definition]:
        """Those that are in use, in their order."""
        statement = self.mine().where(Definition.noun == noun, Definition.state == "active")
        return await self.all(statement.order_by(Definition.position, Definition.label))

    async def named(self, noun: str, key: str) -> Definition | None:
        return await self.perhaps(self.mine().where(Definition.noun == noun, Definition.key == key))


async def all_fields(uow: UnitOfWork) -> Mapping[str, Fields]:
    """The company's fields, by noun."""
    rows = DefinitionRepository(uow)
    order = (Definition.noun, Definition.position, Definition.label)
    found = await rows.all(rows.mine().where(Definition.state == "active").order_by(*order))
    return {noun: tuple(row.field for row in same) for noun, same in groupby(found, key=lambda row: row.noun)}


async def carried(uow: UnitOfWork, user: UUID) -> Mapping[str, Fields]:
    """What every page of the company needs, loaded with the person."""
    return await all_fields(uow)


async def referred(uow: UnitOfWork, noun: Noun, said: str) -> dict[str, str] | None:
    """The record people mean by its code, or a program by its id, as a reference keeps it."""
    model = noun.model
    known = as_uuid(said)
    meant = or_(noun.code == said, noun.code == said.upper(), *([model.id == known] if known else []))
    statement = select(model.id, noun.code).where(model.organization_id == uow.organization_id, meant).limit(2)
    rows = (await uow.session.execute(statement)).all()
    return {"id": str(rows[0][0]), "code": str(rows[0][1])} if len(rows) == 1 else None


async def many_referred(uow: UnitOfWork, noun: Noun, codes: Collection[str]) -> Mapping[str, dict[str, str]]:
    """The same for many codes in one question; what two records are called is nobody's."""
    model, asked = noun.model, {*codes, *(code.upper() for code in codes)}
    statement = select(model.id, noun.code).where(model.organization_id == uow.organization_id, noun.code.in_(asked))
    found: dict[str, list[dict[str, str]]] = {}
    for record, code in await uow.session.execute(statement):
        found.setdefault(str(code), []).append({"id": str(record), "code": str(code)})
    one = {code: each[0] for code, each in found.items() if len(each) == 1}
    return {code: one[name] for code in codes for name in (code, code.upper()) if name in one}


async def with_value(uow: UnitOfWork, noun: Noun, key: str) -> AsyncIterator[Any]:
    """Every record that says something in the field, for changing; a few at a time."""
    model, after = noun.model, None
    while True:
        statement = select(model).where(model.organization_id == uow.organization_id, model.custom.has_key(key))
        if after is not None:
            statement = statement.where(model.id > after)
        rows = list(await uow.session.scalars(statement.order_by(model.id).limit(BATCH)))
        for row in rows:
            yield row
        if len(rows) < BATCH:
            return
        after = rows[-1].id
        await uow.session.flush()
        uow.session.expunge_all()


async def how_often(uow: UnitOfWork, noun: Noun, key: str, value: str) -> int:
    """Records that say ``value``."""
    model = noun.model
    said = model.custom[key].astext == value
    statement = select(func.count()).where(model.organization_id == uow.organization_id, said)
    return int(await uow.session.scalar(statement) or 0)


async def how_many(uow: UnitOfWork, row: Definition) -> int:
    """Records that say anything in the field."""
    known = nouns.noun(row.noun)
    if known is None:
        return 0
    model = known.model
    said = model.organization_id == uow.organization_id, model.custom.has_key(row.key)
    return int(await uow.session.scalar(select(func.count()).select_from(model).where(*said)) or 0)


async def record_of(uow: UnitOfWork, noun: Noun, record: UUID) -> Any:
    """The record itself. Foreign and missing are the same."""
    model = noun.model
    statement = select(model).where(model.organization_id == uow.organization_id, model.id == record)
    found = (await uow.session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


async def views_with(uow: UnitOfWork, field: CustomField) -> list[str]:
    """Names of saved views that show, sort or narrow by the field."""
    asks = SavedView.query.contains(field.path, autoescape=True), SavedView.noun == field.noun
    names = select(SavedView.name).where(SavedView.organization_id == uow.organization_id, *asks)
    return list(await uow.session.scalars(names.order_by(SavedView.name)))


def as_uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
