"""Rows in, report out: reads each row, lets the writer of its kind write them by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

import msgspec

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.forms import field_errors
from unison_web.kit.web.structs import In
from unison_web.modules.imports import schemas
from unison_web.modules.imports.reading import NumberedRow, plain_decimal
from unison_web.modules.imports.report import Report
from unison_web.modules.imports.service.bom import Boms
from unison_web.modules.imports.service.machines import Machines, WorkCenters
from unison_web.modules.imports.service.materials import Materials
from unison_web.modules.imports.service.reference import Categories, Units
from unison_web.modules.imports.service.routings import Routings, Steps

CHUNK = 1000


class Writer(Protocol):
    async def write(self, rows: Sequence[tuple[int, Any]]) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of import: what a row says, and who writes it."""

    row: type[In]
    writer: Callable[[UnitOfWork, Report], Writer]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.row.__struct_fields__

    @property
    def decimals(self) -> frozenset[str]:
        return frozenset(
            field.name for field in msgspec.structs.fields(self.row) if field.type in (Decimal, Decimal | None)
        )


KINDS: dict[str, Kind] = {
    "units": Kind(schemas.UnitRow, Units),
    "categories": Kind(schemas.CategoryRow, Categories),
    "materials": Kind(schemas.MaterialRow, Materials),
    "work-centers": Kind(schemas.WorkCenterRow, WorkCenters),
    "machines": Kind(schemas.MachineRow, Machines),
    "bom": Kind(schemas.BomRow, Boms),
    "routings": Kind(schemas.RoutingRow, Routings),
    "steps": Kind(schemas.StepRow, Steps),
}


async def run(uow: UnitOfWork, kind: str, rows: Iterable[NumberedRow]) -> Report:
    """Import ``rows``. Bad rows are left out and reported; nothing is deleted; again is no double."""
    if kind not in KINDS:
        raise NotFound
    asked, report = KINDS[kind], Report(kind)
    writer, stream = asked.writer(uow, report), iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        report.rows += len(chunk)
        good = [(number, row) for number, said in chunk if (row := _read(asked, number, said, report)) is not None]
        if good:
            await writer.write(good)
    return report


def _read(kind: Kind, number: int, said: Mapping[str, str], report: Report) -> In | None:
    plain = {name: plain_decimal(text) if name in kind.decimals else text for name, text in said.items()}
    try:
        return msgspec.convert(plain, kind.row, strict=False)
    except msgspec.ValidationError:
        for column, reason in field_errors(kind.row, plain).items():
            report.refuse(number, reason, column)
        return None
