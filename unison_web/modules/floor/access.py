"""Who a floor request is: the person acting at the tablet, or, before anybody came, the tablet itself."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import opened
from unison_web.modules.floor.models import Station
from unison_web.modules.floor.repository import StationRepository


def tablet(request: WebRequest) -> Actor | None:
    """The tablet as an actor without rights, if this browser is one."""
    return request.scope.get("device")  # type: ignore[return-value]


async def provide_floor(request: WebRequest) -> AsyncGenerator[UnitOfWork, None]:
    """A unit of work as the acting person, else as the tablet. A browser that is neither gets the common 404."""
    actor = request.actor or tablet(request)
    if actor is None:
        raise NotFound
    async with opened(request, actor) as uow:
        yield uow


async def station_of(uow: UnitOfWork) -> Station | None:
    """The station of the tablet; None in an office browser that looks at the floor's pages."""
    return await StationRepository(uow).of_device(uow.actor.device_id) if uow.actor.device_id else None
