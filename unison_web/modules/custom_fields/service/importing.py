"""What the importer asks about the company's own fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField, Fields
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.custom_fields.repository import DefinitionRepository, many_referred


async def in_files(uow: UnitOfWork, noun: str) -> Fields:
    """The fields that a file may fill."""
    return tuple(row.field for row in await DefinitionRepository(uow).of_noun(noun))


async def named(uow: UnitOfWork, field: CustomField, codes: Collection[str]) -> Mapping[str, dict[str, str]]:
    """The records that codes mean."""
    target = nouns.noun("files" if field.type == "file" else field.target)
    return await many_referred(uow, target, codes) if target and codes else {}
