"""Rows a program has, through the same reading and writing as those of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.importing.extra import fields_of
from unison_web.kit.importing.report import Problem, Report
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.schemas import Source
from unison_web.modules.imports.service.passing import CHUNK, Sheet, Texts


async def run(uow: UnitOfWork, kind: str, rows: Iterable[Mapping[str, object]]) -> Report:
    """Bad rows are left out and reported, the others go in; nothing is deleted; again is no double. Rows are counted
    as in a file whose first row has the headings."""
    noun = every().get(kind)
    if noun is None:
        raise NotFound
    sheet = Sheet(uow, 0, Source(0, kind, noun=kind), noun, await fields_of(uow, noun), {})
    problems: list[Problem] = []
    stream, count = numbered(rows), 0
    while chunk := list(islice(stream, CHUNK)):
        count += len(chunk)
        for result in await sheet.write(chunk):
            twice = result.outcome == "conflict"
            problems += [Problem(result.row, name, why, twice) for name, why in result.problems]
    sheet.report.turn()
    sheet.report.rows, sheet.report.problems = count, problems
    return sheet.report


def numbered(rows: Iterable[Mapping[str, object]]) -> Iterator[tuple[int, Texts]]:
    for number, row in enumerate(rows, start=2):
        yield number, {name: str(value) for name, value in row.items() if value not in (None, "")}
