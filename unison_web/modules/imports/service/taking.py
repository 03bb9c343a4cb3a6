"""A new import: files are looked at, guessed at and kept. Nothing of them is believed yet."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.importing.declaring import Importable
from unison_web.kit.importing.extra import columns_of
from unison_web.modules.imports import rules
from unison_web.modules.imports.files import guessing, sheets, sniffing
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.schemas import Plan, Source
from unison_web.modules.imports.service import stored

LOOKED_AT, SAMPLES, LONGEST_SAMPLE = 60, 3, 80


@dataclass(frozen=True, slots=True)
class Given:
    """A file somebody gives: its name, and where it lies."""

    name: str
    path: Path


def allowed(uow: UnitOfWork) -> list[Importable]:
    """What this person may write."""
    found = [noun for noun in every().values() if uow.actor.may(noun.permission)]
    if not found:
        raise Forbidden(permission=every()["materials"].permission)
    return found


async def take(uow: UnitOfWork, files: Sequence[Given], noun: str = "") -> Import:
    """The import, with every sheet of every file guessed at."""
    nouns = allowed(uow)
    if noun and noun not in {each.key for each in nouns}:
        raise Refused(noun=_("Not one of the choices: {values}").format(values=noun))
    if not files:
        raise Refused(files=_("Choose a file, or paste rows"))
    if len(files) > rules.MOST_FILES:
        raise Refused(files=_("At most {n} files at once").format(n=rules.MOST_FILES))
    sources = [source for place, file in enumerate(files) for source in await _sources(uow, place, file, nouns, noun)]
    if not sources:
        raise Refused(files=_("There are no rows in this file"))
    row = Import(
        plant_id=uow.actor.plant_id, name=", ".join(file.name for file in files)[:300], state="mapping",
        plan=msgspec.to_builtins(Plan(sources[: rules.MOST_SOURCES])), counts={}, requested_by=uow.actor.user_id,
        nouns=", ".join(dict.fromkeys(str(every()[source.noun].label) for source in sources)),
    )  # fmt: skip
    uow.session.add(row)
    await uow.session.flush()  # its parts refer to it
    for place, file in enumerate(files):
        await stored.keep(uow, row.id, place, file.path)
    return row


async def _sources(uow: UnitOfWork, place: int, file: Given, nouns: Sequence[Importable], noun: str) -> list[Source]:
    if file.path.stat().st_size > rules.LARGEST_FILE:
        raise Refused(files=_("This file is too large"))
    try:
        names = await asyncio.to_thread(sheets.sheets_of, file.path)
    except Refused as refused:
        raise Refused(files=f"{file.name}: {refused.message}") from refused
    found = []
    for sheet in names:
        source = Source(place, file.name, sheet)
        if not sheet:
            source.encoding = await asyncio.to_thread(sniffing.encoding_of, file.path)
            source.delimiter = sniffing.delimiter_of(file.path, source.encoding)
        if await look(uow, source, file.path, nouns, noun, anew=True):
            found.append(source)
    return found


async def look(
    uow: UnitOfWork, source: Source, path: Path, nouns: Sequence[Importable], noun: str = "", *, anew: bool = False
) -> bool:
    """Headings, samples and what they could mean. False for a sheet without rows."""
    rows = await asyncio.to_thread(
        lambda: list(islice(sheets.rows_of(path, source.sheet, source.encoding, source.delimiter), LOOKED_AT))
    )
    if not rows:
        return False
    if anew:
        source.header = sniffing.header_of(rows, guessing.known_words(nouns))
    heads = next((cells for number, cells in rows if number == source.header), rows[0][1])
    below = [cells for number, cells in rows if number > source.header]
    width = max([len(heads), *map(len, below)])
    source.heads = [*heads, *[""] * (width - len(heads))]
    source.samples = [
        list(dict.fromkeys(cells[place][:LONGEST_SAMPLE] for cells in below if place < len(cells) and cells[place]))[
            :SAMPLES
        ]
        for place in range(width)
    ]
    cells = [cell for row in below for cell in row]
    if anew:
        source.decimal, source.dates = sniffing.decimal_of(cells), sniffing.dates_of(cells, uow.actor.locale)
    await guess(uow, source, nouns, noun)
    return True


async def guess(uow: UnitOfWork, source: Source, nouns: Sequence[Importable], noun: str = "") -> None:
    """The noun and the columns: as last time, else as the headings say."""
    imports, mark = ImportRepository(uow), guessing.signature(source.heads)
    known = {each.key for each in nouns}
    before = "" if noun else await imports.known_noun(mark)
    named = " ".join([source.name, source.sheet])
    source.noun = noun or (before if before in known else guessing.noun_meant(nouns, source.heads, named))
    last = await imports.remembered(source.noun, mark)
    columns = await columns_of(uow, every()[source.noun])
    source.mapping = guessing.columns_meant(columns, source.heads)
    if last:  # as last time; a column the company added since is found by its name
        own = {column.field for column in columns if column.extra}
        then = guessing.remembered(last, source.heads)
        new = [name if name in own and name not in then else "" for name in source.mapping]
        source.mapping = [name or now for name, now in zip(then, new, strict=True)]


@dataclass(slots=True)
class Folder:
    """Files that arrive, on a disk while they are looked at."""

    path: Path
    given: list[Given]

    async def add(self, name: str, upload: Any) -> None:
        place = self.path / str(len(self.given))
        with place.open("wb") as out:
            while piece := await upload.read(stored.PIECE):
                out.write(piece)
        self.given.append(Given(plain_name(name), place))

    def paste(self, name: str, text: str) -> None:
        place = self.path / str(len(self.given))
        place.write_text(text, "utf-8")
        self.given.append(Given(plain_name(name).strip() or _("Pasted rows"), place))


def plain_name(name: str) -> str:
    """The last part of whatever a browser says."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(sign for sign in last if sign.isprintable())[:200]


def folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="unison-upload-")
