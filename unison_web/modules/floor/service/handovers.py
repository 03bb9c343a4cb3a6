"""What a tablet could not send: taken from it, shown to the supervisor, settled with a sentence."""

from __future__ import annotations

import re
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Conflict, NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.floor.events import HandedOver
from unison_web.modules.floor.models import Handover
from unison_web.modules.floor.repository import HandoverRepository
from unison_web.modules.floor.schemas import HandoverIn, HandoverOut
from unison_web.modules.production.rules import happened_at
from unison_web.modules.work_orders.models import Operation
from unison_web.modules.work_orders.repository import OperationRepository

OPERATION = re.compile(r"/operations/([0-9a-f-]{36})(/|$)")


async def take(uow: UnitOfWork, data: HandoverIn) -> Handover:
    """Keep a refused touch. Taken twice it is kept once."""
    if known := await HandoverRepository(uow).by_key(data.key):
        return known
    operation = await _operation(uow, data.to)
    plant = operation.plant_id if operation else uow.actor.plant_id
    if plant is None:
        raise Refused(_("This only works on an enrolled tablet"))
    handover = Handover(
        plant_id=plant,
        person_id=uow.actor.user_id,
        operation_id=operation.id if operation else None,
        device=uow.actor.device_name or data.device,
        request_key=data.key,
        target=data.to,
        label=data.label.strip(),
        refusal=data.words.strip(),
        body=data.body,
        occurred_at=happened_at(data.occurred_at, uow.now()),
    )
    uow.session.add(handover)
    await uow.session.flush()
    uow.emit(HandedOver(handover.id, plant))
    return handover


async def _operation(uow: UnitOfWork, target: str) -> Operation | None:
    """The operation the touch was meant for, if it is one of ours."""
    meant = OPERATION.search(target)
    try:
        return await OperationRepository(uow).with_order(UUID(meant[1])) if meant else None
    except (NotFound, ValueError):
        return None


async def settle(uow: UnitOfWork, handover_id: UUID, note: str) -> Handover:
    """Say what was done about it. Whether it is counted after all is the supervisor's business."""
    handover = await HandoverRepository(uow).record(handover_id)
    if handover.state != "open":
        raise Conflict(_("Somebody settled this already"), code="settled")
    handover.state, handover.note = "settled", note.strip()
    handover.settled_at, handover.settled_by_id = uow.now(), uow.actor.user_id
    uow.emit(HandedOver(handover.id, handover.plant_id))
    await uow.session.flush()
    await uow.session.refresh(handover, ["settled_by"])
    return handover


def shown(handover: Handover) -> HandoverOut:
    operation = handover.operation
    return HandoverOut.of(
        handover,
        person=handover.person.name if handover.person else "",
        order=operation.order.number if operation else "",
        operation=f"{operation.sequence} {operation.name}" if operation else "",
        settled_by=handover.settled_by.name if handover.settled_by else "",
    )
