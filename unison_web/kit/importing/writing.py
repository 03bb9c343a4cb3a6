"""What every writer does: compare with what is there, change what differs, insert the rest in bulk, audited."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.kit.importing import extra
from unison_web.kit.importing.report import Effect, Report

#: Follows from other fields; the record itself keeps it in step.
DERIVED = frozenset({"search_text"})
#: What a column of the table is called in the file, where the name without ``_id`` and ``_at`` is another.
ALIASES = {"sequence": "op"}
RowT = TypeVar("RowT", bound=Tenant)
Values = dict[str, Any]
#: By natural key, the number of the row in the file that asks for the record.
Rows = Mapping[Hashable, int]


async def upsert(
    uow: UnitOfWork,
    model: type[RowT],
    known: Mapping[Hashable, RowT],
    wanted: Mapping[Hashable, Values],
    report: Report,
    rows: Rows | None = None,
) -> None:
    """``wanted`` by natural key. Keys that are ``known`` are changed where they differ, the others created. With
    ``rows`` every row's effect is noted."""
    new: list[Values] = []
    touched: dict[int, UUID] = {}
    for key, values in wanted.items():
        row, number = known.get(key), rows.get(key) if rows else None
        if row is None:
            values.setdefault("id", new_id())
            new.append(values)
            effect = Effect("insert", values["id"])
        else:
            effect = _changed(row, values, report, number)
        if number is not None:
            report.effects[number] = effect
            if effect.record and number in report.extras:
                touched[number] = effect.record
    await uow.session.flush()
    await bulk_insert(uow, model, new)
    report.created += len(new)
    if touched:
        await extra.write(uow, report, touched)


def _changed(row: Any, values: Values, report: Report, number: int | None) -> Effect:
    changes = {}
    filled = report.said.get(number) if number is not None else None
    for name, value in values.items():
        if name in DERIVED or (filled is not None and ALIASES.get(name, plain(name)) not in filled):
            continue
        before = getattr(row, name)
        if before != value:
            changes[name] = (said(before, report), said(value, report))
            setattr(row, name, value)
    if not changes:
        report.same += 1
        return Effect("same", row.id)
    if hasattr(row, "index_words"):
        row.index_words()
    report.changed += 1
    return Effect("change", row.id, changes)


def plain(name: str) -> str:
    return name.removesuffix("_id").removesuffix("_at")


def said(value: Any, report: Report) -> Any:
    """An id as the name it has, where the writer knows it."""
    return report.names.get(value, value) if isinstance(value, UUID) else value
