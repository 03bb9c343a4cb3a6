"""What may stand in a custom field: text that somebody typed, or sent, becomes the value that is stored, or words why
not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from unison_web.kit.custom.fields import CustomField, Fields, asked_for
from unison_web.kit.i18n import _

LONGEST = 4000
LARGEST, MOST_DECIMALS = Decimal(10) ** 11, 6
YES, NO = frozenset({"yes", "true", "1", "on"}), frozenset({"no", "false", "0", "off"})


def read(field: CustomField, said: Any) -> Any:
    """The stored value, None for nothing. Raises ValueError in words for the person. A reference comes back as the
    text that was said: whether there is such a record only the database knows."""
    if said is None or (isinstance(said, str) and not said.strip()):
        return None
    return READERS[field.type](field, said)


def _text(field: CustomField, said: Any) -> str:
    words = str(said).strip()
    longest = min(field.longest or LONGEST, LONGEST)
    if len(words) > longest:
        raise ValueError(_("At most {rest} characters").format(rest=longest))
    if "\x00" in words:
        raise ValueError(_("This text contains a character that cannot be stored"))
    if field.pattern and not re.fullmatch(field.pattern, words):
        hint = field.hint or field.pattern
        raise ValueError(_("This is not written the way it is expected: {rest}").format(rest=hint))
    return words


def _number(field: CustomField, said: Any) -> str:
    if isinstance(said, bool):
        raise ValueError(_("Enter a number"))
    try:
        value = Decimal(str(said).strip())
    except InvalidOperation:
        raise ValueError(_("Enter a number")) from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise ValueError(_("This number is too large"))
    value = value.normalize()
    if -int(value.as_tuple().exponent) > MOST_DECIMALS:
        raise ValueError(_("At most 6 decimal places"))
    if field.least is not None and value < field.least:
        raise ValueError(_("Must be at least {rest}").format(rest=f"{field.least.normalize():f}"))
    if field.most is not None and value > field.most:
        raise ValueError(_("Must be at most {rest}").format(rest=f"{field.most.normalize():f}"))
    return format(value, "f")


def _day(field: CustomField, said: Any) -> str:
    try:
        found = date.fromisoformat(str(said).strip()[:10])
    except ValueError:
        raise ValueError(_("Enter a date as year-month-day")) from None
    if not 1900 <= found.year <= 9000:
        raise ValueError(_("This date is too far away"))
    return found.isoformat()


def _bool(field: CustomField, said: Any) -> bool:
    if isinstance(said, bool):
        return said
    words = str(said).strip().casefold()
    if words in YES | NO:
        return words in YES
    raise ValueError(_("Say yes or no"))


def _choice(field: CustomField, said: Any) -> str:
    words = str(said).strip()
    for known in field.choices:
        if known.casefold() == words.casefold():
            return known
    raise ValueError(_("Not one of the choices: {rest}").format(rest=", ".join(field.choices)))


def _record(field: CustomField, said: Any) -> Any:
    """What was stored may be sent back as it came."""
    if isinstance(said, dict):
        said = said.get("id") or said.get("code") or ""
    return str(said).strip()[:200]


READERS: dict[str, Callable[[CustomField, Any], Any]] = {
    "text": _text, "number": _number, "date": _day, "bool": _bool, "choice": _choice, "reference": _record,
    "file": _record,
}  # fmt: skip


def understood(fields: Fields, said: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """``(values, errors)`` by key. A field that is not asked for has no value, whatever was sent along."""
    known = {field.key: field for field in fields}
    errors = {key: _("There is no field of this name") for key in said if key not in known}
    values: dict[str, Any] = {}
    for key, field in known.items():
        try:
            values[key] = read(field, said.get(key))
        except ValueError as wrong:
            errors[key] = str(wrong)
    present = {key: value for key, value in values.items() if value is not None}
    return {key: value for key, value in present.items() if asked_for(known[key], present)}, errors


def missing(fields: Fields, values: Mapping[str, Any], state: str, life: Sequence[str]) -> dict[str, str]:
    """What a record in ``state`` must say and does not, by key. ``life`` are the states in their order."""
    found = {}
    for field in fields:
        due = field.required_from and _reached(state, field.required_from, life)
        if due and asked_for(field, values) and values.get(field.key) is None:
            found[field.key] = _("Enter a value")
    return found


def _reached(state: str, wanted: str, life: Sequence[str]) -> bool:
    """From the first state on it is always due."""
    if state not in life or wanted not in life:
        return wanted not in life
    return life.index(state) >= life.index(wanted)
