"""Photos and voice notes of the log. They are files of the order, so that whoever sees the order sees them."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.storage import Storage
from unison_web.modules.files import rules as file_rules
from unison_web.modules.files.service import stored
from unison_web.modules.production import rules
from unison_web.modules.production.models import LogEntry
from unison_web.modules.production.schemas_counting import MediaIn
from unison_web.modules.production.service import log
from unison_web.modules.work_orders.models import Operation


async def add(
    uow: UnitOfWork, storage: Storage, operation: Operation, data: MediaIn, name: str, content: bytes
) -> LogEntry:
    """Keep the file and write the line that names it. What is neither a picture nor a recording is refused."""
    rules.order_is_open(operation.order.state).or_refuse()
    if not content:
        raise Refused(file=_("Take a photo or say something first"))
    kind = rules.kept_as(file_rules.media_type(content))
    if not kind:
        raise Refused(file=_("Only pictures and recordings are kept here"))
    note = data.note.strip()
    file = await stored(uow, storage, "work-orders", operation.work_order_id, name or kind, content, note)
    row = log.entry(uow, operation, kind, note=note, occurred_at=data.occurred_at)
    row.file_id = file.id
    await uow.session.flush()
    log.tell(uow, row)
    return row
