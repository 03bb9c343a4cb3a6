"""What every writer does: compare with what is there, change what differs, insert the rest in bulk, audited."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from unison_web.kit.db.base import Tenant
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert
from unison_web.modules.imports.report import Report

RowT = TypeVar("RowT", bound=Tenant)
Values = dict[str, Any]


async def upsert(
    uow: UnitOfWork,
    model: type[RowT],
    known: Mapping[Hashable, RowT],
    wanted: Mapping[Hashable, Values],
    report: Report,
) -> None:
    """``wanted`` by natural key. Keys that are ``known`` are changed where they differ, the others created."""
    new: list[Values] = []
    for key, values in wanted.items():
        row = known.get(key)
        if row is None:
            new.append(values)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            report.changed += 1
        else:
            report.same += 1
    await uow.session.flush()
    await bulk_insert(uow, model, new)
    report.created += len(new)
