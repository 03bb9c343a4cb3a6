"""A label: its size and what stands on it. All lengths are millimetres from the top left corner."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

KINDS = ("text", "code", "line", "box", "logo")
SYMBOLOGIES = ("code128", "gs1_128", "datamatrix", "gs1_datamatrix", "qr", "digital_link")
LINEAR = frozenset({"code128", "gs1_128"})
#: Symbologies that carry element strings, ``(01)…(10)…``.
GS1 = frozenset({"gs1_128", "gs1_datamatrix", "digital_link"})
ALIGNS = ("start", "center", "end")
LENGTHS = ("x", "y", "width", "height", "size")
#: Share of the font size at which the baseline stands below the top of a line.
BASELINE = Decimal("0.8")
#: Shares of its size that a letter is wide: narrow ones, wide ones, capitals, all others.
SHARES = (Decimal("0.31"), Decimal("0.9"), Decimal("0.68"), Decimal("0.57"))
ZERO = Decimal(0)
NARROW, WIDE = frozenset("ijltfrI1.,:;|!'()[] -/"), frozenset("MWmw@%&ÆŒ")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on a label. ``text`` may hold fields in braces: ``Lot {number}``. ``size`` is the height of letters,
    the width of a module of a code, or the thickness of the rule of a box. ``code`` is the symbology."""

    kind: str
    x: Decimal = ZERO
    y: Decimal = ZERO
    width: Decimal = ZERO
    height: Decimal = ZERO
    size: Decimal = ZERO
    text: str = ""
    code: str = ""
    align: str = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A label of ``width`` × ``height`` mm."""

    width: Decimal
    height: Decimal
    elements: tuple[Element, ...]


def element_of(said: dict[str, Any]) -> Element:
    """As it is stored: numbers may be written as text."""
    numbers = {name: Decimal(str(said.get(name) or 0)) for name in LENGTHS}
    return Element(
        said["kind"], text=said.get("text") or "", code=said.get("code") or "", align=said.get("align") or "start",
        bold=bool(said.get("bold")), **numbers,
    )  # fmt: skip


def design_of(width: Any, height: Any, elements: Iterable[dict[str, Any]]) -> Design:
    return Design(Decimal(str(width)), Decimal(str(height)), tuple(element_of(each) for each in elements))


def stored(element: Element) -> dict[str, Any]:
    """With lengths as text: what JSON calls a number is none."""
    return {**asdict(element), **{name: f"{getattr(element, name).normalize():f}" for name in LENGTHS}}


def text_width(text: str, size: Decimal) -> Decimal:
    """About how wide a line of sans-serif letters is, from shares of its size: exact enough to know what fits."""
    narrow, wide, capital, other = SHARES
    shares = (
        narrow if sign in NARROW else wide if sign in WIDE else capital if sign.isupper() else other for sign in text
    )
    return size * sum(shares, ZERO)


def fitted(text: str, element: Element) -> Decimal:
    """The size at which the line fits into the element's width: as asked, or smaller."""
    wide = text_width(text, element.size)
    return element.size if not element.width or wide <= element.width else element.size * element.width / wide
