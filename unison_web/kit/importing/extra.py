"""Columns a company adds at run time: its custom fields. Who keeps them says so once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField, Fields
from unison_web.kit.custom.values import missing, read, understood
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.kit.importing.declaring import Column, Importable
from unison_web.kit.importing.report import Report

#: ``(uow, key of the noun) → the company's fields of it``.
Asks = Callable[[UnitOfWork, str], Awaitable[Fields]]
#: ``(uow, field, codes) → what a reference keeps of each record that is there``.
LooksUp = Callable[[UnitOfWork, CustomField, Collection[str]], Awaitable[Mapping[str, dict[str, str]]]]
KINDS = {"number": "number", "date": "date", "bool": "yes_no"}
_asks: list[Asks] = []
_looks: list[LooksUp] = []


def keeps(asks: Asks, looks_up: LooksUp) -> None:
    """Said once by the module that keeps custom fields."""
    _asks.append(asks)
    _looks.append(looks_up)


async def fields_of(uow: UnitOfWork, noun: Importable) -> Fields:
    if not noun.extends:
        return ()
    return tuple([field for asks in _asks for field in await asks(uow, noun.extends)])


async def columns_of(uow: UnitOfWork, noun: Importable) -> tuple[Column, ...]:
    """The noun's own columns and those this company added. Asked once for each import."""
    return (*noun.columns, *map(column, await fields_of(uow, noun)))


def column(field: CustomField) -> Column:
    """Found by what people call it, by its key, and as exports and programs name it."""
    return Column(
        field.path,
        field.label,
        KINDS.get(field.type, "text"),
        synonyms=(field.label, field.key),
        meaning="-",
        extra=True,
    )


async def understand(uow: UnitOfWork, report: Report) -> None:
    """What rows say in further columns becomes what is stored; a row that cannot be understood is refused."""
    known = {field.path: field for field in report.fields}
    found = await _records(uow, report, known)
    for number, said in list(report.extras.items()):
        values: dict[str, Any] = {}
        for path, text in said.items():
            try:
                values[known[path].key] = _value(known[path], text, found)
            except ValueError as wrong:
                report.refuse(number, str(wrong), path)
        report.extras[number] = values


def _value(field: CustomField, text: str, found: Mapping[str, Mapping[str, Any]]) -> Any:
    value = read(field, text)
    if value is None or field.path not in found:
        return value
    if str(value) not in found[field.path]:
        raise ValueError(_("There is nothing here by that name"))
    return found[field.path][str(value)]


async def _records(
    uow: UnitOfWork, report: Report, known: Mapping[str, CustomField]
) -> dict[str, Mapping[str, dict[str, str]]]:
    """Every record that is referred to, one question for each such field."""
    found: dict[str, Mapping[str, dict[str, str]]] = {}
    for path, field in known.items():
        if field.type in ("reference", "file"):
            codes = {said[path].strip() for said in report.extras.values() if said.get(path)}
            found[path] = {code: ref for looks in _looks for code, ref in (await looks(uow, field, codes)).items()}
    return found


def whole(report: Report, number: int, before: Mapping[str, Any], state: str, *, new: bool) -> dict[str, Any] | None:
    """All the custom values of a record after its row; ``None``, and refused, where they do not fit together."""
    said = report.extras.get(number, {})
    if not said and not new:
        return dict(before)
    defaults = {field.key: field.default for field in report.fields if field.default} if new else {}
    values, wrong = _together(report.fields, {**defaults, **before, **said})
    noun = nouns.noun(report.fields[0].noun)
    wrong |= missing(report.fields, values, state, noun.states if noun else ())
    for key, reason in wrong.items():
        report.refuse(number, reason, f"custom.{key}")
    return None if wrong else values


def _together(fields: Fields, merged: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """References are records already, and stay as they are; what is not asked for any more stays, too."""
    asked = {field.key: field for field in fields}
    kept = {key: value for key, value in merged.items() if key not in asked}
    records = {key: value for key, value in merged.items() if isinstance(value, dict) and key in asked}
    plain = {key: value for key, value in merged.items() if key in asked}
    values, wrong = understood(fields, plain)
    lost = [key for key, field in asked.items() if field.type in ("reference", "file") and key in values]
    from_codes = {key: records[key] for key in lost if key in records}
    return {**kept, **values, **from_codes}, wrong
