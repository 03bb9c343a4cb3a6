"""What every writer does: compare with what is there, change what differs, insert the rest in bulk, audited."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from unison_web.kit.custom.fields import words_of
from unison_web.kit.custom.nouns import Customizable
from unison_web.kit.db.base import Tenant
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.db.writes import bulk_insert, bulk_update
from unison_web.kit.folding import folded
from unison_web.kit.importing import extra
from unison_web.kit.importing.report import Effect, Report

#: Follows from other fields; the record itself keeps it in step.
#: What the search looks through, the company's own fields too.
SOUGHT = "search_text"
DERIVED = frozenset({SOUGHT})
#: What a column of the table is called in the file, where the name without ``_id`` and ``_at`` is another.
ALIASES = {"sequence": "op"}
#: Where a record keeps the company's own fields.
OWN = "custom"
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
    changed: list[RowT] = []
    own = bool(rows and report.fields and issubclass(model, Customizable))
    for key, values in wanted.items():
        row, number = known.get(key), rows.get(key) if rows else None
        if own and number is not None and not _with_own(values, row, report, number):
            continue
        if row is None:
            values.setdefault("id", new_id())
            new.append(values)
            effect = Effect("insert", values["id"])
        else:
            effect = _changed(row, values, report, number)
            if effect.changes:
                changed.append(row)
        if number is not None:
            report.effects[number] = effect
    report.created += len(new)
    if report.trial:
        await _tried(uow, model, new, changed)
        return
    await bulk_update(uow, changed)
    await uow.session.flush()
    await bulk_insert(uow, model, new)


async def _tried(uow: UnitOfWork, model: type[RowT], new: list[Values], changed: list[RowT]) -> None:
    """The database looks at new rows in a table that is thrown away: without indexes, seen by nobody."""
    for row in changed:
        uow.session.expunge(row)
    await uow.session.flush()
    await bulk_insert(uow, model, new, trial=True)


def _with_own(values: Values, row: Any, report: Report, number: int) -> bool:
    """The company's own fields of the record; False where they cannot be taken."""
    state = str(values.get("state") or getattr(row, "state", ""))
    before = dict((row.custom or {}) if row is not None else {})
    whole = extra.whole(report, number, before, state, new=row is None)
    if whole is not None:
        values["custom"] = whole
        if SOUGHT in values:
            own = [words_of(value) for value in whole.values() if not isinstance(value, bool)]
            values[SOUGHT] = folded(values[SOUGHT], *own)
    return whole is not None


def _changed(row: Any, values: Values, report: Report, number: int | None) -> Effect:
    changes: dict[str, tuple[Any, Any]] = {}
    filled = report.said.get(number) if number is not None else None
    for name, value in values.items():
        if name in DERIVED or (filled is not None and name != OWN and ALIASES.get(name, plain(name)) not in filled):
            continue
        before = getattr(row, name)
        if before != value:
            if name == OWN:
                changes |= _own_changes(before or {}, value)
            else:
                changes[name] = (said(before, report), said(value, report))
            setattr(row, name, value)
    if not changes:
        report.same += 1
        return Effect("same", row.id)
    if hasattr(row, "index_words"):
        row.index_words()
    report.changed += 1
    return Effect("change", row.id, changes)


def _own_changes(before: Values, after: Values) -> dict[str, tuple[Any, Any]]:
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {f"{OWN}.{key}": (words_of(before.get(key)), words_of(after.get(key))) for key in keys}


def plain(name: str) -> str:
    return name.removesuffix("_id").removesuffix("_at")


def said(value: Any, report: Report) -> Any:
    """An id as the name it has, where the writer knows it."""
    return report.names.get(value, value) if isinstance(value, UUID) else value
