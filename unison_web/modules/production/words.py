"""How checks and what was found at them are said."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel import numbers

from unison_web.kit.i18n import _, language
from unison_web.modules.routings.rules_checks import IN_ORDER, NOT_IN_ORDER


def said(kind: str, answer: str) -> str:
    """A tick is kept as a word of the program, and shown as one of people."""
    ticks = {IN_ORDER: _("In order"), NOT_IN_ORDER: _("Not in order")}
    return str(ticks.get(answer, answer)) if kind == "tick" else answer


def decimal_sign() -> str:
    return numbers.get_decimal_symbol(language())


def may_be_below_zero(check: Mapping[str, Any]) -> bool:
    """Whether the keys need a sign: nothing in the limits says that all values are above zero."""
    return check["low"] is None or Decimal(check["low"]) < 0
