"""What nobody should send: whole bodies, single values by their type, paths, queries and forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

DEEP = 20_000
#: Whole bodies, with the content type they claim.
BODIES: dict[str, tuple[str, bytes]] = {
    "nothing": ("application/json", b""),
    "null": ("application/json", b"null"),
    "a list": ("application/json", b"[]"),
    "a string": ("application/json", b'"text"'),
    "a number beyond any": ("application/json", b"1e400"),
    "not a number": ("application/json", b"NaN"),
    "a field that is not a number": ("application/json", b'{"quantity": NaN, "name": Infinity}'),
    "half a body": ("application/json", b'{"name": "x'),
    "lists 20,000 deep": ("application/json", b"[" * DEEP + b"]" * DEEP),
    "objects 20,000 deep": ("application/json", b'{"a":' * DEEP + b"1" + b"}" * DEEP),
    "a field 20,000 deep": ("application/json", b'{"name":' + b"[" * DEEP + b"]" * DEEP + b"}"),
    "the same name twice": ("application/json", b'{"name": "a", "name": "b", "quantity": 1, "quantity": 2}'),
    "unknown fields": ("application/json", b'{"organization_id": "x", "__class__": "y", "id": 1}'),
    "not UTF-8": ("application/json", b'{"name": "\xff\xfe"}'),
    "half a surrogate": ("application/json", b'{"name": "\\ud800", "note": "\\udfff"}'),
    "a form instead": ("application/x-www-form-urlencoded", b"name=x&quantity=%00&quantity=1"),
    "a broken multipart": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; nam"),
    "a multipart without a boundary": ("multipart/form-data", b"--x\r\n\r\n--x--"),
    "XML": (
        "application/xml",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ),
    "MessagePack": ("application/x-msgpack", b"\x81\xa4name\xc1"),
    "a type that is none": ("/", b"{}"),
    "a charset that is none": ("application/json; charset=klingon", b"{}"),
}
#: What every route gets in every run; the long run throws everything at everything.
SHORT = frozenset(
    {"nothing", "a list", "half a body", "objects 20,000 deep", "unknown fields", "not UTF-8", "half a surrogate",
     "a form instead", "a broken multipart", "NUL", "deep names", "numbers beyond any", "dates beyond any"}
)  # fmt: skip
FORMS = {
    "NUL": "name=%00&code=%00&reason=%00&quantity=%00",
    "not UTF-8": "name=%ff%fe&code=%c3%28",
    "half a surrogate": "name=%ed%a0%80",
    "deep names": "a" + "[a]" * 2000 + "=1&name=x",
    "a place too far": "lines[999999999999999999999].quantity=1&name[0]=x&name[b]=y",
    "odd names": "[=1&]=2&.=3&a..b=4&a[]=5&=6&__proto__[x]=7",
    "a name twice": "name=a&name=b&quantity=1&quantity=2&code=a&code=b",
    "a thousand names": "&".join(f"f{n}=1" for n in range(1000)),
    "numbers beyond any": "quantity=1e400&sequence=99999999999999999999&priority=1e400&numerator=99999999999999999999",
    "not numbers": "quantity=NaN&sequence=NaN&priority=Infinity&cost_rate=-Infinity&base_quantity=sNaN",
    "dates beyond any": "due_at=9999-12-31T23:59&valid_from=0001-01-01&valid_to=99999-01-01&occurred_at=0001-01-01",
}
SEGMENTS = (
    "not-an-id",
    "0",
    "-1",
    "9" * 40,
    "%00",
    "%ff",
    "..%2f..%2fetc",
    "a" * 4000,
    "%F0%9F%92%A9",
    "' or 1=1 --",
    "1e400",
)
QUERIES = (
    {"limit": "-1"}, {"limit": "1e9"}, {"limit": "9" * 40}, {"limit": "NaN"}, {"sort": "; drop table users"},
    {"sort": "-"},
    {"sort": "__class__"}, {"after": "garbage"}, {"after": "W251bGxd"}, {"before": "////"},
    {"after": "WyJhIiwiYiIsImMiXQ"},
    {"q": "\x00"}, {"q": "%" * 500}, {"q": "\\"}, {"q": "a " * 5000}, {"unknown": "1"}, {"q": "💩"},
    {"state": "\x00"}, {"on": "0001-01-01"}, {"on": "9999-12-31"}, {"on": "x"}, {"quantity": "1e400"},
    {"quantity": "NaN"},
    {"levels": "1e99"}, {"levels": "0"}, {"value": "1e999999"}, {"value": "sNaN"}, {"value": "1e-999999"},
)  # fmt: skip
FEW_QUERIES = QUERIES[1:26:3]
#: By kind: what every run sends, and, behind the bar, what the long one sends too.
TEXTS = (("a\x00b", " ", "x" * 100_000), ("\x00", "\u202e\u0000", "", "'; --", "{{7*7}}", "\ud83d\ude00" * 30))
NUMBERS = (
    ("NaN", 1e400, 10**30, "1e-400", "-1"),
    ("-NaN", "sNaN", "Infinity", "1e400", "0", -(10**30), 1e308, "9" * 5000, "0x10", "1_000"),
)
WHOLE = ((2**31, 2**64, -1, 0), (2**63, -(2**63), 10**40, 1.5, "1e9", True))
INSTANTS = (
    ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "2026-01-01T00:00:00", 1e400),
    ("0001-01-01T00:00:00", "9999-12-31T23:59:59", "0001-01-01T00:00:00+14:00", "2026-02-30T00:00:00Z", "infinity", 0),
)
DAYS = (("0001-01-01", "9999-12-31", "2026-02-30"), ("infinity", "0000-00-00"))
OTHERS = ((), ([], None, {}, [[]], {"a": {"b": None}}, True, 1))


def values(schema: dict[str, Any], *, everything: bool) -> Iterator[Any]:
    """Hostile values for a field, by what the document says it is."""
    kinds = [schema, *schema.get("anyOf", []), *schema.get("oneOf", [])]
    formats, types = {kind.get("format") for kind in kinds}, {kind.get("type") for kind in kinds}
    for few, more in (of_kind(formats, types), OTHERS):
        yield from few
        yield from more if everything else ()


def of_kind(formats: set[Any], types: set[Any]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    if "date-time" in formats:
        return INSTANTS
    if "date" in formats:
        return DAYS
    if "decimal" in formats or "number" in types:
        return NUMBERS
    return WHOLE if "integer" in types else TEXTS


def chosen(everything: dict[str, Any], *, long: bool) -> dict[str, Any]:
    return {name: value for name, value in everything.items() if long or name in SHORT}


def dumped(body: Any) -> bytes:
    """As JSON, with the numbers JSON does not have written the way careless programs write them."""
    return json.dumps(body).replace("Infinity,", "1e400,").encode()
