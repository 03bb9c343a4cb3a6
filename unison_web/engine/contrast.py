"""Contrast of two colours as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).

Colours are ``#rrggbb``. Ratios are exact decimals from 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

import re
from decimal import Decimal

WHITE, BLACK = "#ffffff", "#000000"
#: Text of ordinary size needs this much (success criterion 1.4.3).
TEXT = Decimal("4.5")
HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 100


def is_colour(text: str) -> bool:
    return HEX.fullmatch(text.lower()) is not None


def luminance(colour: str) -> Decimal:
    """Relative luminance from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def ratio(one: str, other: str) -> Decimal:
    """How far the two stand apart."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


def text_on(colour: str, dark: str = BLACK) -> str:
    """White or ``dark``, whichever can be read better on ``colour``."""
    return max((WHITE, dark), key=lambda text: ratio(text, colour))


def until_readable(colour: str, ground: str, wanted: Decimal = TEXT) -> str:
    """``colour``, mixed with as little white (on a dark ground) or black (on a light one) as makes it readable."""
    towards = WHITE if luminance(ground) < Decimal("0.18") else BLACK
    for step in range(STEPS + 1):
        mixed = mix(colour, towards, Decimal(step) / STEPS)
        if ratio(mixed, ground) >= wanted:
            return mixed
    return towards


def mix(colour: str, other: str, share: Decimal) -> str:
    """``share`` of ``other`` in ``colour``, channel by channel."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    if not is_colour(colour):
        raise ValueError(f"{colour!r} is no colour like #1b5aa6")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> Decimal:
    share = Decimal(channel) / 255
    if share <= Decimal("0.04045"):
        return share / Decimal("12.92")
    return ((share + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
