"""The whole way of an import in one go, without a worker: for the command line and for programs of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.imports.models import Import, ImportRow
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.schemas import MappingIn, Source, SourceIn
from unison_web.modules.imports.service import steering, taking, undoing
from unison_web.modules.imports.service.taking import Given
from unison_web.modules.imports.service.working import Work


@dataclass(frozen=True, slots=True)
class Meant:
    """What somebody says beside the files: the noun, fields by heading, values for all rows, options."""

    noun: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def of(self, source: Source) -> SourceIn:
        """Said of one sheet. A heading it does not have is said of another."""
        mapping = {str(place): self.columns.get(head, source.mapping[place]) for place, head in enumerate(source.heads)}
        return SourceIn(mapping=mapping, fixed=dict(self.fixed), options=dict(self.options))


async def check(engine: AsyncEngine, actor: Actor, files: Sequence[Given], meant: Meant) -> Import:
    """The files, looked at and checked row by row. Nothing of them is a record yet."""
    async with unit_of_work(engine, actor) as uow:
        row = await taking.take(uow, files, meant.noun)
        sources = steering.plan_of(row).sources
        unknown = set(meant.columns) - {head for source in sources for head in source.heads}
        if unknown:
            raise Refused(columns=_("There is no column {name}").format(name=", ".join(sorted(unknown))))
        await steering.read_as(uow, row, MappingIn([meant.of(source) for source in sources]))
        await steering.may_check(uow, row)
    await Work(engine, actor, row.id).check()
    return await found(engine, actor, row.id)


async def apply(engine: AsyncEngine, actor: Actor, import_id: UUID, *, leave_out: bool) -> Import:
    """What was checked becomes records: all of it, or nothing."""
    async with unit_of_work(engine, actor) as uow:
        steering.may_apply(await steering.meant(uow, import_id), leave_out=leave_out)
    await Work(engine, actor, import_id).apply(leave_out=leave_out)
    return await found(engine, actor, import_id)


async def undo(engine: AsyncEngine, actor: Actor, import_id: UUID) -> Import:
    """Everything as it was; where that cannot be, its ``error`` says why."""
    async with unit_of_work(engine, actor) as uow:
        steering.may_undo(await steering.meant(uow, import_id))
    await undoing.undo(engine, actor, import_id)
    return await found(engine, actor, import_id)


async def found(engine: AsyncEngine, actor: Actor, import_id: UUID) -> Import:
    async with unit_of_work(engine, actor) as uow:
        return await ImportRepository(uow).by_id(import_id)


async def bad_rows(engine: AsyncEngine, actor: Actor, import_id: UUID, most: int) -> list[ImportRow]:
    """The first that cannot be taken."""
    bad: list[ImportRow] = []
    async with unit_of_work(engine, actor) as uow:
        async for row in ImportRepository(uow).bad_rows(import_id):
            bad.append(row)
            if len(bad) >= most:
                break
    return bad
