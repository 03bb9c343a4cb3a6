"""Keeping files, and handing them out."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from unison_web.kit.custom import nouns
from unison_web.kit.custom.nouns import Noun
from unison_web.kit.db.ids import new_id
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Forbidden, NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.storage import Missing, Storage, key_of
from unison_web.modules.custom_fields.repository import record_of
from unison_web.modules.files import rules
from unison_web.modules.files.models import File
from unison_web.modules.files.repository import FileRepository


def noun_for(uow: UnitOfWork, kind: str, *, change: bool) -> Noun:
    """The kind of record, to who may see it, or change it. Raises NotFound, Forbidden."""
    noun = nouns.noun(kind)
    if noun is None or not noun.extends:
        raise NotFound
    needed = noun.changing if change else noun.permission
    if not uow.actor.may(needed):
        raise Forbidden(permission=needed)
    return noun


async def keep(
    uow: UnitOfWork, storage: Storage, kind: str, record: UUID, name: str, content: bytes, note: str
) -> File:
    """Store a file of a record, for somebody who may change it."""
    noun = noun_for(uow, kind, change=True)
    await record_of(uow, noun, record)
    return await stored(uow, storage, kind, record, name, content, note)


async def stored(
    uow: UnitOfWork, storage: Storage, kind: str, record: UUID, name: str, content: bytes, note: str
) -> File:
    """The same for a caller who has asked who may. The bytes are written first: a row never names what is not there."""
    files = FileRepository(uow)
    bare = name.replace("\\", "/").rpartition("/")[2].strip()
    rules.may_keep(bare, content, len(await files.of(kind, record))).or_refuse()
    row = File(
        id=new_id(), noun=kind, record_id=record, name=bare, note=note.strip(), media_type=rules.media_type(content),
        size=len(content), digest=sha256(content).hexdigest(), key="", uploaded_by=uow.actor.name,
    )  # fmt: skip
    row.key = key_of(uow.organization_id, kind, row.id, bare)
    await storage.put(row.key, content)
    uow.session.add(row)
    await uow.session.flush()
    return row


async def of_record(uow: UnitOfWork, noun: Noun, record: UUID) -> list[File]:
    """All files of a record that can be seen; another company's is missing."""
    await record_of(uow, noun, record)
    return await FileRepository(uow).of(noun.key, record)


async def seen(uow: UnitOfWork, file_id: UUID, *, change: bool = False) -> File:
    """A file, to who may see (or change) the record it belongs to. Another company's is missing."""
    row = await FileRepository(uow).by_id(file_id)
    noun = noun_for(uow, row.noun, change=change)
    await record_of(uow, noun, row.record_id)  # also out of reach where the record is another plant's
    return row


async def picture(uow: UnitOfWork, storage: Storage, file_id: UUID) -> tuple[File, bytes]:
    """A picture or a recording with its bytes. What is neither, or is gone, is missing."""
    row = await seen(uow, file_id)
    if not row.media_type.startswith(("image/", "audio/")):
        raise NotFound
    try:
        return row, await storage.get(row.key)
    except Missing:
        raise NotFound from None


async def remove(uow: UnitOfWork, file_id: UUID) -> File:
    """The row goes; the bytes stay for the backup's time, as the trail still names them."""
    row = await seen(uow, file_id, change=True)
    try:
        async with uow.session.begin_nested():
            await uow.session.delete(row)
    except IntegrityError:
        raise Refused(_("Something that is never changed names this file. It stays"), code="in-use") from None
    return row
