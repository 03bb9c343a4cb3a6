"""In the demo any browser becomes a tablet with one press. In any other installation there is nothing here."""

from __future__ import annotations

from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.faces import View
from unison_web.kit.web.module import Body, Module, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.modules.floor.controllers.entry import YEAR
from unison_web.modules.floor.schemas import Welcome
from unison_web.modules.floor.schemas.board import DemoTabletIn, DemoTablets
from unison_web.modules.floor.service import demo


class DemoTabletController(Module):
    path = "/floor/demo"

    @page("/", permission=ANYONE, template="floor/demo.html")
    async def show(self, request: WebRequest) -> DemoTablets:
        """The machines a demo tablet may stand at, by company."""
        return DemoTablets(demo.places(request.app.state.settings))

    @post("/", permission=ANYONE, then="/floor/", include_in_schema=False)
    async def create(self, request: WebRequest, data: Body[DemoTabletIn]) -> Welcome:
        state = request.app.state
        key = await demo.become_tablet(state.engine, state.settings, data.machine_id)
        cookies = [state.cookies.make("device", key, max_age=YEAR), state.cookies.make("floor", "")]
        return View(Welcome(True), cookies=cookies)  # type: ignore[return-value]
