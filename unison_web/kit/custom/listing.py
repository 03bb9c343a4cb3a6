"""Custom fields as columns and filters of a list, like those it was declared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Numeric, SQLColumnExpression, cast, func

from unison_web.kit.custom.fields import CustomField
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.columns import Column
from unison_web.kit.web.filters import Filter, between, choice, containing, period, reference
from unison_web.kit.web.finding import anywhere, beginning

#: Where a row says nothing it sorts first: below every number and day that can be stored.
NO_NUMBER, NO_DAY = -(10**12) + 1, "0001-01-01"
YES_NO = (("true", _("Yes")), ("false", _("No")))


def column_of(model: Any, field: CustomField) -> Column:
    return Column(
        field.path,
        field.label,
        sortable(model, field),
        numeric=field.type == "number",
        shown=field.in_list,
        holds=((lambda row: cell(field, row.custom.get(field.key)), field.label),),
    )


def text_of(model: Any, field: CustomField) -> SQLColumnExpression[Any]:
    """The value as text; of a reference the code, of a file its name."""
    value = model.custom[field.key]
    text: SQLColumnExpression[Any] = (value["code"] if field.type in ("reference", "file") else value).astext
    return text


def sortable(model: Any, field: CustomField) -> SQLColumnExpression[Any]:
    text = text_of(model, field)
    if field.type == "number":
        return func.coalesce(cast(text, Numeric(18, 6)), cast(NO_NUMBER, Numeric(18, 6)))
    if field.type == "date":
        return func.coalesce(cast(text, Date), cast(NO_DAY, Date))
    return func.coalesce(text, "")


def filters_of(model: Any, field: CustomField) -> tuple[Filter, ...]:
    text = text_of(model, field)
    if field.type == "number":
        return between(field.path, field.label, cast(text, Numeric(18, 6)))
    if field.type == "date":
        return period(field.path, field.label, cast(text, Date))
    if field.type == "bool":
        return (choice(field.path, field.label, text, YES_NO),)
    if field.type == "choice":
        chosen = choice(field.path, field.label, text, tuple((word, word) for word in field.choices))
        return (replace(chosen, words=beginning),)
    if field.type == "reference":
        return (replace(reference(field.path, field.label, text), words=beginning),)
    return (replace(containing(field.path, field.label, text), words=anywhere),)


def cell(field: CustomField, value: Any) -> Any:
    """The value of its own type, for exports and cells."""
    if value is None:
        return None
    if isinstance(value, dict):
        return value.get("code", "")
    if field.type == "number":
        return Decimal(value)
    if field.type == "date":
        return date.fromisoformat(value)
    return value
