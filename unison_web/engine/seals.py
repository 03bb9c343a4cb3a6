"""Seals over the audit trail: what exactly is hashed, so that anybody can check a chain with tools of their own.

**Canonical text.** Every value has one way to be written, the JSON of RFC 8259 with all freedom taken out of it:
UTF-8, no blanks between signs, names of an object sorted by Unicode code point, in strings only ``"``, ``\\`` and
U+0000 to U+001F escaped (``\\b \\t \\n \\f \\r``, else ``\\u00xx`` in lower case). Numbers are written out without
exponent, plus sign and trailing zeros of a fraction: 1.50, 1.5 and 15e-1 are ``1.5``; minus zero is ``0``. An instant
is a string in UTC with six digits after the second: ``"2026-11-24T22:03:22.123456Z"``. An id is a string in lower case
with dashes.

**Entry.** SHA-256 of the line ``unison-audit-entry-1`` with its line feed, followed by the canonical text of an object
with the fields of :data:`ENTRY`, as they stand in the table ``audit_log``.

**Seal.** SHA-256 of the line ``unison-audit-seal-1`` with its line feed, followed by the canonical text of an object
with the fields of :data:`SEAL`, as they stand in the table ``audit_seals``, and ``entries``: the hashes of its entries
in their order (``place`` in ``audit_sealed_entries``). ``previous`` is the hash of the seal before, an empty string in
number 1. Hashes are 64 hexadecimal digits in lower case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from json.encoder import encode_basestring as _string
from typing import Any
from uuid import UUID

#: The columns of an entry that are hashed. One that is added later belongs to a second form, with its own first line.
ENTRY = (
    "organization_id", "id", "created_at", "actor_id", "actor_name", "action", "entity", "entity_id", "label",
    "before", "after", "reason", "device", "request_id",
)  # fmt: skip
SEAL = (
    "organization_id", "number", "sealed_at", "previous", "row_count", "first_id", "last_id", "first_at", "last_at",
)  # fmt: skip
FIRST = ""
WORDS = {None: "null", True: "true", False: "false"}


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Of one row of the trail; what else it holds is no part of it."""
    return _hash("unison-audit-entry-1", {name: entry[name] for name in ENTRY})


def seal_hash(seal: Mapping[str, Any], entries: Sequence[str]) -> str:
    """Of one seal, over the hashes of its entries in their order."""
    return _hash("unison-audit-seal-1", {**{name: seal[name] for name in SEAL}, "entries": list(entries)})


def _hash(form: str, value: dict[str, Any]) -> str:
    return sha256(f"{form}\n{canonical(value)}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """The one way to write ``value``. Raises TypeError for what has none (binary fractions above all), ValueError for
    numbers that are none and for instants that do not say where."""
    match value:
        case str():
            return _string(value)
        case None | bool():
            return WORDS[value]
        case int() | Decimal():
            return _number(Decimal(value))
        case UUID():
            return f'"{value}"'
        case datetime():
            return f'"{_instant(value)}"'
        case dict():
            return "{" + ",".join(f"{_name(name)}:{canonical(value[name])}" for name in sorted(value)) + "}"
        case list() | tuple():
            return "[" + ",".join(map(canonical, value)) + "]"
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _name(name: Any) -> str:
    if not isinstance(name, str):
        raise TypeError("names are strings")
    return _string(name)


def _number(value: Decimal) -> str:
    """``Decimal.normalize`` would round to the precision of the context; this does not."""
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits


def _instant(value: datetime) -> str:
    if value.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
