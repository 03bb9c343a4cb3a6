"""Where files are kept: one interface, and a folder of this machine behind it.

Keys are ``{organization}/{kind}/{id}/{name}``. Whoever builds another storage implements the three methods; nobody else
knows where the bytes are.
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path
from typing import Protocol
from uuid import UUID


class Storage(Protocol):
    """Bytes under keys. A key that is not there raises :class:`Missing`."""

    async def put(self, key: str, content: bytes) -> None: ...

    async def get(self, key: str) -> bytes: ...

    async def remove(self, key: str) -> None: ...


class Missing(LookupError):
    """There is nothing under this key."""


def key_of(organization: UUID, kind: str, file_id: UUID, name: str) -> str:
    """Safe on every file system, whatever people call their files."""
    bare = re.sub(r"[^A-Za-z0-9._-]+", "_", name)[-80:].strip("._") or "file"
    return f"{organization}/{kind}/{file_id}/{bare}"


class Folder:
    """Files below one folder. A file is there whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    async def put(self, key: str, content: bytes) -> None:
        await asyncio.to_thread(self._write, self._path(key), content)

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread(self._path(key).read_bytes)
        except FileNotFoundError:
            raise Missing(key) from None

    async def remove(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, True)

    def _path(self, key: str) -> Path:
        path = (self._root / key).resolve()
        if not path.is_relative_to(self._root.resolve()):
            raise Missing(key)
        return path

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        Path(half.name).replace(path)
