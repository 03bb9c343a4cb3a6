"""Addresses that open one stored file to whoever holds them, until they end: signed, so that nobody can write one."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime

from unison_web.kit import clock

PURPOSE = b"file-link:"


def signed(secret: str, key: str, until: datetime) -> str:
    """What stands in the address for the file ``key`` of the storage."""
    body = f"{int(until.timestamp())}:{key}".encode()
    return f"{_text(body)}.{_text(_mark(secret, body))}"


def opened(secret: str, token: str) -> str | None:
    """The key of the file, or None where the address was not written by us, or has ended."""
    said, _dot, mark = token.partition(".")
    try:
        body, given = urlsafe_b64decode(said + "=" * (-len(said) % 4)), urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
    except (Error, ValueError):
        return None
    if not hmac.compare_digest(given, _mark(secret, body)):
        return None
    until, _colon, key = body.decode().partition(":")
    return key if int(until) > clock.now().timestamp() else None


def _mark(secret: str, body: bytes) -> bytes:
    return hmac.new(secret.encode(), PURPOSE + body, hashlib.sha256).digest()


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
