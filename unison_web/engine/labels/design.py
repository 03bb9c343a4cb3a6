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
#: Share of the font size at which the baseline stands below the top of a line.
BASELINE = 0.8
NARROW, WIDE = frozenset("ijltfrI1.,:;|!'()[] -/"), frozenset("MWmw@%&ÆŒ")


@dataclass(frozen=True, slots=True)
class Element:
    """One thing on a label. ``text`` may hold fields in braces: ``Lot {number}``. ``size`` is the height of letters,
    the width of a module of a code, or the thickness of the rule of a box. ``code`` is the symbology."""

    kind: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    size: float = 0
    text: str = ""
    code: str = ""
    align: str = "start"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """A label of ``width`` × ``height`` mm."""

    width: float
    height: float
    elements: tuple[Element, ...]


def element_of(said: dict[str, Any]) -> Element:
    """As it is stored: numbers may be written as text."""
    numbers = {name: float(Decimal(str(said.get(name) or 0))) for name in ("x", "y", "width", "height", "size")}
    return Element(
        said["kind"], text=said.get("text") or "", code=said.get("code") or "", align=said.get("align") or "start",
        bold=bool(said.get("bold")), **numbers,
    )  # fmt: skip


def design_of(width: Any, height: Any, elements: Iterable[dict[str, Any]]) -> Design:
    return Design(float(width), float(height), tuple(element_of(each) for each in elements))


def stored(element: Element) -> dict[str, Any]:
    return asdict(element)


def text_width(text: str, size: float) -> float:
    """About how wide a line of sans-serif letters is, from shares of its size: exact enough to know what fits."""
    shares = (0.31 if sign in NARROW else 0.9 if sign in WIDE else 0.68 if sign.isupper() else 0.57 for sign in text)
    return size * sum(shares)


def fitted(text: str, element: Element) -> float:
    """The size at which the line fits into the element's width: as asked, or smaller."""
    wide = text_width(text, element.size)
    return element.size if not element.width or wide <= element.width else element.size * element.width / wide
