"""What makes the characters of a value wrong. A check answers None or what is wrong, in words.

Coupon codes (8110, 8112) are only checked for their characters: no plant scans them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from unison_web.engine.gs1.code_lists import COUNTRIES, COUNTRY_NUMBERS, CURRENCY_NUMBERS, MEDIA_TYPES

CSET82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
CSET39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CSET64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
CSET32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SETS = {"N": frozenset("0123456789"), "X": frozenset(CSET82), "Y": frozenset(CSET39), "Z": frozenset(CSET64)}
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)

Check = Callable[[str], "str | None"]


def check_digit(body: str) -> str:
    """The digit that completes a GTIN, SSCC, GLN …: weights 3 and 1 from the right, up to the next ten."""
    if not body or not is_digits(body):
        raise ValueError("a check digit is made of digits only")
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def check_pair(body: str) -> str:
    """The two check characters of a global model number (8013): prime weights, modulo 1021, in set 32."""
    if len(body) > len(_PRIMES):
        raise ValueError("a global model number has at most 23 characters before its check pair")
    total = sum(CSET82.index(sign) * prime for sign, prime in zip(reversed(body), _PRIMES, strict=False)) % 1021
    return CSET32[total >> 5] + CSET32[total & 31]


class WrongDigit(str):
    """The sentence about a wrong check digit, with the number and the digit that would be right."""

    __slots__ = ("number", "right")
    number: str
    right: str

    def __new__(cls, number: str, right: str) -> WrongDigit:
        said = super().__new__(cls, f"the check digit of {number} must be {right}")
        said.number, said.right = number, right
        return said


def is_digits(text: str) -> bool:
    """ASCII digits only: `"²".isdigit()` is true and `int("٣")` works, on a label neither is a digit."""
    return all("0" <= sign <= "9" for sign in text)


def wrong_characters(kind: str, value: str) -> str | None:
    """For N, X, Y, Z: the first character that the kind does not allow."""
    allowed = _SETS[kind]
    return next((f"the character {sign!r} is not allowed" for sign in value if sign not in allowed), None)


def day_of(value: str, this_year: int) -> date:
    """YYMMDD as a date. Day 00 means the last day of the month; the century is the one nearest to `this_year`."""
    year, month, day = int(value[:2]), int(value[2:4]), int(value[4:6])
    ahead = year - this_year % 100
    century = this_year // 100 + (-1 if ahead >= 51 else 1 if ahead <= -50 else 0)
    year += 100 * century
    return date(year, month, day or monthrange(year, month)[1])


def _csum(value: str) -> str | None:
    if len(value) < 2:
        return "too short for a check digit"
    if not is_digits(value):
        return "a check digit is made of digits only"
    right = check_digit(value[:-1])
    return None if value[-1] == right else WrongDigit(value, right)


def _csumalpha(value: str) -> str | None:
    if len(value) < 3 or wrong_characters("X", value):
        return "too short for a check pair"
    right = check_pair(value[:-2])
    return None if value[-2:] == right else f"the check pair of {value} must be {right}"


def _between(length: int, low: int, high: int, what: str) -> Check:
    def check(value: str) -> str | None:
        good = len(value) == length and is_digits(value) and low <= int(value) <= high
        return None if good else f"{value!r} is no {what}"

    return check


def _day(value: str, *, open_day: bool) -> str | None:
    if len(value) != 6 or not is_digits(value) or (value[4:] == "00" and not open_day):
        return f"{value!r} is no date YYMMDD"
    try:
        day_of(value, this_year=2000)
    except ValueError:
        return f"{value!r} is no date YYMMDD"
    return None


def _long_day(value: str) -> str | None:
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return f"{value!r} is no date YYYYMMDD"
    return None if len(value) == 8 and is_digits(value) else f"{value!r} is no date YYYYMMDD"


def _hhmi(value: str) -> str | None:
    return CHECKS["hh"](value[:2]) or CHECKS["mi"](value[2:])


def _iban(value: str) -> str | None:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{1,30}", value, re.ASCII):
        return f"{value!r} is no IBAN"
    digits = "".join(str(int(sign, 36)) for sign in value[4:] + value[:4])
    return None if int(digits) % 97 == 1 else f"the check digits of IBAN {value} are wrong"


def _one_of(allowed: frozenset[str], what: str) -> Check:
    return lambda value: None if value in allowed else f"{value!r} is no {what}"


def _like(pattern: str, what: str) -> Check:
    compiled = re.compile(pattern, re.ASCII | re.DOTALL)
    return lambda value: None if compiled.fullmatch(value) else f"{value!r} is no {what}"


def _piece(value: str) -> str | None:
    good = len(value) == 4 and is_digits(value) and 0 < int(value[:2]) <= int(value[2:])
    return None if good else f"{value!r} is no piece of a total"


def _position(value: str) -> str | None:
    good = re.fullmatch(r"[1-9]/[1-9]", value, re.ASCII) and value[0] <= value[2]
    return None if good else f"{value!r} is no position in a sequence"


def _nonzero(value: str) -> str | None:
    if not is_digits(value):
        return "digits only"
    return None if value.strip("0") else "must not be zero"


CHECKS: dict[str, Check] = {
    "couponcode": lambda _value: None,
    "couponposoffer": lambda _value: None,
    "cset82": lambda value: wrong_characters("X", value),
    "cset39": lambda value: wrong_characters("Y", value),
    "cset64": lambda value: wrong_characters("Z", value),
    "csetnumeric": lambda value: wrong_characters("N", value),
    "csum": _csum,
    "csumalpha": _csumalpha,
    "gcppos1": _like(r"\d{4}.*", "value that starts with a company prefix"),
    "gcppos2": _like(r".\d{4}.*", "value with a company prefix"),
    "hasnondigit": _like(r".*\D.*", "value with a letter or sign"),
    "hh": _between(2, 0, 23, "hour"),
    "hhmi": _hhmi,
    "hyphen": _like(r"-+", "minus sign"),
    "iban": _iban,
    "importeridx": _like(r"[-_A-Za-z0-9]", "importer index"),
    "iso3166": _one_of(COUNTRY_NUMBERS, "country number"),
    "iso3166999": _one_of(COUNTRY_NUMBERS | {"999"}, "country number"),
    "iso3166alpha2": _one_of(COUNTRIES, "country code"),
    "iso4217": _one_of(CURRENCY_NUMBERS, "currency number"),
    "iso5218": _like(r"[0129]", "code for a sex"),
    "latitude": _between(10, 0, 1_800_000_000, "latitude"),
    "longitude": _between(10, 0, 3_600_000_000, "longitude"),
    "mediatype": _one_of(MEDIA_TYPES, "media type"),
    "mi": _between(2, 0, 59, "minute"),
    "nonzero": _nonzero,
    "nozeroprefix": _like(r"0|[^0].*|", "number without leading zero"),
    "packagetype": _like(r"[0-9A-Z]{1,4}", "package type"),
    "pcenc": _like(r"(?:[^%]|%[0-9A-Fa-f]{2})*", "percent-encoded text"),
    "pieceoftotal": _piece,
    "posinseqslash": _position,
    "ss": _between(2, 0, 59, "second"),
    "winding": _like(r"[019]", "winding direction"),
    "yesno": _like(r"[01]", "yes or no"),
    "yymmd0": lambda value: _day(value, open_day=True),
    "yymmdd": lambda value: _day(value, open_day=False),
    "yyyymmdd": _long_day,
    "zero": _like(r"0+", "zero"),
}
