"""Secrets that have to be read again (a seed of codes, a client secret): AES-256-GCM under the installation's key.

A sealed value starts with the id of the key it was sealed with, so that ``SECRET_KEY`` can be replaced: name the old
one in ``SECRET_KEYS_BEFORE`` until everything was sealed anew. What a value belongs to (``about``) is authenticated
with it: a sealed value copied to another row does not open.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class Unreadable(Exception):
    """Sealed with a key nobody has any more, for something else, or tampered with."""


class Vault:
    """Seals with the first key, opens with any."""

    def __init__(self, secret: str, before: Sequence[str] = ()) -> None:
        self._keys = {_derived(each, b"unison vault id")[:4].hex(): _derived(each) for each in (secret, *before)}
        self._current = next(iter(self._keys))

    def seal(self, value: str, about: str) -> str:
        return self.seal_bytes(value.encode(), about).decode()

    def seal_bytes(self, value: bytes, about: str) -> bytes:
        nonce = secrets.token_bytes(NONCE)
        locked = AESGCM(self._keys[self._current]).encrypt(nonce, value, about.encode())
        return self._current.encode() + b":" + base64.urlsafe_b64encode(nonce + locked)

    def open(self, sealed: str, about: str) -> str:
        """Raises Unreadable."""
        return self.open_bytes(sealed.encode(), about).decode()

    def open_bytes(self, sealed: bytes, about: str) -> bytes:
        name, _colon, rest = sealed.partition(b":")
        try:
            raw = base64.urlsafe_b64decode(rest)
            return AESGCM(self._keys[name.decode()]).decrypt(raw[:NONCE], raw[NONCE:], about.encode())
        except (KeyError, ValueError, InvalidTag) as error:
            raise Unreadable from error

    def is_current(self, sealed: str) -> bool:
        """Whether the value was sealed with the key of today."""
        return sealed.startswith(self._current + ":")


def _derived(secret: str, info: bytes = b"unison vault") -> bytes:
    return HKDF(SHA256(), 32, None, info).derive(secret.encode())
