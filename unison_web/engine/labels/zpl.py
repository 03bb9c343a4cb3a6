"""The same label as ZPL II (Zebra Programming Guide), in dots of the printer.

Text goes through ``^FH`` so that no value can become a command, and is UTF-8 (``^CI28``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from unison_web.engine.gs1.elements import Element as Gs1Element
from unison_web.engine.gs1.elements import parse_brackets
from unison_web.engine.labels.design import ZERO, Design, Element, fitted
from unison_web.engine.labels.filling import Values, encoded, written

#: Dots per millimetre of print heads, by what they are called in dots per inch.
DOTS = {203: 8, 300: 12, 600: 24}
ESCAPE, FNC1 = "\\", ">8"
#: What may introduce an instruction inside a DataMatrix: the first of these that the data does not have.
CONTROLS = "@#$|{}[]`§€¤¥"
JUSTIFY = {"start": "L", "center": "C", "end": "R"}
MARK_SIZE, EDGE = Decimal("2.5"), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A picture in dots: rows of whole bytes, a set bit is black."""

    width: int
    height: int
    rows: bytes


def zpl(
    design: Design, values: Values, *, dpi: int, base: str, copies: int = 1, mark: str = "", logo: Bitmap | None = None
) -> str:
    """One format, printed ``copies`` times. ``mark`` stands in the lower right corner: REPRINT. Raises NotGs1."""
    dots = DOTS[dpi]
    lines = [f"^XA^CI28^PW{_dots(design.width, dots)}^LL{_dots(design.height, dots)}^LH0,0"]
    lines += [_element(each, values, dots, base, logo) for each in design.elements]
    if mark:
        corner = Element("text", ZERO, design.height - MARK_SIZE - EDGE, design.width - 1, ZERO, MARK_SIZE, align="end")
        lines.append(_text(corner, mark, dots))
    return "\n".join([*(line for line in lines if line), f"^PQ{copies}^XZ", ""])


def escaped(text: str) -> str:
    """For ``^FH\\``: what begins a command, the escape itself and control characters as the bytes of UTF-8."""
    return "".join(
        sign if sign not in "^~\\" and sign >= " " else "".join(f"{ESCAPE}{byte:02X}" for byte in sign.encode())
        for sign in text
    )


def _element(each: Element, values: Values, dots: int, base: str, logo: Bitmap | None) -> str:
    at = f"^FO{_dots(each.x, dots)},{_dots(each.y, dots)}"
    if each.kind == "text":
        return _text(each, written(each.text, values), dots)
    if each.kind == "line":
        wide, high = max(1, _dots(each.width, dots)), max(1, _dots(each.height, dots))
        return f"{at}^GB{wide},{high},{min(wide, high)}^FS"
    if each.kind == "box":
        thick = max(1, _dots(each.size, dots))
        return f"{at}^GB{_dots(each.width, dots)},{_dots(each.height, dots)},{thick}^FS"
    if each.kind == "logo":
        return at + _graphic(logo) if logo else ""
    return at + _symbol(each, encoded(each, values, base), dots)


def _text(each: Element, words: str, dots: int) -> str:
    if not words:
        return ""
    high = max(8, _dots(fitted(words, each), dots))
    block = f"^FB{_dots(each.width, dots)},1,0,{JUSTIFY[each.align]},0" if each.width else ""
    return f"^FO{_dots(each.x, dots)},{_dots(each.y, dots)}^A0N,{high},{high}{block}^FH{ESCAPE}^FD{escaped(words)}^FS"


def _symbol(each: Element, data: str, dots: int) -> str:
    module = max(1, _dots(each.size, dots))
    if each.code in ("code128", "gs1_128"):
        said = code_128(data) if each.code == "code128" else gs1_128(parse_brackets(data))
        return f"^BY{module}^BCN,{_dots(each.height, dots)},N,N,N,N^FH{ESCAPE}^FD{escaped(said)}^FS"
    if each.code in ("qr", "digital_link"):
        return f"^BQN,2,{min(module, 10)}^FH{ESCAPE}^FDMA,{escaped(data)}^FS"
    control = next(sign for sign in CONTROLS if sign not in data)
    if each.code == "gs1_datamatrix":
        fnc1 = f"{control}1"
        data = fnc1 + _joined(parse_brackets(data), fnc1)
    return f"^BXN,{module},200,,,,{control}^FH{ESCAPE}^FD{escaped(data)}^FS"


def code_128(data: str) -> str:
    """Start B, or start C for an even number of digits, said explicitly so that every printer makes the same bars."""
    if data.isascii() and data.isdigit() and len(data) % 2 == 0:
        return ">;" + data
    return ">:" + _b(data)


def gs1_128(parts: list[Gs1Element]) -> str:
    """FNC1, then the elements; those of variable length end with FNC1. The digits at the start go two in a bar."""
    said = _joined(parts, FNC1, _b)
    digits = len(said) - len(said.lstrip("0123456789"))
    digits -= digits % 2
    if digits < 4:
        return f">:{FNC1}{said}"
    rest = said[digits:]
    return f">;{FNC1}{said[:digits]}" + (f">6{rest}" if rest else "")


def _joined(parts: list[Gs1Element], separator: str, quote: Callable[[str], str] = str) -> str:
    said = ""
    for place, each in enumerate(parts):
        open_ended = not each.identifier.fixed and place < len(parts) - 1
        said += each.code + quote(each.value) + (separator if open_ended else "")
    return said


def _b(text: str) -> str:
    """``>`` begins an instruction in a Code 128 field; the sign itself is ``>0``."""
    return text.replace(">", ">0")


def _graphic(logo: Bitmap) -> str:
    a_row = (logo.width + 7) // 8
    return f"^GFA,{len(logo.rows)},{len(logo.rows)},{a_row},{logo.rows.hex().upper()}^FS"


def _dots(length: Decimal, dots: int) -> int:
    return round(length * dots)
