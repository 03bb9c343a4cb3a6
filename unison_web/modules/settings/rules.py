"""How a number may be written."""

from __future__ import annotations

import re

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, all_of, no

#: Documents that get numbers, as ``kit.numbering`` calls them.
KINDS = ("work_order", "customer_order", "partner", "shipment")
#: Letters, digits and ``-_.`` (numbers stand in addresses and bar codes), the plant's code, the year, once the number.
PARTS = re.compile(r"(?:[A-Za-z0-9_.-]|\{plant\}|\{year\}|\{n(?::0[2-9])?\})+")
NUMBER = re.compile(r"\{n(?::0[2-9])?\}")
LARGEST = 10**12


class Settings(Permission):
    READ = "settings:read"
    WRITE = "settings:write"


def good_series(pattern: str, next_value: int, at_least: int) -> Verdict:
    """A number is never given twice, so the counter only goes up."""
    return all_of((_good_pattern(pattern), _goes_up(next_value, at_least)))


def _good_pattern(pattern: str) -> Verdict:
    if len(NUMBER.findall(pattern)) != 1:
        return no(_("Write {n} once, where the number goes. {n:06} fills it up with zeros"), field="pattern")
    if not PARTS.fullmatch(pattern):
        return no(_("Only letters, digits, - _ . and {n}, {plant}, {year}"), field="pattern")
    return YES


def _goes_up(next_value: int, at_least: int) -> Verdict:
    if next_value < at_least:
        words = _("Numbers up to {last} are given. The next one is {first} or higher")
        return no(words.format(last=at_least - 1, first=at_least), field="next_value")
    return YES
