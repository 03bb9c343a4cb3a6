"""GS1 Digital Link: an identifier as a web address, `https://id.gs1.org/01/09520123456788/10/A1?17=271231`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote_to_bytes

from unison_web.engine.gs1.elements import Element, NotGs1, element
from unison_web.engine.gs1.table import TABLE

_ADDRESS = re.compile(
    r"(?:http|https|HTTP|HTTPS)://(?P<host>[A-Za-z0-9.:\-\[\]]+)/(?P<path>[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.DOTALL,
)
_SAFE = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_GTIN_SIZES = (8, 12, 13)

SHORT_NAMES = {
    "sscc": "00", "gtin": "01", "lot": "10", "ser": "21", "cpv": "22", "gdti": "253", "glnx": "254", "gcn": "255",
    "ginc": "401", "gsin": "402", "gln": "414", "payTo": "415", "partyGln": "417", "party": "417", "grai": "8003",
    "giai": "8004", "itip": "8006", "cpid": "8010", "cpsn": "8011", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018",
    "srin": "8019", "refNo": "8020",
}  # fmt: skip


def parse_link(uri: str) -> list[Element]:
    """The elements of an address, path first, then the query, in their order; NotGs1 when it is no Digital Link."""
    found = _ADDRESS.fullmatch(uri)
    if found is None or not _SAFE.fullmatch(uri):
        raise NotGs1("this is not a GS1 Digital Link")
    pairs = _pairs_from_key(found["path"])
    elements = [_element(code, value) for code, value in pairs]
    _check_order(elements)
    sequences = elements[0].identifier.key or ()
    beside = {code for sequence in sequences for code in sequence}
    for code, value in _attributes(found["query"] or ""):
        if code in beside or any(item.code == code for item in elements):
            raise NotGs1("belongs into the path, or is there twice", code)
        if code not in TABLE or not TABLE[code].attribute:
            raise NotGs1("may not be an attribute of a Digital Link", code)
        elements.append(_element(code, value))
    return elements


def link(base: str, elements: Iterable[Element]) -> str:
    """The address under `base`: primary key, its qualifiers in their order, everything else as attributes."""
    given = list(elements)
    key = next((item for item in given if item.identifier.key is not None), None)
    if key is None:
        raise NotGs1("a Digital Link needs a primary key such as (01) or (00)")
    by_code = {item.code: item for item in given}
    sequence = max(key.identifier.key or ((),), key=lambda codes: sum(code in by_code for code in codes), default=())
    path = [key, *(by_code[code] for code in sequence if code in by_code)]
    rest = [item for item in given if item not in path]
    query = "&".join(f"{item.code}={quote(item.value, safe='')}" for item in rest)
    address = "/".join([base.rstrip("/"), *(f"{item.code}/{quote(item.value, safe='')}" for item in path)])
    parsed = f"{address}?{query}" if query else address
    parse_link(parsed)
    return parsed


def _pairs_from_key(path: str) -> list[tuple[str, str]]:
    """Key and qualifiers: pairs read from the end until the primary key; what stands before it is anybody's."""
    parts = path.split("/")
    pairs: list[tuple[str, str]] = []
    for place in range(len(parts) - 2, -1, -2):
        code = SHORT_NAMES.get(parts[place], parts[place])
        if code not in TABLE:
            break
        pairs.insert(0, (code, _decoded(parts[place + 1])))
        if TABLE[code].key is not None:
            return pairs
    raise NotGs1("no primary key such as /01/ or /00/ is in the path")


def _check_order(elements: Sequence[Element]) -> None:
    given = [item.code for item in elements[1:]]
    sequences = elements[0].identifier.key or ((),)
    if not any(given == [code for code in sequence if code in given] for sequence in sequences):
        raise NotGs1(f"{' '.join(given)} may not follow in this order", elements[0].code)


def _attributes(query: str) -> list[tuple[str, str]]:
    """Numeric names are identifiers, any other parameter is somebody else's."""
    pairs = (part.partition("=") for part in re.split(r"[&;]", query))
    return [(name, _decoded(value.replace("+", " "))) for name, _, value in pairs if name.isascii() and name.isdigit()]


def _element(code: str, value: str) -> Element:
    if code == "01" and len(value) in _GTIN_SIZES:
        value = value.zfill(14)
    return element(code, value)


def _decoded(text: str) -> str:
    if re.search(r"%(?![0-9A-Fa-f]{2})", text):
        raise NotGs1("a percent sign is not followed by two hexadecimal digits")
    decoded = unquote_to_bytes(text)
    try:
        return decoded.decode("ascii")
    except UnicodeDecodeError:
        raise NotGs1("a value has characters outside ASCII") from None
