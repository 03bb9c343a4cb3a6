"""Base classes of what may be said (``In``) and what may be seen (``Out``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Self

import msgspec

from unison_web.kit.i18n import _

LARGEST = Decimal(10) ** 11
MOST_DECIMALS = 6
LARGEST_INT = 2**31 - 1
LONGEST_TEXT = 4000
#: Years that every zone can show.
EARLIEST, LATEST = 1900, 9000


#: The company's own fields of a record by their keys. Left out, they stay as they are; given, all are replaced.
Custom = Annotated[
    dict[str, Any] | msgspec.UnsetType,
    msgspec.Meta(
        description="The company's own fields by key. Left out, they stay as they are; else all are replaced."
    ),
]


class In(msgspec.Struct, forbid_unknown_fields=True):
    """What a caller may say. Bounds every value, also where the field names no limit of its own. ``extends`` names the
    noun whose custom fields may be said too, in a field ``custom``."""

    extends: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if problem := unfit(getattr(self, name)):
                raise ValueError(f"{name}: {problem}")
        for name in _needed(type(self)):
            if not getattr(self, name).strip():
                raise ValueError(f"{name}: {_('Enter a value')}")


class Out(msgspec.Struct):
    """What a caller may see."""

    @classmethod
    def of(cls, row: Any, **more: Any) -> Self:
        """Take the fields this struct names from ``row``; ``more`` overrides and adds."""
        values = {name: tidy(getattr(row, name)) for name in _names(cls) if name not in more and hasattr(row, name)}
        return cls(**values, **{name: tidy(value) for name, value in more.items()})

    @classmethod
    def all_of(cls, rows: Any) -> list[Self]:
        return [cls.of(row) for row in rows]


@cache
def _needed(cls: type) -> tuple[str, ...]:
    """Texts that must say something: ``Meta(min_length=1)`` alone is content with a space."""
    return tuple(field.name for field in msgspec.structs.fields(cls) if needs_words(field.type))


def needs_words(kind: Any) -> bool:
    return (
        any(getattr(meta, "min_length", None) for meta in getattr(kind, "__metadata__", ())) and kind.__origin__ is str
    )


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(cls))


def tidy(value: Any) -> Any:
    """Decimals without the zeros of ``numeric(18,6)`` and without an exponent."""
    if isinstance(value, Decimal):
        return Decimal(format(value.normalize(), "f"))
    return value


def unfit(value: Any) -> str:
    """Why ``value`` cannot be stored, or nothing. Imports ask it twenty times for each row."""
    known = UNFIT.get(type(value))
    if known is not None:
        return known(value)
    if isinstance(value, date):  # a datetime is one too
        return "" if EARLIEST <= value.year <= LATEST else _("This date is too far away")
    return next((problem for part in _parts(value) if (problem := unfit(part))), "")


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple):
        yield from value
    elif isinstance(value, dict):
        yield from value.values()


def _unfit_decimal(value: Decimal) -> str:
    if not value.is_finite():
        return _("This is not a number")
    if abs(value) > LARGEST:
        return _("This number is too large")
    if value.as_tuple().exponent < -MOST_DECIMALS:  # type: ignore[operator]
        exponent = value.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
            return _("At most 6 decimal places")
    return ""


def _unfit_whole(value: int) -> str:
    return _("This number is too large") if abs(value) > LARGEST_INT else ""


def _never(value: Any) -> str:
    return ""


def _unfit_text(value: str) -> str:
    if "\x00" in value:
        return _("This text contains a character that cannot be stored")
    if len(value) > LONGEST_TEXT:
        return _("This text is too long: at most 4,000 characters")
    return ""


UNFIT: dict[type, Callable[[Any], str]] = {
    str: _unfit_text, Decimal: _unfit_decimal, int: _unfit_whole, bool: _never, type(None): _never,
}  # fmt: skip
