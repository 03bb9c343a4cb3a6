"""What people type into a form, as a struct's types want it: decimal commas, times without seconds, emptied fields."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec
from babel import numbers
from msgspec import inspect as mi

from unison_web.kit.custom.fields import PREFIX, extended_by, fields_of
from unison_web.kit.i18n import language

NUMBERS = (mi.DecimalType, mi.FloatType, mi.IntType)
LIKE_A_NUMBER = re.compile(r"[+-]?[\d.,'’]{1,40}")
#: What ``<input type="datetime-local">`` sends: no seconds, no zone.
SHORT_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def read(typed: dict[str, Any], model: Any) -> dict[str, Any]:
    """``typed`` with the text of known fields rewritten. What cannot be read stays as it was, to be shown again."""
    known = kinds(model)
    found = {name: _read(value, known[name]) if name in known else value for name, value in typed.items()}
    if isinstance(custom := found.get(PREFIX), dict) and extended_by(model):
        of_numbers = {field.key for field in fields_of(model.extends) if field.type == "number"}
        found[PREFIX] = {key: plain_number(value) if key in of_numbers else value for key, value in custom.items()}
    return found


def emptied(names: list[str], model: Any) -> dict[str, str]:
    """Fields that a person emptied and that keep what they had when left out: only these may not be dropped."""
    known = kinds(model)
    return {name: "" for name in names if name in known and _keeps(known[name])}


def apart(said: list[str]) -> list[str]:
    """Names as a form sends them, one text with commas, or a name each; every one once."""
    return list(dict.fromkeys(name for text in said for part in text.split(",") if (name := part.strip())))


@cache
def kinds(model: Any) -> dict[str, mi.Type]:
    """The type of each field, by name; nothing where the body is no struct."""
    if not (isinstance(model, type) and issubclass(model, msgspec.Struct)):
        return {}
    info = mi.type_info(model)
    assert isinstance(info, mi.StructType)
    return {field.encode_name: field.type for field in info.fields}


def _read(value: Any, kind: mi.Type) -> Any:
    bare = _bare(kind)
    if isinstance(value, dict) and isinstance(bare, mi.StructType):
        return read(value, bare.cls)
    if isinstance(value, list) and isinstance(bare, mi.ListType):
        return [_read(item, bare.item_type) for item in value]
    if not isinstance(value, str):
        return value
    if isinstance(bare, mi.ListType):  # one box of many was ticked
        return [_read(value, bare.item_type)]
    if isinstance(bare, NUMBERS):
        return plain_number(value)
    if isinstance(bare, mi.DateTimeType) and SHORT_TIME.fullmatch(value):
        return value + ":00"
    return value


def _bare(kind: mi.Type) -> mi.Type:
    while isinstance(kind, mi.Metadata | mi.UnionType):
        if isinstance(kind, mi.Metadata):
            kind = kind.type
        else:
            kind = next(option for option in kind.types if not isinstance(option, mi.NoneType))
    return kind


def _keeps(kind: mi.Type) -> bool:
    """Text that may also be absent: absent means "as it was", empty means empty."""
    return isinstance(kind, mi.UnionType) and isinstance(_bare(kind), mi.StrType)


def plain_number(text: str) -> str:
    """``1.234,5`` of an Austrian and ``1,234.5`` of an American are both ``1234.5``; anything else stays."""
    bare = text.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not LIKE_A_NUMBER.fullmatch(bare):
        return text
    try:
        return format(numbers.parse_decimal(bare, locale=language(), strict=True), "f")
    except (numbers.NumberFormatError, ValueError):
        return bare


def in_words_of_here(value: Decimal) -> str:
    """A number as :func:`plain_number` reads it back: the decimal sign of the language, no grouping."""
    return numbers.format_decimal(value, format="0.######", locale=language())
