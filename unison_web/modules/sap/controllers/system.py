"""Setting SAP up, testing it, and which field comes from where."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import SignInNeeded
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.sap import presenters, rules
from unison_web.modules.sap.repository import SystemRepository
from unison_web.modules.sap.rules import SapRights
from unison_web.modules.sap.schemas import MappingIn, SystemIn, SystemOut, TestedOut
from unison_web.modules.sap.service import systems


class SapController(Module):
    path = "/sap"
    tags = ["SAP"]

    @get("/", permission=SapRights.READ, template="sap/show.html")
    async def show(self, uow: Uow) -> SystemOut:
        """How the exchange is set up and how it does. The password is not told."""
        return await presenters.system_shown(uow)

    @page("/edit", permission=SapRights.WRITE, template="sap/edit.html")
    async def edit(self, uow: Uow) -> Form:
        row = await SystemRepository(uow).the_one()
        names = [name for name in SystemIn.__struct_fields__ if name != "secret"]
        return Form(SystemIn, {name: getattr(row, name) for name in names} if row else None, action="/sap")

    @post("/", permission=SapRights.WRITE, form="sap/edit.html", then="/sap", flash=_("Saved"), status_code=200)
    async def save(self, request: WebRequest, uow: Uow, data: Body[SystemIn]) -> SystemOut:
        """Set the connection up. An empty password leaves the one that is there."""
        state = request.app.state
        await systems.save(uow, state.vault, systems.outside_of(state.settings), data)
        return await presenters.system_shown(uow)

    @page("/fields", permission=SapRights.WRITE, template="sap/fields.html")
    async def fields(self, uow: Uow) -> Form:
        said = rules.field_rules((await systems.the_system(uow)).fields)
        values = {name: rule.wins for name, rule in said.items()}
        sources = {f"{name}_source": rule.source for name, rule in said.items() if len(rules.SOURCES[name]) > 1}
        return Form(MappingIn, values | sources, action="/sap/fields")

    @post("/fields", permission=SapRights.WRITE, form="sap/fields.html", then="/sap", flash=_("Saved"), status_code=200)
    async def map(self, uow: Uow, data: Body[MappingIn]) -> SystemOut:
        """By field of a material: where it comes from, and who wins."""
        await systems.map_fields(uow, data)
        return await presenters.system_shown(uow)

    @post("/test", permission=SapRights.WRITE, template="sap/tested.html", status_code=200)
    async def test(self, request: WebRequest) -> TestedOut:
        """Ask SAP once, and say in words what came of it. Nothing is kept."""
        if request.actor is None:
            raise SignInNeeded
        await request.body()  # one that is too large is refused here, as it is everywhere
        state = request.app.state
        async with unit_of_work(state.engine, request.actor) as uow:  # over before anybody outside is asked
            system = systems.opened(state.vault, await systems.the_system(uow))
        return TestedOut(*await systems.ask(systems.outside_of(state.settings), system))
