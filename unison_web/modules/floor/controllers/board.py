"""The board: in the office, on the wall, and the stream that keeps both alive."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from litestar import Response
from litestar.di import Provide
from litestar.params import FromQuery
from litestar.response import ServerSentEvent, ServerSentEventMessage

from unison_web import __version__
from unison_web.kit.errors import Refused, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.live import LiveHub
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.templates import STATIC
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import provide_floor, tablet
from unison_web.modules.floor.rules import FloorBoard
from unison_web.modules.floor.schemas.board import Board
from unison_web.modules.floor.service import board
from unison_web.modules.organizations.repository import PlantRepository

#: A busy plant is told about four times a second, not at every report.
BREATH = 0.25
MOST_TOPICS = 40


class FloorBoardController(Module):
    path = "/floor-board"
    tags = ["Floor"]

    @get("/", permission=FloorBoard.READ, template="floor/board.html")
    async def show(self, uow: Uow) -> Board:
        """Machine tiles of the plant: grey is normal."""
        return await board.board(uow, await PlantRepository(uow).here())


class WallController(Module):
    """For a screen nobody signs in at: an enrolled device is enough."""

    path = "/wall"
    dependencies = {"uow": Provide(provide_floor)}

    @get("/", permission=ANYONE, template="floor/wall.html", include_in_schema=False)
    async def show(self, uow: Uow) -> Board:
        """The same tiles; nothing to press."""
        shown = await board.board(uow, await PlantRepository(uow).here())
        for tile in shown.tiles:
            tile.href = ""
        return shown


class LiveController(Module):
    path = "/live"

    @get("/", permission=ANYONE, include_in_schema=False)
    async def stream(
        self, request: WebRequest, topics: FromQuery[str], last_event_id: FromQuery[str] = ""
    ) -> Response[Any]:
        """Server-sent events named like their topics; ``beat`` every 15 seconds; ``version`` at the start."""
        actor = request.actor or tablet(request)
        if actor is None:
            raise SignInNeeded
        wanted = frozenset(topic for topic in topics.split(",") if topic)
        if not wanted or len(wanted) > MOST_TOPICS:
            raise Refused(topics=_("Between 1 and 40 topics"))
        if actor.user_id:  # whatever the page shows, its bell is on it
            wanted |= {f"user:{actor.user_id}"}
        last = request.headers.get("last-event-id") or last_event_id
        return ServerSentEvent(events(request.app.state.live, actor.organization_id, wanted, last))


async def events(
    hub: LiveHub, organization: Any, wanted: frozenset[str], last: str
) -> AsyncIterator[ServerSentEventMessage]:
    yield ServerSentEventMessage(event="version", data=__version__, retry=2000)
    async for tick in hub.ticks(organization, wanted, last):
        if tick is None:
            yield ServerSentEventMessage(event="beat", data="")
            continue
        for topic in sorted(tick.topics & wanted):
            yield ServerSentEventMessage(
                event=topic if tick.event_id else "resync", data=tick.event_id, id=tick.event_id or None
            )
        await asyncio.sleep(BREATH)


class ServiceWorkerController(Module):
    path = "/floor/sw.js"

    @get("/", permission=ANYONE, include_in_schema=False, media_type="text/javascript")
    async def show(self) -> Response[bytes]:
        """Served from /floor/ so that it may look after /floor/ and nothing else."""
        return Response(
            (STATIC / "js" / "floor-sw.js").read_bytes(),
            media_type="text/javascript",
            headers={"Service-Worker-Allowed": "/floor/", "Cache-Control": "no-cache"},
        )
