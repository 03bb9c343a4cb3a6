"""Connections: set up, switched, tested; and the door for programs that send."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath
from msgspec import Struct

from unison_web.engine.signal import Reading
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import SignInNeeded
from unison_web.kit.i18n import lazy as _
from unison_web.kit.nearby import Nearby
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.signals import rules
from unison_web.modules.signals.listings import CONNECTION_VIEW, CONNECTIONS
from unison_web.modules.signals.presenters import taken_out
from unison_web.modules.signals.repository import ConnectionRepository
from unison_web.modules.signals.rules import Signals
from unison_web.modules.signals.schemas import (
    BatchIn,
    ConnectionChangeIn,
    ConnectionIn,
    ConnectionOut,
    ConnectionRow,
    SwitchIn,
    TakenOut,
    TestedOut,
)
from unison_web.modules.signals.service import connections, pipeline, roads

RECORD = "/connections/{id}"


class Around(Struct):
    """What stands around the form."""

    plants: list[tuple[str, str]] = []
    label: str = ""
    href: str = ""


async def the_plants(request: WebRequest, uow: Uow) -> Around:
    here = [plant for plant in request.plants if uow.actor.plant_id in (None, plant.id)]
    return Around([(plant.code, plant.name) for plant in here])


async def the_connection(request: WebRequest, uow: Uow, connection_id: UUID) -> Record:
    return Record((await ConnectionRepository(uow).by_id(connection_id)).name, f"/connections/{connection_id}")


class ConnectionController(Module):
    path = "/connections"
    tags = ["Signals"]

    @get("/", permission=Signals.READ, template="signals/connections.html", listing=CONNECTION_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[ConnectionRow]:
        """Where machines are heard, since when, and what went wrong last."""
        return await CONNECTIONS.page(uow, request.query_params)

    @page("/new", permission=Signals.WRITE, template="signals/connection_new.html", about=the_plants)
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        return Form(ConnectionIn, {"plant": uow.actor.plant_code}, context=request.state.form_context)

    @post(
        "/", permission=Signals.WRITE, form="signals/connection_new.html", about=the_plants, then=RECORD,
        flash=_("Connection {name} added. Switch it on when it is right"),
    )  # fmt: skip
    async def create(self, request: WebRequest, uow: Uow, data: Body[ConnectionIn]) -> ConnectionOut:
        """Add a connection; it is switched off until somebody switches it on."""
        made = await connections.create(uow, request.app.state.vault, data)
        return await connections.shown(uow, made)

    @get("/{connection_id:uuid}", permission=Signals.READ, template="signals/connection.html")
    async def show(self, uow: Uow, connection_id: FromPath[UUID]) -> ConnectionOut:
        """One connection and how it does. The password is not told."""
        return await connections.shown(uow, await ConnectionRepository(uow).record(connection_id))

    @page(
        "/{connection_id:uuid}/edit", permission=Signals.WRITE, template="signals/connection_edit.html",
        about=the_connection,
    )  # fmt: skip
    async def edit(self, uow: Uow, connection_id: FromPath[UUID]) -> Form:
        connection = await ConnectionRepository(uow).record(connection_id)
        names = [name for name in ConnectionChangeIn.__struct_fields__ if name != "secret"]
        return Form(ConnectionChangeIn, {name: getattr(connection, name) for name in names})

    @post(
        "/{connection_id:uuid}/edit", permission=Signals.WRITE, page=True, form="signals/connection_edit.html",
        about=the_connection, then=RECORD, flash=_("Saved"),
    )  # fmt: skip
    async def save(
        self, request: WebRequest, uow: Uow, connection_id: FromPath[UUID], data: Body[ConnectionChangeIn]
    ) -> ConnectionOut:
        return await changed(request, uow, connection_id, data)

    @put("/{connection_id:uuid}", permission=Signals.WRITE)
    async def update(
        self, request: WebRequest, uow: Uow, connection_id: FromPath[UUID], data: Body[ConnectionChangeIn]
    ) -> ConnectionOut:
        """Replace what can be said about a connection. An empty password leaves the one that is there."""
        return await changed(request, uow, connection_id, data)

    @post("/{connection_id:uuid}/switch", permission=Signals.WRITE, then=RECORD, status_code=200)
    async def switch(self, uow: Uow, connection_id: FromPath[UUID], data: Body[SwitchIn]) -> ConnectionOut:
        """Switch on or off. The collector follows within seconds."""
        connection = await ConnectionRepository(uow).record(connection_id)
        return await connections.shown(uow, await connections.switch(uow, connection, enabled=data.enabled))

    @post("/{connection_id:uuid}/test", permission=Signals.WRITE, template="signals/tested.html", status_code=200)
    async def test(self, request: WebRequest, connection_id: FromPath[UUID]) -> TestedOut:
        """Ask the other side once, and say in words what came of it. Nothing is kept."""
        if request.actor is None:
            raise SignInNeeded
        await request.body()  # one that is too large is refused here, as it is everywhere
        state = request.app.state
        async with unit_of_work(state.engine, request.actor) as uow:  # over before anybody outside is asked
            connection = await ConnectionRepository(uow).record(connection_id)
        rules.may_test(connection.kind).or_refuse()
        return await roads.test(Nearby.of(state.settings), state.vault, connection)


class SignalController(Module):
    path = "/signals"
    tags = ["Signals"]

    @post("/", permission=Signals.SEND, then="/connections/{connection_id}", status_code=200)
    async def create(self, uow: Uow, data: Body[BatchIn]) -> TakenOut:
        """Up to ten thousand values of machines at once. What cannot be taken is told by row, the others are taken; a
        message that comes twice counts once, and late values repair what was known of then."""
        connection = await connections.meant(uow, data.connection)
        rules.may_send(connection.kind, enabled=connection.enabled).or_refuse()
        readings = [Reading(row.tag, row.at, row.value) for row in data.rows]
        return taken_out(connection, await pipeline.take(uow, connection, readings, data.message))


async def changed(request: WebRequest, uow: Uow, connection_id: UUID, data: ConnectionChangeIn) -> ConnectionOut:
    connection = await ConnectionRepository(uow).record(connection_id)
    return await connections.shown(uow, await connections.change(uow, request.app.state.vault, connection, data))
