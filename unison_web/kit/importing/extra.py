"""Columns a company adds at run time. Who keeps them says so once; without anybody, there are none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.importing.declaring import Column, Importable
from unison_web.kit.importing.report import Effect, Report

#: ``(uow, key of the noun) → its further columns``.
Asks = Callable[[UnitOfWork, str], Awaitable[Sequence[Column]]]
#: ``(uow, key of the noun, [(record, its values by field)]) → what was there, by record``; changes what differs.
Writes = Callable[
    [UnitOfWork, str, Sequence[tuple[UUID, dict[str, Any]]]], Awaitable[Mapping[UUID, Mapping[str, tuple[Any, Any]]]]
]
_asks: list[Asks] = []
_writes: list[Writes] = []


def keeps(asks: Asks, writes: Writes) -> None:
    """Said once by the module that keeps further fields."""
    _asks.append(asks)
    _writes.append(writes)


async def columns_of(uow: UnitOfWork, noun: Importable) -> tuple[Column, ...]:
    """The noun's own columns and those this company added. Asked once for each import."""
    further = [column for asks in _asks for column in await asks(uow, noun.key)]
    return (*noun.columns, *further)


async def write(uow: UnitOfWork, report: Report, touched: Mapping[int, UUID]) -> None:
    """The values of further columns, to the records their rows became; a row that changes only these is a change."""
    told = [(record, report.extras.pop(number)) for number, record in touched.items()]
    for writes in _writes:
        changed = await writes(uow, report.kind, told)
        for number, record in touched.items():
            before = report.effects[number]
            if changes := changed.get(record):
                outcome = "change" if before.outcome == "same" else before.outcome
                report.effects[number] = Effect(outcome, record, {**before.changes, **changes})
