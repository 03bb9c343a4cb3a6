"""Fields in braces become the values of a record; codes become what a scanner is to read.

``shown`` are values as people read them, ``raw`` as machines do: a day is ``31 Dec 2027`` on the label and ``271231``
in (17).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from unison_web.engine.gs1.digital_link import link
from unison_web.engine.gs1.elements import Element as Gs1Element
from unison_web.engine.gs1.elements import NotGs1, element
from unison_web.engine.labels.design import GS1, Design, Element

FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
PART = re.compile(r"\((\d{2,4})\)((?:[^({]|\{[^}]*\})*)")
#: Identifiers without which the others of a pattern mean nothing; where their value is missing, ours stands alone.
KEYS = frozenset({"00", "01", "02"})
OWN = "91"


@dataclass(frozen=True, slots=True)
class Values:
    """What a record says. ``code`` is the number it is known by here."""

    code: str
    shown: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)

    def machine(self, key: str) -> str:
        return self.raw.get(key, self.shown.get(key, ""))


def fields_in(text: str) -> set[str]:
    """The fields a text asks for."""
    return set(FIELD.findall(text))


def unknown_fields(design: Design, known: set[str]) -> set[str]:
    return {name for each in design.elements for name in fields_in(each.text)} - known


def written(text: str, values: Values) -> str:
    """For people: a field without a value leaves nothing behind."""
    return FIELD.sub(lambda found: values.shown.get(found[1], ""), text).strip()


def gs1_parts(pattern: str, values: Values) -> list[Gs1Element]:
    """The elements of a pattern ``(01){gtin}(10){number}``, checked; those without a value are left out.

    A symbol never claims a number that GS1 did not give out: where the key (00), (01) or (02) has no value, the
    record's own number stands alone in (91), which GS1 leaves to companies. Raises NotGs1.
    """
    said = [
        (code, FIELD.sub(lambda found: values.machine(found[1]), text).strip()) for code, text in PART.findall(pattern)
    ]
    if not said:
        raise NotGs1("an element string starts with an identifier in brackets")
    if any(code in KEYS and not value for code, value in said):
        return [element(OWN, values.code)]
    return [element(code, value) for code, value in said if value]


def bracketed(parts: list[Gs1Element]) -> str:
    return "".join(f"({each.code}){each.value}" for each in parts)


def encoded(each: Element, values: Values, base: str) -> str:
    """What the symbol holds: plain text, an element string in brackets, or an address. Raises NotGs1.

    ``base`` is where addresses of ours begin. Without a GS1 key a Digital Link is the house's own address.
    """
    if each.code not in GS1:
        return FIELD.sub(lambda found: values.machine(found[1]), each.text).strip() or values.code
    parts = gs1_parts(each.text, values)
    if each.code != "digital_link":
        return bracketed(parts)
    return f"{base}/{values.code}" if parts[0].code == OWN else link(base, parts)
