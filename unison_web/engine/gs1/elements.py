"""Element strings: what a GS1 barcode says, as a list of (application identifier, value).

`(01)05901234123457(10)A1(17)271231` is for people, `]C10105901234123457 10A1␝17271231` comes out of a scanner. The
order on the label is free: a value of fixed length may be followed by anything, any other one ends at a separator
(FNC1, transmitted as ASCII 29).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from unison_web.engine.gs1.checks import CHECKS, check_digit, day_of, is_digits, wrong_characters
from unison_web.engine.gs1.table import TABLE, Identifier, matches

SEPARATOR = "\x1d"


class NotGs1(ValueError):
    """What is wrong with a code, in words a person at a scanner understands. `code` is the identifier it is about,
    `problem` the finding itself: a `WrongDigit` where the check digit is it."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(f"({code}) {message}" if code else message)
        self.code, self.problem = code, message


@dataclass(frozen=True, slots=True)
class Element:
    """One identifier with its value; only made by the functions of this module, so it has been checked."""

    code: str
    value: str

    @property
    def identifier(self) -> Identifier:
        return TABLE[self.code]

    @property
    def title(self) -> str:
        return TABLE[self.code].title

    @property
    def amount(self) -> Decimal | None:
        """A measure with its decimal places put in: (3103)000195 is 0.195 kg. Counts and prices likewise."""
        if self.code[0] == "3" and len(self.code) == 4 and is_digits(self.value):
            return Decimal(self.value).scaleb(-int(self.code[3]))
        return Decimal(self.value) if self.code in ("30", "37") else None

    def day(self, this_year: int) -> date | None:
        """The date of (11) produced, (13) packed, (15) best before, (17) expires …"""
        first = TABLE[self.code].components[0]
        return day_of(self.value[:6], this_year) if first.checks[:1] in (("yymmd0",), ("yymmdd",)) else None


def element(code: str, value: str) -> Element:
    """A checked element; NotGs1 says what is wrong with it."""
    identifier = TABLE.get(code)
    if identifier is None:
        raise NotGs1("is not an application identifier", code)
    rest = value
    for component in identifier.components:
        if not rest and component.optional:
            break
        part, rest = rest[: component.most], rest[component.most :]
        if len(part) < component.least:
            raise NotGs1(f"{value!r} is too short", code)
        problem = wrong_characters(component.kind, part)
        for check in component.checks:
            problem = problem or CHECKS[check](part)
        if problem:
            raise NotGs1(problem, code)
    if rest:
        raise NotGs1(f"{value!r} is too long", code)
    return Element(code, value)


def parse_brackets(text: str) -> list[Element]:
    r"""The form for people; a bracket that belongs to a value is written `\(`."""
    if not text.startswith("("):
        raise NotGs1("an element string starts with an identifier in brackets")
    found: list[Element] = []
    position = 0
    while position < len(text):
        closing = text.find(")", position)
        if text[position] != "(" or closing < 0:
            raise NotGs1("an identifier is not closed by a bracket")
        code = text[position + 1 : closing]
        value: list[str] = []
        position = closing + 1
        while position < len(text) and text[position] != "(":
            if text.startswith("\\(", position):
                position += 1
            value.append(text[position])
            position += 1
        found.append(element(code, "".join(value)))
    return found


def parse_plain(text: str, separator: str = SEPARATOR) -> list[Element]:
    """What a scanner sends, with or without the separator at the start."""
    text = text.removeprefix(separator)
    if not text:
        raise NotGs1("there is nothing in it")
    found: list[Element] = []
    while text:
        identifier = next((TABLE[text[:size]] for size in (2, 3, 4) if text[:size] in TABLE), None)
        if identifier is None:
            raise NotGs1("is not an application identifier", text[:4])
        text = text[len(identifier.code) :]
        end = identifier.size if identifier.fixed else _until(text, separator)
        found.append(element(identifier.code, text[:end]))
        text = text[end:].removeprefix(separator)
    return found


def brackets(elements: Iterable[Element]) -> str:
    """For people, under the bars."""
    return "".join("({}){}".format(item.code, item.value.replace("(", "\\(")) for item in elements)


def plain(elements: Iterable[Element], separator: str = SEPARATOR) -> str:
    """For the encoder: separators only where a value of open length is followed by another one."""
    return "".join(_plain(elements, separator))


def shortest(elements: Iterable[Element]) -> list[Element]:
    """Fixed lengths first, so that the fewest separators are printed; otherwise the order given."""
    return sorted(elements, key=lambda item: not item.identifier.fixed)


def association_problems(elements: Sequence[Element]) -> list[str]:
    """What may not stand together or needs company: a lot without a GTIN identifies nothing."""
    problems: list[str] = []
    values: dict[str, str] = {}
    for item in elements:
        if values.setdefault(item.code, item.value) != item.value:
            problems.append(f"({item.code}) occurs with two values")
    for code in values:
        others = [other for other in values if other != code]
        for other in others:
            if any(matches(other, pattern) for pattern in TABLE[code].forbids):
                problems.append(f"({code}) must not stand beside ({other})")
        for groups in TABLE[code].needs:
            if not any(all(any(matches(o, want) for o in others) for want in group) for group in groups):
                wanted = " / ".join("+".join(f"({want})" for want in group) for group in groups)
                problems.append(f"({code}) needs {wanted} beside it")
    return problems


def gtin14(digits: str) -> str:
    """A GTIN-8, -12, -13 or -14 with a right check digit, padded to fourteen digits."""
    if len(digits) not in (8, 12, 13, 14) or not is_digits(digits):
        raise NotGs1(f"{digits!r} is no GTIN")
    return element("01", digits.zfill(14)).value


def complete(body: str) -> str:
    """`body` with its check digit: for GTIN, SSCC and every other GS1 key that ends in one."""
    return body + check_digit(body)


def sscc(extension: int, company_prefix: str, serial: int) -> str:
    """The number of a logistic unit: extension digit, company prefix, serial reference, check digit."""
    room = 16 - len(company_prefix)
    reference = str(serial)
    if not 0 <= extension <= 9 or not is_digits(company_prefix) or not 4 <= len(company_prefix) <= 12:
        raise NotGs1("an SSCC starts with an extension digit and a company prefix of 4 to 12 digits")
    if serial < 0 or len(reference) > room:
        raise NotGs1(f"serial {serial} does not fit behind company prefix {company_prefix}")
    return complete(f"{extension}{company_prefix}{reference.zfill(room)}")


def _plain(elements: Iterable[Element], separator: str) -> Iterator[str]:
    open_end = False
    for item in elements:
        if open_end:
            yield separator
        yield item.code + item.value
        open_end = not item.identifier.fixed


def _until(text: str, separator: str) -> int:
    found = text.find(separator)
    return len(text) if found < 0 else found
