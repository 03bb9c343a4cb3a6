"""One pass over all rows of an import: texts become types, writers write, every row gets its outcome.

The check and the import itself are the same pass; a check is rolled back. So the check cannot promise what the import
does not do.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.exc import DBAPIError

from unison_web.kit.custom.fields import Fields
from unison_web.kit.db import audit, statistics
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.importing.declaring import Importable, Writer
from unison_web.kit.importing.extra import column, fields_of, understand
from unison_web.kit.importing.report import Report
from unison_web.kit.web.forms import field_errors
from unison_web.modules.imports.files import sheets
from unison_web.modules.imports.files.values import Reader
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.schemas import Plan, Source

CHUNK = 5000
NONE = "-"
Texts = dict[str, str]


@dataclass(slots=True)
class Result:
    """A row and what became of it."""

    source: int
    row: int
    said: Texts
    outcome: str = "same"
    problems: list[tuple[str, str]] = field(default_factory=list)
    changes: dict[str, list[Any]] = field(default_factory=dict)
    record: UUID | None = None


Sink = Callable[[Sequence[Result]], Awaitable[None]]


async def over(uow: UnitOfWork, plan: Plan, paths: Sequence[Path], sink: Sink, *, trial: bool = False) -> None:
    """All sheets, those first that others need. ``sink`` hears of every row, a chunk at a time. What is on trial is
    rolled back; where nothing after it needs it, it is not even written."""
    order = list(every())
    wanted = [(place, source) for place, source in enumerate(plan.sources) if source.noun in order]
    for place, source in sorted(wanted, key=lambda each: order.index(each[1].noun)):
        noun = every()[source.noun]
        if not uow.actor.may(noun.permission):
            raise Forbidden(permission=noun.permission)
        edits = plan.edits.get(str(place), {})
        sheet = Sheet(uow, place, source, noun, await fields_of(uow, noun), edits)
        sheet.report.trial = trial and noun.alone and len(wanted) == 1
        async with aclosing(ahead(sheet.texts(paths[source.file]))) as chunks:
            async for chunk in chunks:
                await sink(await sheet.write(chunk))
                uow.session.expunge_all()
                await statistics.refresh(uow.session)
    await statistics.refresh(uow.session, last=True)


async def ahead(rows: Iterator[tuple[int, Texts]]) -> AsyncGenerator[list[tuple[int, Texts]]]:
    """Chunk by chunk; the next one is read while somebody works on the last."""
    coming = asyncio.ensure_future(asyncio.to_thread(_taken, rows))
    try:
        while chunk := await coming:
            coming = asyncio.ensure_future(asyncio.to_thread(_taken, rows))
            yield chunk
    finally:
        await asyncio.wait([coming])


def _taken(rows: Iterator[tuple[int, Texts]]) -> list[tuple[int, Texts]]:
    return list(islice(rows, CHUNK))


class Sheet:
    """The rows of one sheet on their way."""

    def __init__(
        self, uow: UnitOfWork, place: int, source: Source, noun: Importable, fields: Fields,
        edits: dict[str, Texts],
    ) -> None:  # fmt: skip
        self.uow, self.place, self.source, self.noun, self.edits = uow, place, source, noun, edits
        self.columns = {each.field: each for each in (*noun.columns, *map(column, fields))}
        self.reader = Reader(source.decimal, source.dates)
        self.report = Report(noun.key, options=source.options, fields=fields)
        self.writer: Writer = noun.writer(uow, self.report)
        self.fixed = {name: text for name, text in source.fixed.items() if text and name in self.columns}

    def texts(self, path: Path) -> Iterator[tuple[int, Texts]]:
        """What each row says by field, as it is written. Two columns of one field are told one after the other."""
        source, prepare = self.source, self.noun.prepare() if self.noun.prepare else None
        places = [(place, name) for place, name in enumerate(source.mapping) if name in self.columns]
        for number, cells in sheets.rows_of(path, source.sheet, source.encoding, source.delimiter):
            if number <= source.header:
                continue
            said: Texts = {}
            for place, name in places:
                if place < len(cells) and (text := cells[place]):
                    said[name] = f"{said[name]} {text}" if name in said else text
            said |= self.edits.get(str(number), {})
            said = {name: text for name, text in said.items() if text}
            if said and prepare:
                said = prepare({**self.fixed, **said})
            if said:
                yield number, said

    async def write(self, chunk: Sequence[tuple[int, Texts]]) -> list[Result]:
        self.report.turn()
        results = {number: Result(self.place, number, said) for number, said in chunk}
        try:
            async with self.uow.attempt():
                await self._try(chunk)
        except (DBAPIError, UnisonError):
            await self._halves(chunk, results)
        else:
            self._tell(results)
        return list(results.values())

    async def _try(self, chunk: Sequence[tuple[int, Texts]]) -> None:
        good = [(number, row) for number, said in chunk if (row := self._typed(number, said)) is not None]
        if self.report.extras:
            await understand(self.uow, self.report)
            refused = self.report.refused
            good = [(number, row) for number, row in good if number not in refused]
        if good:
            await self.writer.write(good)

    async def _halves(self, chunk: Sequence[tuple[int, Texts]], results: dict[int, Result]) -> None:
        """The database refused one of them: which one?"""
        half = len(chunk) // 2 or 1
        for part in filter(None, (chunk[:half], chunk[half:])):
            self.report.forget()
            self.uow.session.expunge_all()
            self.writer = self.noun.writer(self.uow, self.report)
            try:
                async with self.uow.attempt():
                    await self._try(part)
            except (DBAPIError, UnisonError) as error:
                if len(part) > 1:
                    await self._halves(part, results)
                    continue
                self.report.forget()
                why = error.message if isinstance(error, UnisonError) else _("The database cannot keep this row")
                self.report.refuse(part[0][0], why)
            self._tell({number: results[number] for number, _said in part})
            self.report.turn()

    def _typed(self, number: int, said: Texts) -> msgspec.Struct | None:
        whole = {**self.fixed, **said}
        plain: dict[str, Any] = {name: self.reader.read(self.columns[name], text) for name, text in whole.items()
                                 if name in self.columns}  # fmt: skip
        extras = {name: plain.pop(name) for name in list(plain) if self.columns[name].extra}
        self.report.said[number] = _filled(tuple(said))
        if extras:
            self.report.extras[number] = extras
        try:
            return msgspec.convert(plain, self.noun.row, strict=False)
        except msgspec.ValidationError:
            for name, reason in field_errors(self.noun.row, plain).items():
                self.report.refuse(number, reason, name)
            return None

    def _tell(self, results: dict[int, Result]) -> None:
        for number, effect in self.report.effects.items():
            if number in results:
                result = results[number]
                result.outcome, result.record = effect.outcome, effect.record
                result.changes = {
                    name.removesuffix("_id"): [audit.plain(before), audit.plain(after)]
                    for name, (before, after) in effect.changes.items()
                }
        for problem in self.report.problems:
            if problem.row in results:
                result = results[problem.row]
                worse = result.outcome == "error" or not problem.conflict
                result.outcome, result.changes = "error" if worse else "conflict", {}
                result.problems.append((problem.column, problem.reason))


@cache
def _filled(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)
