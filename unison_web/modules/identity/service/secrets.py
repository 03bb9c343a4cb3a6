"""Hashing. argon2 runs in threads, a few at a time: it takes 64 MiB and tens of milliseconds on purpose."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = asyncio.Semaphore(3)
hasher = PasswordHasher()


def new_secret() -> str:
    """256 random bits, as text."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a random secret. It has full entropy, so a fast hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def hash_password(password: str) -> str:
    async with AT_ONCE:
        return await asyncio.to_thread(hasher.hash, password)


async def password_fits(password: str, stored: str | None) -> bool:
    """Takes as long for an account that does not exist, so that time tells nothing."""
    async with AT_ONCE:
        return await asyncio.to_thread(_verify, stored or _nobody(), password) and stored is not None


def _verify(stored: str, password: str) -> bool:
    try:
        return hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobody() -> str:
    return hasher.hash(secrets.token_hex(16))
