"""Keyset cursors: the sort values of the last row, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.web.sorting import Key


def pack(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date | datetime | time) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def unpack(cursor: str, keys: Sequence[Key]) -> dict[str, Any]:
    """The values by name, each of its column's own type. Raises Refused for anything this list did not hand out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise broken() from error
    if not isinstance(values, list) or len(values) != len(keys):
        raise broken()
    return {key.name: _typed(value, key.here.type.python_type) for key, value in zip(keys, values, strict=True)}


READERS: dict[type, Any] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
    Decimal: Decimal,
    int: int,
    float: float,
    UUID: UUID,
    bool: lambda text: text == "True",
}


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, str):
        raise broken()
    try:
        return READERS.get(kind, str)(value)
    except (ValueError, ArithmeticError) as error:
        raise broken() from error


def broken() -> Refused:
    return Refused(_("This page of the list does not exist any more. Start from its first page"), code="bad-cursor")
