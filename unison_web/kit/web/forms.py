"""One struct is the OpenAPI schema, the validator and the HTML form."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, cast, get_args, get_origin

import msgspec
from msgspec import inspect as mi

from unison_web.kit.custom.fields import extended_by
from unison_web.kit.custom.inputs import Input, inputs
from unison_web.kit.i18n import _
from unison_web.kit.web import handwriting
from unison_web.kit.web.structs import needs_words, unfit

KINDS = {
    mi.IntType: "number", mi.FloatType: "number", mi.DecimalType: "decimal", mi.DateType: "date",
    mi.DateTimeType: "datetime-local", mi.BoolType: "checkbox", mi.EnumType: "select", mi.LiteralType: "select",
}  # fmt: skip


class Field:
    """One input: its label, kind, limits, choices, what was typed and what is wrong with it.

    ``Meta(title=…, description=…, extra_json_schema={"kind": "textarea", "unit": "min"})`` overrides what the
    type says.
    """

    def __init__(self, info: mi.Field, value: Any, error: str, prefix: str = "") -> None:
        self.optional = not info.required
        kind, meta = self._unwrap(info.type)
        self.name = prefix + info.encode_name
        self.id = "f-" + self.name.replace("[", "-").replace("].", "-").replace(".", "-").replace("]", "")
        self.value, self.error = shown(value), error
        self.label = _(meta.get("title") or info.name.removesuffix("_id").replace("_", " ").capitalize())
        self.hint = _(meta.get("description", ""))
        self.unit = _(meta.get("unit", ""))
        self.url = meta.get("options_url", "")
        self.text = meta.get("text", "")
        self.kind = meta.get("kind") or KINDS.get(type(kind), "text")
        self.options = choices(kind, meta.get("labels") or {})
        self.attrs = limits(kind, meta)

    def _unwrap(self, kind: mi.Type) -> tuple[mi.Type, dict[str, Any]]:
        meta: dict[str, Any] = {}
        while isinstance(kind, mi.Metadata | mi.UnionType):
            if isinstance(kind, mi.Metadata):
                meta |= kind.extra_json_schema or {}
                kind = kind.type
            else:
                self.optional = True
                kind = next(option for option in kind.types if not isinstance(option, mi.NoneType))
        return kind, meta


def choices(kind: mi.Type, labels: dict[str, str]) -> list[tuple[str, str]]:
    """(value, words). ``Meta(extra_json_schema={"labels": {"lot": "By lot"}})`` for words a value lacks."""
    if isinstance(kind, mi.EnumType):
        return [
            (member.value, _(getattr(member, "label", member.name.replace("_", " ").capitalize())))
            for member in kind.cls
        ]
    if isinstance(kind, mi.LiteralType):
        words = {str(value): labels.get(str(value), str(value).replace("_", " ").capitalize()) for value in kind.values}
        return [(value, _(text)) for value, text in words.items()]
    return []


def limits(kind: mi.Type, meta: dict[str, Any]) -> dict[str, Any]:
    found = {
        "min": getattr(kind, "ge", None),
        "max": getattr(kind, "le", None),
        "minlength": getattr(kind, "min_length", None),
        "maxlength": getattr(kind, "max_length", None),
        "pattern": getattr(kind, "pattern", None),
        "autocomplete": meta.get("autocomplete"),
        "inputmode": meta.get("inputmode"),
    }
    if getattr(kind, "gt", None) is not None and isinstance(kind, mi.IntType):
        found["min"] = kind.gt + 1  # type: ignore[operator]
    return {name: value for name, value in found.items() if value is not None}


def shown(value: Any) -> Any:
    """A value as an input wants it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return handwriting.in_words_of_here(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


class Record(msgspec.Struct):
    """What a form is about: the end of its breadcrumb. Routes name the function that finds it, ``about=``."""

    label: str
    href: str


class Form:
    """What a template needs to draw a form: fields by name, the person's own input, every error at its field.

    ``page.context`` carries whatever else the page shows around the form. ``conflict`` is what somebody else did to
    the record meanwhile, in a sentence; the form then says so and offers the current one.
    """

    conflict: str = ""

    def __init__(
        self,
        model: type[msgspec.Struct],
        values: Any = None,
        errors: dict[str, str] | None = None,
        *,
        context: Any = None,
        action: str = "",
    ) -> None:
        raw = msgspec.structs.asdict(values) if isinstance(values, msgspec.Struct) else dict(values or {})
        self.model, self.raw, self.errors, self.context, self.action = model, raw, errors or {}, context, action
        self.fields = {
            field.encode_name: Field(
                field, raw.get(field.encode_name, default_of(field)), self.errors.get(field.encode_name, "")
            )
            for field in cast("mi.StructType", mi.type_info(model)).fields
            if not (field.encode_name == "custom" and extended_by(model))
        }
        self.custom = self._custom()

    def _custom(self) -> list[Input]:
        """The company's own fields of the noun."""
        said = self.raw.get("custom")
        typed = said if isinstance(said, dict) else None
        return inputs(extended_by(self.model), typed, self.errors, new=typed is None)

    @property
    def other_errors(self) -> dict[str, str]:
        """Errors that belong to no field on this form."""
        known = {*self.fields, *(field.name for field in self.custom)}
        return {name: text for name, text in self.errors.items() if name not in known}

    @property
    def labels(self) -> dict[str, str]:
        """What each field is called, for the summary of errors."""
        return {name: field.label for name, field in self.fields.items()} | {f.name: f.label for f in self.custom}

    def __getitem__(self, name: str) -> Field:
        return self.fields[name]

    def __iter__(self) -> Any:
        return iter(self.fields.values())


def default_of(field: mi.Field) -> Any:
    return "" if field.default is msgspec.NODEFAULT else field.default


def field_errors(model: Any, raw: Any) -> dict[str, str]:
    """Every field's error. msgspec stops at the first one, so on this cold path each field is looked at alone."""
    if not (isinstance(model, type) and issubclass(model, msgspec.Struct)):
        return {}
    if not isinstance(raw, dict):
        return {"": _("The body must be an object with named fields")}
    known = {field.encode_name: field for field in msgspec.structs.fields(model)}
    errors = {name: _("There is no field of this name") for name in raw if name not in known}
    for name, field in known.items():
        if name not in raw:
            if field.required:
                errors[name] = _("Enter a value")
            continue
        errors |= _errors_of(name, field.type, raw[name])
    return errors


def _errors_of(name: str, kind: Any, value: Any) -> dict[str, str]:
    if (model := _listed(kind)) and isinstance(value, list):  # every row of a grid, not the first wrong one alone
        return {
            f"{name}[{place}].{field}": said
            for place, row in enumerate(value)
            for field, said in field_errors(model, row).items()
        }
    try:
        converted = msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        message, _sep, where = str(error).partition(" - at `$")
        return {name + where.rstrip("`"): sentence(message)}
    problem = unfit(converted) or (_("Enter a value") if needs_words(kind) and not converted.strip() else "")
    return {name: problem} if problem else {}


def _listed(kind: Any) -> Any:
    """The struct that a list holds, if it holds one."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    inner = get_args(kind)[0] if get_origin(kind) is list else None
    return inner if isinstance(inner, type) and issubclass(inner, msgspec.Struct) else None


def sentence(message: str) -> str:
    """msgspec's message in plain words."""
    for start, words in SENTENCES:
        if message.startswith(start):
            rest = message.removeprefix(start).replace("`", "").strip()
            return _(words).format(rest=rest)
    return message.replace("`", "")


SENTENCES = (
    ("Expected `int` >= ", "Must be at least {rest}"),
    ("Expected `int` <= ", "Must be at most {rest}"),
    ("Expected `int` > ", "Must be more than {rest}"),
    ("Expected `str` of length >= 1", "Enter a value"),
    ("Expected `str` of length >= ", "At least {rest} characters"),
    ("Expected `str` of length <= ", "At most {rest} characters"),
    ("Expected `str` matching regex", "This is not written the way it is expected: {rest}"),
    ("Invalid enum value", "Not one of the choices: {rest}"),
    ("Invalid decimal", "Enter a number"),
    ("Invalid UUID", "Choose one from the list"),
    ("Invalid date", "Enter a date as year-month-day"),
    ("Invalid RFC3339", "Enter a date and time"),
    ("Expected `datetime` with a timezone", "Say the time zone too, as in 2027-01-15T08:30:00Z"),
    ("Expected `int", "Enter a whole number"),
    ("Expected `decimal", "Enter a number"),
    ("Expected `date", "Enter a date as year-month-day"),
    ("Expected `uuid", "Choose one from the list"),
    ("Expected `bool", "Say yes or no"),
    ("Expected `str", "Enter text"),
)
