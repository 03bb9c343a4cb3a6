"""Keyset cursors: the sort values of the last row, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _


def pack(values: Sequence[Any]) -> str:
    plain = [value.isoformat() if isinstance(value, date | datetime) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def unpack(cursor: str, length: int) -> list[str]:
    """Raises Refused for anything this list did not hand out."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise broken() from error
    if not isinstance(values, list) or len(values) != length or not all(isinstance(value, str) for value in values):
        raise broken()
    return values


def typed(value: str, column: Any) -> ColumnElement[Any]:
    """The value as the column's own type, so that PostgreSQL compares like with like."""
    kind = column.type.python_type
    readers: dict[type, Any] = {
        datetime: datetime.fromisoformat,
        date: date.fromisoformat,
        Decimal: Decimal,
        int: int,
        float: float,
        UUID: UUID,
        bool: lambda text: text == "True",
    }
    try:
        return literal(readers.get(kind, str)(value), column.type)
    except (ValueError, ArithmeticError) as error:
        raise broken() from error


def broken() -> Refused:
    return Refused(_("This page of the list does not exist any more. Start from its first page"), code="bad-cursor")
