"""Custom fields as a form asks for them and as a record shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from unison_web.kit.custom import nouns
from unison_web.kit.custom.fields import CustomField, fields_of, words_of
from unison_web.kit.i18n import _
from unison_web.kit.web import formats, handwriting

KINDS = {"text": "text", "number": "decimal", "date": "date", "bool": "select", "choice": "select",
         "reference": "combobox", "file": "combobox"}  # fmt: skip
#: Longer texts get more than one line.
ONE_LINE = 200


@dataclass
class Input:
    """Looks to the templates like a field of the form's own struct. ``shows`` is the input and the value it waits
    for."""

    name: str
    id: str
    label: str
    kind: str
    value: Any
    error: str = ""
    hint: str = ""
    unit: str = ""
    url: str = ""
    text: str = ""
    optional: bool = True
    options: list[tuple[str, str]] = field(default_factory=list)
    attrs: dict[str, Any] = field(default_factory=dict)
    shows: tuple[str, str] | None = None


@dataclass(frozen=True)
class Fact:
    """A value as a record shows it; ``href`` where it leads."""

    label: str
    value: Any
    href: str = ""
    numeric: bool = False


def inputs(noun: str, typed: Mapping[str, Any] | None, errors: Mapping[str, str], *, new: bool = False) -> list[Input]:
    """One per field. ``typed`` is what stands in them; a new record starts with the defaults."""
    given = typed or {}
    return [
        input_of(one, one.default if new and not given else given.get(one.key), errors.get(one.path, ""))
        for one in fields_of(noun)
    ]


def input_of(one: CustomField, value: Any, error: str) -> Input:
    said = words_of(value)
    target = nouns.noun("files" if one.type == "file" else one.target)
    long_text = one.type == "text" and (one.longest or 0) > ONE_LINE
    return Input(
        one.path,
        "f-" + one.path.replace(".", "-"),
        one.label,
        "textarea" if long_text else KINDS[one.type],
        _as_written(said) if one.type == "number" else said,
        error,
        one.hint,
        one.unit,
        url=target.options if target else "",
        text=said,
        options=_options(one),
        attrs={"maxlength": one.longest} if one.longest else {},
        shows=(f"custom.{one.shows_if}", one.shows_value) if one.shows_if else None,
    )


def _options(one: CustomField) -> list[tuple[str, str]]:
    if one.type == "bool":
        return [("yes", _("Yes")), ("no", _("No"))]
    return [(word, word) for word in one.choices]


def _as_written(said: str) -> str:
    try:
        return handwriting.in_words_of_here(Decimal(said))
    except InvalidOperation:  # what was typed and is no number
        return said


def facts(noun: str, values: Mapping[str, Any] | None, *, where: str = "") -> list[Fact]:
    """What a record says, in words; ``where`` narrows to fields that are shown there: ``on_tablet``, ``on_paper``."""
    known = [one for one in fields_of(noun) if not where or getattr(one, where)]
    return [fact(one, (values or {})[one.key]) for one in known if (values or {}).get(one.key) is not None]


def cell(noun: str, path: str, values: Mapping[str, Any]) -> Fact:
    """One value in a list; nothing where the record says nothing."""
    one = next((field for field in fields_of(noun) if field.path == path), None)
    value = values.get(one.key) if one else None
    return Fact("", "") if one is None or value is None else fact(one, value)


def fact(one: CustomField, value: Any) -> Fact:
    if isinstance(value, bool):
        return Fact(one.label, _("Yes") if value else _("No"))
    if isinstance(value, dict):
        target = nouns.noun(one.target)
        page = "/files/{id}" if one.type == "file" else target.page if target else ""
        return Fact(one.label, value.get("code", ""), page.format(**value) if page else "")
    if one.type == "number":
        words = formats.number(Decimal(value))
        return Fact(one.label, f"{words} {one.unit}".strip(), numeric=True)
    if one.type == "date":
        return Fact(one.label, formats.day_of(value))
    return Fact(one.label, value)
