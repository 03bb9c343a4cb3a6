"""The verbs that make sense for many routings at once."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.routings.models import Routing
from unison_web.modules.routings.repository import RoutingRepository
from unison_web.modules.routings.rules import Routings
from unison_web.modules.routings.service import routings as service


async def find(uow: UnitOfWork, routing_id: UUID) -> Routing:
    return await RoutingRepository(uow).record(routing_id)


async def release(uow: UnitOfWork, routing: Routing, _said: str) -> None:
    await service.release(uow, routing)


async def retire(uow: UnitOfWork, routing: Routing, _said: str) -> None:
    await service.retire(uow, routing)


VERBS = (
    Bulk("release", _("Release"), Routings.RELEASE, find, release, icon="player-play"),
    Bulk("retire", _("Retire"), Routings.RELEASE, find, retire, icon="archive"),
)
