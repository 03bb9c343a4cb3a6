"""The verbs that make sense for many customer orders at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.demands.models import CustomerOrder
from unison_web.modules.demands.repository import OrderRepository
from unison_web.modules.demands.rules import Demands
from unison_web.modules.demands.service import orders as service


async def find(uow: UnitOfWork, order_id: UUID) -> CustomerOrder:
    return await OrderRepository(uow).record(order_id)


def going(verb: str) -> Callable[[UnitOfWork, CustomerOrder, str], Awaitable[Any]]:
    async def go(uow: UnitOfWork, order: CustomerOrder, reason: str) -> None:
        await service.go(uow, order, verb, reason)

    return go


VERBS = (
    Bulk("confirm", _("Confirm"), Demands.WRITE, find, going("confirm"), icon="check"),
    Bulk("close", _("Close"), Demands.WRITE, find, going("close"), icon="archive"),
    Bulk("cancel", _("Cancel order"), Demands.WRITE, find, going("cancel"), icon="x", asks=True),
)
