"""What a person says to an import: how it is read, which cells are meant otherwise, go, stop, back."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import msgspec

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, Refused
from unison_web.kit.i18n import _
from unison_web.kit.importing.declaring import Importable
from unison_web.kit.importing.extra import columns_of
from unison_web.kit.jobs import enqueue
from unison_web.modules.imports import rules
from unison_web.modules.imports.files import sniffing
from unison_web.modules.imports.models import Import
from unison_web.modules.imports.nouns import every
from unison_web.modules.imports.repository import ImportRepository
from unison_web.modules.imports.schemas import CellsIn, MappingIn, Plan, Source, SourceIn
from unison_web.modules.imports.service import passing, stored, taking

#: Seconds a worker may take for a million rows.
LONGEST = 3600
DATES = ("ymd", "dmy", "mdy")


def plan_of(row: Import) -> Plan:
    return msgspec.convert(row.plan, Plan)


async def meant(uow: UnitOfWork, import_id: UUID) -> Import:
    """Locked, and of nouns this person may write."""
    row = await ImportRepository(uow).locked(import_id)
    for source in plan_of(row).sources:
        noun = every().get(source.noun)
        if noun is not None and not uow.actor.may(noun.permission):
            raise Forbidden(permission=noun.permission)
    return row


async def read_as(uow: UnitOfWork, row: Import, data: MappingIn) -> None:
    """Take over what was said about each sheet; look at the files again where that changes what they say."""
    rules.may("check", row.state).or_refuse()
    plan, nouns = plan_of(row), taking.allowed(uow)
    again = [_told(source, said, nouns) for source, said in zip(plan.sources, data.sources, strict=False)]
    if any(again):
        async with stored.on_disk(uow, row.id) as paths:
            for source, anew in zip(plan.sources, again, strict=False):
                if anew:
                    await _look(uow, source, paths, nouns)
    for source, said, anew in zip(plan.sources, data.sources, again, strict=False):
        if not anew and source.noun != passing.NONE:
            await _mapped(uow, source, said)
    plan.edits = {} if any(again) else plan.edits
    row.plan, row.error = msgspec.to_builtins(plan), ""
    row.nouns = ", ".join(dict.fromkeys(str(every()[s.noun].label) for s in plan.sources if s.noun in every()))
    row.state = "mapping" if any(again) or data.again else row.state


async def _look(uow: UnitOfWork, source: Source, paths: list[Path], nouns: list[Importable]) -> None:
    if source.noun != passing.NONE:
        await taking.look(uow, source, paths[source.file], nouns, source.noun)


def _told(source: Source, said: SourceIn, nouns: list[Importable]) -> bool:
    """Whether the file has to be looked at again."""
    known = {passing.NONE, *(noun.key for noun in nouns)}
    if said.noun and said.noun not in known:
        raise Refused(noun=_("Not one of the choices: {values}").format(values=said.noun))
    if said.encoding and said.encoding not in (*sniffing.ENCODINGS, "utf-16-le", "utf-16-be"):
        raise Refused(encoding=_("Not one of the choices: {values}").format(values=said.encoding))
    delimiter = {"tab": "\t"}.get(said.delimiter, said.delimiter)
    if delimiter and delimiter not in sniffing.DELIMITERS:
        raise Refused(delimiter=_("Not one of the choices: {values}").format(values=said.delimiter))
    before = (source.noun, source.encoding, source.delimiter, source.header)
    source.noun, source.encoding = said.noun or source.noun, said.encoding or source.encoding
    source.delimiter, source.header = delimiter or source.delimiter, said.header or source.header
    source.decimal = said.decimal if said.decimal in (",", ".") else source.decimal
    source.dates = said.dates if said.dates in DATES else source.dates
    return before != (source.noun, source.encoding, source.delimiter, source.header)


async def _mapped(uow: UnitOfWork, source: Source, said: SourceIn) -> None:
    known = {column.field for column in await columns_of(uow, every()[source.noun])}
    wrong = {*said.meant.values(), *said.fixed} - known - {"", passing.NONE}
    if wrong:
        raise Refused(mapping=_("There is no column {name}").format(name=", ".join(sorted(wrong))))
    if told := said.meant:
        source.mapping = [
            "" if (name := told.get(str(place), "")) == passing.NONE else name for place in range(len(source.heads))
        ]
    source.fixed = {name: text for name, text in said.fixed.items() if text}
    source.options = {name: text for name, text in said.options.items() if text}


async def check(uow: UnitOfWork, row: Import) -> None:
    """Ask a worker to look at every row."""
    await may_check(uow, row)
    await enqueue(uow, "check_import", f"import-check:{row.id}:{new_id()}", import_id=row.id, timeout=LONGEST)


async def may_check(uow: UnitOfWork, row: Import) -> None:
    """All is said that a check needs; it is due from here on."""
    rules.may("check", row.state).or_refuse()
    plan = plan_of(row)
    for source in plan.sources:
        if source.noun in every() and (missing := await missing_of(uow, source)):
            words = _("{name}: say which column is {columns}, or give a value for all rows")
            raise Refused(mapping=words.format(name=source.sheet or source.name, columns=", ".join(missing)))
    if not any(source.noun in every() for source in plan.sources):
        raise Refused(mapping=_("Choose what at least one sheet is"))
    row.state, row.rows_done, row.error = "checking", 0, ""


async def missing_of(uow: UnitOfWork, source: Source) -> list[str]:
    """Columns that every row needs and nothing fills."""
    noun = every()[source.noun]
    filled = {*source.mapping, *source.fixed}
    if "level" in filled:
        filled |= {"parent"}
    if "references" in filled:
        filled |= {"quantity"}
    return [str(each.label) for each in await columns_of(uow, noun) if each.required and each.field not in filled]


async def correct(uow: UnitOfWork, row: Import, data: CellsIn) -> None:
    """Cells that are meant otherwise; the rows are checked again."""
    rules.may("check", row.state).or_refuse()
    plan = plan_of(row)
    for cell in data.cells:
        if cell.source >= len(plan.sources):
            raise Refused(cells=_("There is no such sheet"))
        plan.edits.setdefault(str(cell.source), {}).setdefault(str(cell.row), {}).update(cell.said)
    if sum(map(len, plan.edits.values())) > rules.MOST_EDITS:
        raise Refused(cells=_("So many cells are better corrected in the file itself"))
    row.plan = msgspec.to_builtins(plan)
    await check(uow, row)


async def apply(uow: UnitOfWork, row: Import, *, leave_out: bool) -> None:
    may_apply(row, leave_out=leave_out)
    leaves = "yes" if leave_out else ""
    await enqueue(
        uow, "apply_import", f"import-apply:{row.id}:{new_id()}", import_id=row.id, leave_out=leaves, timeout=LONGEST
    )


def may_apply(row: Import, *, leave_out: bool) -> None:
    rules.may("apply", row.state).or_refuse()
    rules.may_apply(row.counts, leave_out=leave_out).or_refuse()
    row.state, row.rows_done, row.error = "applying", 0, ""


async def cancel(uow: UnitOfWork, row: Import) -> None:
    """The worker notices between two chunks and takes back what it wrote."""
    rules.may("cancel", row.state).or_refuse()
    row.state = "cancelled"


async def undo(uow: UnitOfWork, row: Import) -> None:
    may_undo(row)
    await enqueue(uow, "undo_import", f"import-undo:{row.id}:{new_id()}", import_id=row.id, timeout=LONGEST)


def may_undo(row: Import) -> None:
    rules.may("undo", row.state).or_refuse()
    row.state, row.error = "undoing", ""
