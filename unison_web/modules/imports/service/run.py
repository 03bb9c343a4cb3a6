"""Rows in, report out: reads each row, lets the writer of its kind write them by the thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import islice

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.importing.declaring import Importable, NumberedRow
from unison_web.kit.importing.report import Report
from unison_web.kit.web.forms import field_errors
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.reading import plain_decimal

CHUNK = 1000
DECIMALS = (Decimal, Decimal | None)


async def run(uow: UnitOfWork, kind: str, rows: Iterable[NumberedRow]) -> Report:
    """Import ``rows``. Bad rows are left out and reported; nothing is deleted; again is no double."""
    asked = every().get(kind)
    if asked is None:
        raise NotFound
    report = Report(kind)
    writer, stream = asked.writer(uow, report), iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        report.rows += len(chunk)
        good = [(number, row) for number, said in chunk if (row := _read(asked, number, said, report)) is not None]
        if good:
            await writer.write(good)
        report.effects.clear()
    return report


def _read(noun: Importable, number: int, said: Mapping[str, str], report: Report) -> msgspec.Struct | None:
    decimals = {field.name for field in msgspec.structs.fields(noun.row) if field.type in DECIMALS}
    plain = {name: plain_decimal(text) if name in decimals else text for name, text in said.items()}
    try:
        return msgspec.convert(plain, noun.row, strict=False)
    except msgspec.ValidationError:
        for column, reason in field_errors(noun.row, plain).items():
            report.refuse(number, reason, column)
        return None
