"""Keys. UUIDv7: random enough to be unguessable across companies, ordered enough to keep indexes compact."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562, section 5.7)."""
    return uuid7()
