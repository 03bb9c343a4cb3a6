"""The search page; the palette asks for its block ``results``."""

from __future__ import annotations

from litestar.params import FromQuery

from unison_web.kit.permissions import SIGNED_IN
from unison_web.kit.search import sought
from unison_web.kit.web.faces import View
from unison_web.kit.web.module import Module, get
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.search import service
from unison_web.modules.search.schemas import Answers


class SearchController(Module):
    path = "/search"
    tags = ["Search"]

    @get("/", permission=SIGNED_IN, template="search/index.html")
    async def index(self, request: WebRequest, uow: Uow, q: FromQuery[str] = "") -> View[Answers]:
        """Exact code, records by noun, screens and verbs for what was typed: only what the caller may. A page whose
        words are exactly one thing's code leads straight to it."""
        said = sought(q, str(request.carried.get("search_language", "simple")))
        found = await service.answers(uow, places(request), said)
        page = not (request.is_fragment or request.wants_json)
        return View(found, then=found.straight if page else None)


def places(request: WebRequest) -> service.Places:
    state = request.app.state
    return service.Places(
        searches=state.searches,
        deeds=state.deeds,
        scans=state.scans,
        areas=state.navigation.for_(request.actor, "") if request.actor else (),
        lists=state.lists,
        views=request.carried.get("views", ()),
    )
