"""What a cell says, in the one way everything behind it understands."""

from __future__ import annotations

import re
from collections.abc import Callable

from unison_web.kit.importing.declaring import Column, choice_words

YES = frozenset(
    (
        "yes", "y", "true", "t", "1", "x", "ja", "j", "wahr", "sí", "si", "s", "verdadero", "oui", "o", "vrai", "tak",
        "prawda", "vero", "on", "✓", "نعم", "صحيح",
    )
)  # fmt: skip
NO = frozenset(
    (
        "no", "n", "false", "f", "0", "nein", "falsch", "non", "faux", "nie", "fałsz", "falso", "off", "-", "لا", "خطأ",
    )
)  # fmt: skip
SPACES = re.compile(r"[\s\u00a0\u202f'’]")
GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?"),
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"),
}
MONEY = re.compile(r"^[^\d+\-.,]{1,4}(?=[\d+\-.,])|(?<=\d)\s*[^\d\s.,eE+\-]{1,4}$")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2}:\d\d(?::\d\d)?).*)?")
MIXED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})(?:[T ,]+(\d{1,2}:\d\d(?::\d\d)?).*)?")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
#: A day alone, where an instant is asked for, means by the end of it.
END_OF_DAY = "23:59:00"


class Reader:
    """Reads cells of one sheet, whose numbers and days are written in one way."""

    def __init__(self, decimal: str, dates: str) -> None:
        self.decimal, self.dates = decimal, dates
        self.kinds: dict[str, Callable[[str], str]] = {
            "number": self.number, "whole": self.whole, "date": self.day, "moment": self.moment, "yes_no": yes_no,
        }  # fmt: skip

    def read(self, column: Column, text: str) -> str:
        """What cannot be read stays as it was, to be named as it was."""
        if column.kind == "choice":
            return chosen(column, text)
        reads = self.kinds.get(column.kind)
        return reads(text) if reads else text

    def number(self, text: str) -> str:
        bare = SPACES.sub("", MONEY.sub("", text.strip()))
        thousands = "." if self.decimal == "," else ","
        if GROUPED[self.decimal].fullmatch(bare):
            bare = bare.replace(thousands, "")
        return bare.replace(",", ".") if bare.count(",") == 1 and "." not in bare else bare

    def whole(self, text: str) -> str:
        bare = self.number(text)
        return re.sub(r"\.0+$", "", bare)

    def day(self, text: str) -> str:
        return self._parts(text)[0]

    def moment(self, text: str) -> str:
        day, clock = self._parts(text)
        if not ISO_DAY.fullmatch(day):
            return text
        hours = f"{clock or END_OF_DAY}:00"[:8].rjust(8, "0") if clock.count(":") == 1 else clock or END_OF_DAY
        midnight = hours in ("00:00:00", "0:00:00")
        return f"{day}T{END_OF_DAY if midnight else hours.rjust(8, '0')}"

    def _parts(self, text: str) -> tuple[str, str]:
        """The day as ISO writes it and what was said of the hour; the text itself where it is no day."""
        bare = text.strip()
        if found := ISO.fullmatch(bare) or COMPACT.fullmatch(bare):
            year, month, day = found[1], found[2], found[3]
        elif found := MIXED.fullmatch(bare):
            first, second, year = found[1], found[2], found[3]
            year = year if len(year) == 4 else f"20{year}"
            day, month = (second, first) if self.dates == "mdy" else (first, second)
        else:
            return text, ""
        clock = (found[4] or "") if found.re is not COMPACT else ""
        return f"{year}-{int(month):02}-{int(day):02}", clock


def yes_no(text: str) -> str:
    word = text.strip().lower()
    return "true" if word in YES else "false" if word in NO else text


def chosen(column: Column, text: str) -> str:
    word = text.strip().lower()
    if word in column.choices:
        return word
    found = choice_words().get(column.field, {}).get(word, "")
    return found if found in column.choices else text.strip()
