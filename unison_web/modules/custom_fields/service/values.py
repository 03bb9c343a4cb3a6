"""The values of one record: understood, looked up, complete for its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import UnsetType

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField, Fields
from unison_web.kit.custom.values import missing, understood
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.custom_fields.repository import DefinitionRepository, referred

#: A form sends this along so that fields which were emptied are known to have been asked.
ASKED = "_"


async def apply(
    uow: UnitOfWork, noun: str, record: Any, said: Mapping[str, Any] | UnsetType, *, state: str = ""
) -> None:
    """Give ``record`` what was said. Left out, the values stay, and still have to be complete for its state. Raises
    Refused at the fields (``custom.heat_no``)."""
    fields = tuple(row.field for row in await DefinitionRepository(uow).of_noun(noun))
    before = dict(record.custom or {})
    if isinstance(said, UnsetType):
        values, errors = before, dict[str, str]()
    else:
        values, errors = understood(fields, _meant(fields, before, said))
        errors |= await _look_up(uow, fields, values)
        values = {**_archived(fields, before), **values}
    errors |= _incomplete(noun, fields, values, state or getattr(record, "state", ""))
    if errors:
        raise Refused(**{f"custom.{key}": words for key, words in errors.items()})
    if values != before:
        record.custom = values


async def ready(uow: UnitOfWork, noun: str, record: Any, state: str) -> None:
    """Before ``record`` goes on to ``state``: everything that is due then is there. Raises Refused that names it."""
    fields = tuple(row.field for row in await DefinitionRepository(uow).of_noun(noun))
    wanting = _incomplete(noun, fields, record.custom or {}, state)
    if wanting:
        names = ", ".join(field.label for field in fields if field.key in wanting)
        raise Refused(_("Fill in first: {names}").format(names=names), code="incomplete")


def _meant(fields: Fields, before: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Without what a program has read and sends back although nobody is asked for it any more."""
    asked = {field.key for field in fields}
    return {key: value for key, value in said.items() if key != ASKED and (key in asked or key not in before)}


def _incomplete(noun: str, fields: Fields, values: Mapping[str, Any], state: str) -> dict[str, str]:
    known = nouns.noun(noun)
    return missing(fields, values, state, known.states if known else ())


def _archived(fields: Fields, before: Mapping[str, Any]) -> dict[str, Any]:
    """What fields say that nobody is asked for now: it comes back with the field."""
    asked = {field.key for field in fields}
    return {key: value for key, value in before.items() if key not in asked}


async def _look_up(uow: UnitOfWork, fields: Fields, values: dict[str, Any]) -> dict[str, str]:
    """Put the records that are meant where their codes were said."""
    errors = {}
    for field in fields:
        if field.type in ("reference", "file") and field.key in values:
            found = await _record(uow, field, values[field.key])
            if found is None:
                errors[field.key] = _("There is nothing here by that name")
            else:
                values[field.key] = found
    return errors


async def _record(uow: UnitOfWork, field: CustomField, said: str) -> dict[str, str] | None:
    target = nouns.noun("files" if field.type == "file" else field.target)
    return await referred(uow, target, said) if target else None
