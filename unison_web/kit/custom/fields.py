"""Definitions of custom fields, and which ones the company of the current request has."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

#: In addresses, forms and the API the values stand under this name: ``custom.heat_number``.
PREFIX = "custom"
TYPES = ("text", "number", "date", "bool", "choice", "reference", "file")


@dataclass(frozen=True, slots=True)
class CustomField:
    """One field of one noun. ``required_from`` is the first state of the noun's life in which it must be filled.
    It is asked only where the field ``shows_if`` has the value ``shows_value``. ``target`` is the noun of a
    reference. ``least`` and ``most`` bound numbers, ``longest`` texts."""

    noun: str
    key: str
    label: str
    type: str
    hint: str = ""
    unit: str = ""
    choices: tuple[str, ...] = ()
    target: str = ""
    default: str = ""
    required_from: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int | None = None
    pattern: str = ""
    shows_if: str = ""
    shows_value: str = ""
    in_list: bool = False
    on_tablet: bool = False
    on_paper: bool = False

    @property
    def path(self) -> str:
        return f"{PREFIX}.{self.key}"


Fields = tuple[CustomField, ...]
NONE: Mapping[str, Fields] = {}
_current: ContextVar[Mapping[str, Fields]] = ContextVar("unison_custom_fields", default=NONE)


def use(fields: Mapping[str, Fields]) -> None:
    """From here on, in this request or job, these are the company's fields, by noun."""
    _current.set(fields)


def fields_of(noun: str) -> Fields:
    """The company's fields of ``noun``, in the order people gave them."""
    return _current.get().get(noun, ())


def extended_by(model: Any) -> str:
    """The noun whose custom fields a body of this type may say."""
    return str(getattr(model, "extends", None) or "")


def asked_for(field: CustomField, values: Mapping[str, Any]) -> bool:
    """Whether a record with these values has this field at all."""
    return not field.shows_if or words_of(values.get(field.shows_if)) == field.shows_value


def words_of(value: Any) -> str:
    """A stored value as it is compared and typed again: codes of references, ``yes`` and ``no``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return str(value.get("code", ""))
    return str(value)
