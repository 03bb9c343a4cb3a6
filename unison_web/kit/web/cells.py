"""One value of one row, changed where it stands in a list: through the same body and the same rules as the form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import select

from unison_web.kit.custom.fields import PREFIX
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Outdated, Refused
from unison_web.kit.i18n import _
from unison_web.kit.web import formats, handwriting
from unison_web.kit.web.forms import Form, field_errors
from unison_web.kit.web.structs import In, Out


@dataclass(frozen=True)
class Editable:
    """``body`` is what a change of a record takes, ``said`` what it says now, ``change`` makes it. ``fields`` maps a
    column of the list to the field of the body. ``partial``: what a body leaves out stays as it is, so only one value
    is said."""

    body: type[In]
    permission: str
    find: Callable[[UnitOfWork, UUID], Awaitable[Any]]
    said: Callable[[UnitOfWork, Any], dict[str, Any]]
    change: Callable[[UnitOfWork, Any, Any], Awaitable[Any]]
    fields: Mapping[str, str]
    partial: bool = False

    def knows(self, column: str) -> bool:
        return column in self.fields or (bool(self.body.extends) and column.startswith(f"{PREFIX}."))

    def field_of(self, column: str) -> str:
        """Raises NotFound for a column that is not changed in place."""
        if column.startswith(f"{PREFIX}.") and self.body.extends:
            return column
        if column not in self.fields:
            raise NotFound
        return self.fields[column]


class CellIn(In):
    """The new value as it is typed, and the version of the row that was seen."""

    example: ClassVar[dict[str, Any]] = {"value": "HL Fork, black", "version": 3}

    value: Annotated[str, Meta(max_length=2000)] = ""
    version: int | None = None


class CellOut(Out):
    """A cell as it stands now."""

    id: UUID
    column: str
    label: str
    value: Any
    version: int
    box: Any = None


async def shown(uow: UnitOfWork, editable: Editable, record: Any, column: str) -> CellOut:
    """What the cell's form starts with."""
    name = editable.field_of(column)
    form = Form(editable.body, {**editable.said(uow, record), PREFIX: getattr(record, PREFIX, {})})
    boxes: list[Any] = [*form.fields.values(), *form.custom]
    box = next((field for field in boxes if field.name == name), None)
    if box is None:
        raise NotFound
    return CellOut(record.id, column, record.audit_label, box.value, record.version, box)


def plain(cell: CellOut) -> CellOut:
    """Without what only a form needs."""
    return CellOut(cell.id, cell.column, cell.label, cell.value, cell.version)


def form(cell: CellOut) -> Form:
    return Form(CellIn, {"value": cell.value, "version": cell.version}, context=cell)


async def write(uow: UnitOfWork, editable: Editable, record: Any, column: str, data: CellIn) -> Any:
    """Raises Outdated that says both values and whose the other is; Refused at ``value``."""
    name = editable.field_of(column)
    if data.version is not None and data.version != record.version:
        raise await _outdated(uow, editable, record, column, data.value)
    body = _body(uow, editable, record, name, data.value)
    try:
        return await editable.change(uow, record, body)
    except Refused as refused:
        raise Refused(value=refused.fields.get(name) or next(iter(refused.fields.values()), refused.message)) from None


def _body(uow: UnitOfWork, editable: Editable, record: Any, name: str, value: str) -> In:
    said = {} if editable.partial else {k: one for k, one in editable.said(uow, record).items() if k != "version"}
    if name.startswith(f"{PREFIX}."):
        typed: dict[str, Any] = {PREFIX: {name.removeprefix(f"{PREFIX}."): value}}
        own = handwriting.read(typed, editable.body)[PREFIX]
        said[PREFIX] = {**record.custom, **own}
    else:
        said |= handwriting.read({name: value}, editable.body)
        said.pop(PREFIX, None)
    plain = msgspec.to_builtins(said, builtin_types=(), str_keys=True)
    try:
        return msgspec.convert(plain, editable.body, strict=False)
    except (msgspec.ValidationError, ValueError):
        wrong = field_errors(editable.body, plain)
        raise Refused(value=wrong.get(name) or next(iter(wrong.values()), _("Enter a value"))) from None


async def _outdated(uow: UnitOfWork, editable: Editable, record: Any, column: str, yours: str) -> Outdated:
    now = await shown(uow, editable, record, column)
    who, at = await last_change(uow, record.id)
    words = _("{who} changed this {when}. You wrote {yours}; it says {now}")
    when = formats.moment(at) if at else ""
    told = words.format(who=who or _("Somebody"), when=when, yours=yours or "–", now=now.value or "–")
    return Outdated(told, yours=yours, now=str(now.value), who=who)


async def last_change(uow: UnitOfWork, record: UUID) -> tuple[str, datetime | None]:
    """Who touched the record last, and when."""
    newest = AuditEntry.created_at.desc()
    statement = select(AuditEntry.actor_name, AuditEntry.created_at).where(
        AuditEntry.organization_id == uow.organization_id, AuditEntry.entity_id == record
    )
    row = (await uow.session.execute(statement.order_by(newest).limit(1))).one_or_none()
    return (row[0], row[1]) if row else ("", None)
