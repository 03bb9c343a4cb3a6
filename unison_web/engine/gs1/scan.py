"""What a scanner sends, by symbology identifier, and what it would send for data of ours.

`data` follows the notation of the GS1 syntax engine: `^` at the start and between elements stands for FNC1, a plain
text that starts with `^` is written `\\^`, and `|` joins a linear code with its composite part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from unison_web.engine.gs1.checks import check_digit, is_digits
from unison_web.engine.gs1.digital_link import parse_link
from unison_web.engine.gs1.elements import (
    SEPARATOR,
    Element,
    NotGs1,
    element,
    gtin14,
    parse_brackets,
    parse_plain,
    plain,
)

_IDENTIFIERS = {
    "]Q1": ("QR", False),
    "]Q3": ("QR", True),
    "]d1": ("DM", False),
    "]d2": ("DM", True),
    "]J0": ("DotCode", False),
    "]J1": ("DotCode", True),
    "]e0": ("DataBarExpanded", True),
    "]C1": ("GS1_128_CCA", True),
}
_EAN = {"]E0": ("EAN13", 13), "]E4": ("EAN8", 8)}
_MATRIX = {"QR": ("]Q1", "]Q3"), "DM": ("]d1", "]d2"), "DotCode": ("]J0", "]J1")}
_STACKED = {"DataBarExpanded", "GS1_128_CCA", "GS1_128_CCC"}
_DATABAR = {"DataBarOmni", "DataBarTruncated", "DataBarStacked", "DataBarLimited"}
_RETAIL = {"EAN13": 13, "EAN8": 8, "UPCA": 12, "UPCE": 12}
#: What scanners send for FNC1 where ASCII 29 would get lost on the way, and any other symbology's identifier.
STAND_INS = re.compile("\u241d|<GS>|\\{GS\\}|<FNC1>|\\{FNC1\\}")
PLAIN = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_CARET = re.compile(r"\\*\^")


@dataclass(frozen=True, slots=True)
class Scan:
    """A read code: `data` in the notation above, and its elements where it speaks GS1."""

    symbology: str
    data: str
    elements: tuple[Element, ...] = ()


def read_scan(sent: str) -> Scan:
    """What a scanner that transmits symbology identifiers (`]C1…`) sent; NotGs1 when it cannot be."""
    head, body = sent[:3], sent[3:]
    if head in _EAN:
        return _read_retail(*_EAN[head], body)
    if head not in _IDENTIFIERS:
        raise NotGs1("it does not start with a known symbology identifier")
    symbology, speaks_gs1 = _IDENTIFIERS[head]
    if speaks_gs1:
        elements = parse_plain(body)
        return Scan(symbology, "^" + body.replace(SEPARATOR, "^"), tuple(elements))
    if re.match(r"https?://", body, re.IGNORECASE):
        return Scan(symbology, body, tuple(parse_link(body)))
    return Scan(symbology, "\\" + body if _CARET.match(body) else body)


def understand(text: str) -> tuple[Element, ...]:
    """The elements of whatever was scanned or typed, or nothing when it is no GS1 code at all.

    Brackets, a scanner's string with or without symbology identifier, a Digital Link, a bare GTIN, a bare SSCC. A
    code that clearly means to be GS1 and is wrong (a bad check digit) is refused with the reason.
    """
    text = text.strip(" \r\n\t")
    if text.startswith("]"):
        return read_scan(text).elements
    if text.startswith("("):
        return tuple(parse_brackets(text))
    if SEPARATOR in text:
        return tuple(parse_plain(text))
    if is_digits(text) and len(text) in (8, 12, 13, 14):
        return (element("01", gtin14(text)),)
    return _perhaps(text)


def bare(text: str) -> str:
    """A code as it was typed in: no blanks around it, no identifier of a symbology that says nothing about GS1, and
    FNC1 as scanners write it that cannot type ASCII 29."""
    text = STAND_INS.sub(SEPARATOR, text.strip(" \r\n\t"))
    return text[3:] if PLAIN.match(text) and not _speaks(text[:3]) else text


def _speaks(head: str) -> bool:
    """Whether the symbology's identifier matters: for element strings and the codes of retail."""
    return head in _EAN or _IDENTIFIERS.get(head, ("", False))[1]


def suspect(text: str) -> NotGs1 | None:
    """Why a code that nobody knows, and that has the shape of a GS1 code without any mark, cannot be one."""
    try:
        if is_digits(text) and len(text) == 18:
            element("00", text)
        elif re.match(r"(01|02)\d{14}|00\d{18}", text, re.ASCII):
            parse_plain(text)
        elif "/01/" in text or "/00/" in text:
            parse_link(text)
    except NotGs1 as error:
        return error
    return None


def sent_by_scanner(symbology: str, data: str) -> str:
    """What a scanner would transmit for a code of ours: the other direction of `read_scan`, for tests and labels."""
    if symbology in _MATRIX:
        plain_head, gs1_head = _MATRIX[symbology]
        if data.startswith("^"):
            parse_plain(data, "^")
            return gs1_head + data[1:].replace("^", SEPARATOR)
        return plain_head + (data[1:] if _CARET.match(data.removeprefix("\\")) and data.startswith("\\") else data)
    linear, bar, composite = data.partition("|")
    if symbology in _STACKED:
        return _stacked(symbology, linear, composite if bar else "")
    if symbology in _DATABAR:
        first = [element("01", _completed(linear, 14))]
        return "]e0" + plain([*first, *(parse_plain(composite, "^") if bar else ())])
    if symbology in _RETAIL:
        digits = _completed(linear, _RETAIL[symbology])
        head = "]E4" if symbology == "EAN8" else "]E0" + "0" * (13 - len(digits))
        return head + digits + ("|]e0" + plain(parse_plain(composite, "^")) if bar else "")
    raise NotGs1(f"unknown symbology {symbology}")


def _stacked(symbology: str, linear: str, composite: str) -> str:
    if not linear.startswith("^"):
        raise NotGs1("this symbology only carries element strings")
    elements = parse_plain(linear, "^") + (parse_plain(composite, "^") if composite else [])
    head = "]C1" if symbology.startswith("GS1_128") and not composite else "]e0"
    return head + plain(elements)


def _read_retail(symbology: str, size: int, body: str) -> Scan:
    digits, bar, composite = body.partition("|]e0")
    if len(digits) != size or not is_digits(digits):
        raise NotGs1(f"{digits!r} does not have {size} digits")
    elements = [element("01", gtin14(digits)), *(parse_plain(composite) if bar else ())]
    data = digits + ("|^" + composite.replace(SEPARATOR, "^") if bar else "")
    return Scan(symbology, data, tuple(elements))


def _completed(digits: str, size: int) -> str:
    """With its check digit, which may be left out."""
    if not is_digits(digits) or len(digits) not in (size - 1, size):
        raise NotGs1(f"{digits!r} does not have {size} digits")
    full = digits if len(digits) == size else digits + check_digit(digits)
    gtin14(full)
    return full


def _perhaps(text: str) -> tuple[Element, ...]:
    """Most addresses are no Digital Links and most numbers no element strings; that is not an error."""
    try:
        if re.match(r"https?://", text, re.IGNORECASE):
            return tuple(parse_link(text))
        if is_digits(text) and len(text) == 18:
            return (element("00", text),)
        return tuple(parse_plain(text)) if text[:2] in ("00", "01", "02") else ()
    except NotGs1:
        return ()
