"""OData V2 as SAP Gateway speaks it: values, keys, pages and troubles. No network here.

Sources: OData Version 2.0 (JSON format, URI conventions), and replies kept in the cases of the tests. Quantities are
texts with decimals, dates are ``/Date(milliseconds)/``, an answer is wrapped in ``d``, and a page names the next one in
``__next``.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DATE = re.compile(r"/Date\((-?\d{1,17})([+-]\d{1,4})?\)/")
NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?-?")
TAGS = re.compile(r"<[^>]{0,500}>")
PORTS = {"http": 80, "https": 443}
#: More is no answer a person could read.
LONGEST = 500


class NotOData(ValueError):
    """What came is not what the protocol says."""


class Elsewhere(NotOData):
    """The next page lies with somebody else. Its text is that address's origin."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as they came. ``next`` as it was written, empty at the end; ``count`` where it was asked for."""

    rows: list[dict[str, Any]]
    next: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What SAP said, in its own words."""

    code: str
    message: str
    details: tuple[str, ...] = ()
    transaction: str = ""

    def __str__(self) -> str:
        return "; ".join((self.message, *self.details))


def instant(said: Any) -> datetime | None:
    """``/Date(1594857600000)/``, with or without the offset that only says how it is shown; nothing where it is
    empty."""
    if said in (None, ""):
        return None
    found = DATE.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise NotOData(f"no date: {str(said)[:60]}")
    try:
        return EPOCH + timedelta(milliseconds=int(found[1]))
    except OverflowError as error:
        raise NotOData(f"no date: {said[:60]}") from error


def written(at: datetime) -> str:
    """An instant as it is sent."""
    return f"/Date({(at - EPOCH) // timedelta(milliseconds=1)})/"


def number(said: Any) -> Decimal:
    """``1160.000``; some systems put the minus behind. Binary fractions are refused: they are not what was counted."""
    if said in (None, ""):
        return Decimal(0)
    if isinstance(said, int) and not isinstance(said, bool):
        return Decimal(said)
    text = said.strip() if isinstance(said, str) else ""
    if not NUMBER.fullmatch(text):
        raise NotOData(f"no number: {str(said)[:60]}")
    try:
        return -Decimal(text[:-1]) if text.endswith("-") else Decimal(text)
    except InvalidOperation as error:
        raise NotOData(f"no number: {text[:60]}") from error


def literal(value: str | bool | int | Decimal | datetime | date) -> str:
    """A value in ``$filter`` and in keys (URI conventions, 2.2.2)."""
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"datetimeoffset'{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
    if isinstance(value, date):
        return f"datetime'{value.isoformat()}T00:00:00'"
    return f"{value}M" if isinstance(value, Decimal) else str(value)


def entity(name: str, **keys: str) -> str:
    """``A_ProductPlant(Product='TG11',Plant='1010')``; one key stands alone. Safe in a path."""
    listed = list(keys.items())
    inside = literal(listed[0][1]) if len(listed) == 1 else ",".join(f"{key}={literal(v)}" for key, v in listed)
    safe = quote(inside, safe="'=,")
    return f"{name}({safe})"


def body(answer: bytes) -> dict[str, Any]:
    """What is in ``d``."""
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise NotOData("the answer is no JSON, or broke off") from error
    inner = found.get("d") if isinstance(found, dict) else None
    if isinstance(inner, list):
        return {"results": inner}
    if not isinstance(inner, dict):
        raise NotOData("the answer has no d")
    return inner


def page(answer: bytes) -> Page:
    """A page of a set."""
    inner = body(answer)
    rows, following, count = inner.get("results"), inner.get("__next", ""), inner.get("__count")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or not isinstance(following, str):
        raise NotOData("the answer is no page of a set")
    if count is not None and not str(count).isdigit():
        raise NotOData("the count is no number")
    return Page(rows, following, None if count is None else int(count))


def expanded(row: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """What was expanded in a row: a set, one record, or nothing. A link that was left unexpanded is nothing."""
    found = row.get(name)
    if isinstance(found, dict):
        found = found.get("results", [] if "__deferred" in found else [found])
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def next_address(asked: str, said: str) -> str:
    """Where the next page is. ``__next`` counts as written, from the address that was asked; never at another
    origin."""
    found = urljoin(asked, said)
    if origin(found) != origin(asked):
        raise Elsewhere(urlsplit(found).netloc[:200])
    return found


def origin(url: str) -> tuple[str, str, int | None]:
    """Scheme, host and port, as browsers compare them. A user name in an address makes it nobody's."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError as error:
        raise Elsewhere(url[:200]) from error
    if parts.username is not None or parts.password is not None:
        raise Elsewhere(url[:200])
    return parts.scheme, (parts.hostname or "").lower(), port


def fault(status: int, answer: bytes) -> Fault:
    """An error body: JSON, XML where a component in front answers, a page of HTML, or nothing at all."""
    text = answer.decode("utf-8", "replace").strip()
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        said = None
    error = said.get("error") if isinstance(said, dict) else None
    return _from_json(status, error) if isinstance(error, dict) else _from_markup(status, text)


def _from_json(status: int, error: dict[str, Any]) -> Fault:
    message = error.get("message")
    words = message.get("value") if isinstance(message, dict) else message
    inner = error.get("innererror")
    inner = inner if isinstance(inner, dict) else {}
    listed = inner.get("errordetails")
    details = [each.get("message") for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    main = _tidy(words) or f"HTTP {status}"
    told = dict.fromkeys(_tidy(each) for each in details)
    others = tuple(each for each in told if each and each != main)
    return Fault(_tidy(error.get("code")), main, others[:10], _tidy(inner.get("transactionid")))


def _from_markup(status: int, text: str) -> Fault:
    """Read by looking for two elements: an XML parser would believe what strangers declare in it."""
    found = {}
    for name in ("code", "message", "title"):
        start = re.search(rf"<(?:\w+:)?{name}\b[^>]{{0,200}}>", text[:20_000], re.IGNORECASE)
        if start:
            found[name] = text[start.end() : start.end() + 2000].partition("</")[0]
    plain = "" if text.startswith("<") else text
    words = found.get("message") or found.get("title") or plain
    return Fault(_tidy(found.get("code")), _tidy(words) or f"HTTP {status}")


def _tidy(said: Any) -> str:
    words = said if isinstance(said, str) else ""
    return " ".join(html.unescape(TAGS.sub(" ", words)).replace("\x00", "").split())[:LONGEST]
