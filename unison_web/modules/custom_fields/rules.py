"""What may be said about custom fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unison_web.kit.custom.fields import CustomField
from unison_web.kit.custom.values import read
from unison_web.kit.folding import folded
from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, all_of, no

STATES = ("active", "archived")
#: Fields of one noun. Beyond that a form is no form any more.
MOST = 60
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
TYPE_LABELS = {
    "text": lazy("Text"), "number": lazy("Number"), "date": lazy("Day"), "bool": lazy("Yes or no"),
    "choice": lazy("Choice"), "reference": lazy("Reference"), "file": lazy("File"),
}  # fmt: skip
#: What can become what, so that values that fit are kept.
TYPES_AFTER = {
    "text": ("number", "date", "bool", "choice"), "number": ("text",), "date": ("text",),
    "bool": ("text", "choice"), "choice": ("text",), "reference": ("text",), "file": (),
}  # fmt: skip


class CustomFields(Permission):
    READ = "custom_fields:read"
    WRITE = "custom_fields:write"


def key_of(label: str) -> str:
    """``Heat no.`` → ``heat_no``: what programs, addresses and files call the field."""
    words = re.sub(r"[^a-z0-9]+", "_", folded(label)).strip("_")
    return words[:40].strip("_") if words[:1].isalpha() else f"f_{words}"[:40].strip("_")


def good_key(key: str) -> Verdict:
    if KEY.fullmatch(key):
        return YES
    return no(_("Small letters, digits and _ only, a letter first"), field="key")


def good_field(field: CustomField, others: Sequence[CustomField], life: Sequence[str]) -> Verdict:
    """What the parts of a definition must have to do with each other."""
    return all_of([_bounds(field), _choices(field), _pattern(field), _condition(field, others), _due(field, life),
                   _default(field)])  # fmt: skip


def _bounds(field: CustomField) -> Verdict:
    if field.least is not None and field.most is not None and field.least > field.most:
        return no(_("The largest is below the smallest"), field="most")
    return YES


def _choices(field: CustomField) -> Verdict:
    if field.type == "choice" and len(field.choices) < 2:
        return no(_("Name at least two choices, one on each line"), field="choices")
    if len({word.casefold() for word in field.choices}) != len(field.choices):
        return no(_("One choice is there twice"), field="choices")
    if field.type == "reference" and not field.target:
        return no(_("Choose what it refers to"), field="target")
    return YES


def _pattern(field: CustomField) -> Verdict:
    """Shapes come from people: none that would look at the same letters for minutes."""
    if re.search(r"[*+}]\)?[*+{]|\([^)]*[*+|][^)]*\)[*+{]", field.pattern):
        return no(_("A repetition inside a repetition is not allowed"), field="pattern")
    try:
        re.compile(field.pattern)
    except (re.error, OverflowError, RecursionError):
        return no(_("This is not a regular expression"), field="pattern")
    return YES


def _condition(field: CustomField, others: Sequence[CustomField]) -> Verdict:
    if not field.shows_if:
        return YES
    upon = next((other for other in others if other.key == field.shows_if), None)
    if upon is None or upon.key == field.key:
        return no(_("There is no other field of this name"), field="shows_if")
    if upon.shows_if:
        return no(_("That field is asked only sometimes itself"), field="shows_if")
    if not field.shows_value:
        return no(_("Say for which value"), field="shows_value")
    return YES


def _due(field: CustomField, life: Sequence[str]) -> Verdict:
    allowed = ("always", *life)
    if not field.required_from or field.required_from in allowed:
        return YES
    return no(_("There is no such state"), field="required_from")


def _default(field: CustomField) -> Verdict:
    if field.default and field.type in ("reference", "file"):
        return no(_("A reference has no default"), field="default")
    try:
        read(field, field.default)
    except ValueError as wrong:
        return no(str(wrong), field="default")
    return YES


def may_become(before: str, after: str) -> Verdict:
    if after in TYPES_AFTER[before]:
        return YES
    words = _("{before} cannot become {after}")
    return no(words.format(before=TYPE_LABELS[before], after=TYPE_LABELS.get(after, after)), field="type")


def may_archive(uses: Sequence[str]) -> Verdict:
    """A field that something relies on does not vanish behind its back."""
    if not uses:
        return YES
    return no(_("This field is used: {uses}. Change that first").format(uses=", ".join(uses)), code="in-use")
