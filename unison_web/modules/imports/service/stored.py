"""The files of an import: kept in the database, read from a disk."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.imports.repository import ImportRepository

PIECE = 1024 * 1024


async def keep(uow: UnitOfWork, import_id: UUID, file: int, path: Path) -> None:
    with path.open("rb") as source:
        position = 0
        while piece := source.read(PIECE):
            await ImportRepository(uow).keep_part(import_id, file, position, zlib.compress(piece, 3))
            position += 1


@asynccontextmanager
async def on_disk(uow: UnitOfWork, import_id: UUID) -> AsyncIterator[list[Path]]:
    """The files, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="unison-import-") as folder:
        paths: list[Path] = []
        async for file, piece in ImportRepository(uow).parts(import_id):
            while len(paths) <= file:
                paths.append(Path(folder) / str(len(paths)))
                paths[-1].touch()
            with paths[file].open("ab") as out:
                out.write(zlib.decompress(piece))
        yield paths
