"""Sheets of badges: choose people, get a PDF."""

from __future__ import annotations

from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.identity.rules import Users
from unison_web.modules.prints import badges
from unison_web.modules.prints.controllers.papers import shown
from unison_web.modules.prints.schemas import PrintOut
from unison_web.modules.prints.schemas_badges import BadgesIn, HoldersOut


async def the_holders(request: WebRequest, uow: Uow) -> HoldersOut:
    q = request.query_params.get("q", "")[:80]
    found = await badges.holders(uow, q)
    return HoldersOut(found, q, len(found) == badges.MOST)


class BadgeSheetController(Module):
    """Whoever holds a sheet can sign in at tablets as the people on it, so it takes the right to look after them."""

    path = "/users/badges"
    tags = ["Paper"]

    @get("/", permission=Users.WRITE, template="prints/badges.html")
    async def index(self, request: WebRequest, uow: Uow) -> HoldersOut:
        """People whose badge can be printed. ``q`` narrows by name or badge number."""
        found = await the_holders(request, uow)
        return found if request.wants_json else Form(BadgesIn, context=found)  # type: ignore[return-value]

    @post("/", permission=Users.WRITE, form="prints/badges.html", about=the_holders, then="/prints/{id}")
    async def create(self, request: WebRequest, uow: Uow, data: Body[BadgesIn]) -> PrintOut:
        """Ask for a sheet with the badges of these people. Its ``file`` appears when the worker is done."""
        here = uow.actor.plant_id or next((plant.id for plant in request.plants), None)
        return shown(request, await badges.ask(uow, here, data))
