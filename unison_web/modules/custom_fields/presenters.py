"""Definitions and values as they are shown."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import Fields, words_of
from unison_web.kit.custom.inputs import fact
from unison_web.modules.custom_fields.models import Definition
from unison_web.modules.custom_fields.schemas import FieldOut, ValueOut, ValuesOut


def field_out(row: Definition, *, records: int | None = None, uses: list[str] | None = None) -> FieldOut:
    return FieldOut.of(
        row, noun_label=_label(row.noun), target_label=_label(row.target), records=records, uses=uses or []
    )


def values_out(kind: str, record: UUID, fields: Fields, values: dict[str, object]) -> ValuesOut:
    said = [field for field in fields if values.get(field.key) is not None]
    return ValuesOut(
        kind,
        record,
        [
            ValueOut(
                field.key, field.label, field.type, _plain(values[field.key]), str(fact(field, values[field.key]).value)
            )
            for field in said
        ],
    )


def _plain(value: object) -> object:
    return words_of(value) if isinstance(value, dict) else value


def _label(key: str) -> str:
    noun = nouns.noun(key)
    return str(noun.label) if noun else key
