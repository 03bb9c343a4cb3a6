"""Moves between plants: the list that both see, sending, receiving, writing off."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.stock.controllers.verbs import asked
from unison_web.modules.stock.listings_moves import PLANT_MOVE_VIEW, PLANT_MOVES
from unison_web.modules.stock.presenters import plant_move_out
from unison_web.modules.stock.rules import Stock
from unison_web.modules.stock.schemas_moves import ArrivalIn, LossIn, PlantMoveIn, PlantMoveOut
from unison_web.modules.stock.service import plant_moves
from unison_web.modules.stock.service.plant_moves import PlantMoveRepository

THEN = "/plant-moves/{id}"


async def the_move(request: WebRequest, uow: Uow, move_id: UUID) -> PlantMoveOut:
    return plant_move_out(await PlantMoveRepository(uow).record(move_id))


async def the_plants(request: WebRequest, uow: Uow) -> list[tuple[str, str]]:
    """Where it may go."""
    return [(plant.code, plant.name) for plant in await PlantRepository(uow).active() if plant.id != uow.actor.plant_id]


class PlantMoveController(Module):
    path = "/plant-moves"
    tags = ["Stock"]

    @get("/", permission=Stock.READ, template="stock/plant_moves.html", listing=PLANT_MOVE_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[PlantMoveOut]:
        """What is or was on its way between plants; each plant sees what it sent and what comes to it."""
        return await PLANT_MOVES.page(uow, request.query_params)

    @page("/new", permission=Stock.MOVE, template="stock/plant_move_form.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        form = asked(PlantMoveIn, request)
        form.context = await the_plants(request, uow)
        return form

    @post("/", permission=Stock.MOVE, form="stock/plant_move_form.html", about=the_plants, then=THEN,
          flash=_("{number} is on its way"))  # fmt: skip
    async def create(self, uow: Uow, data: Body[PlantMoveIn]) -> PlantMoveOut:
        """Send stock to another plant of the company."""
        move = await plant_moves.send(uow, data)
        return plant_move_out(await PlantMoveRepository(uow).record(move.id))

    @get("/{move_id:uuid}", permission=Stock.READ, template="stock/plant_move.html")
    async def show(self, uow: Uow, move_id: FromPath[UUID]) -> PlantMoveOut:
        """One move: what was sent, what came, what was lost, what is still under way."""
        return plant_move_out(await PlantMoveRepository(uow).record(move_id))

    @page("/{move_id:uuid}/arrivals/new", permission=Stock.MOVE, template="stock/arrival.html")
    async def ask_arrival(self, request: WebRequest, uow: Uow, move_id: FromPath[UUID]) -> Form:
        move = await the_move(request, uow, move_id)
        return Form(ArrivalIn, {"quantity": move.under_way}, context=move)

    @post("/{move_id:uuid}/arrivals", permission=Stock.MOVE, form="stock/arrival.html", about=the_move, then=THEN,
          flash=_("Received"))  # fmt: skip
    async def arrive(self, uow: Uow, move_id: FromPath[UUID], data: Body[ArrivalIn]) -> PlantMoveOut:
        """Receive some or all of it in the plant it goes to."""
        move = await PlantMoveRepository(uow).record(move_id, lock=True)
        return plant_move_out(await plant_moves.arrive(uow, move, data))

    @page("/{move_id:uuid}/losses/new", permission=Stock.ADJUST, template="stock/loss.html")
    async def ask_loss(self, request: WebRequest, uow: Uow, move_id: FromPath[UUID]) -> Form:
        move = await the_move(request, uow, move_id)
        return Form(LossIn, {"quantity": move.under_way}, context=move)

    @post("/{move_id:uuid}/losses", permission=Stock.ADJUST, form="stock/loss.html", about=the_move, then=THEN,
          flash=_("Written off"))  # fmt: skip
    async def lose(self, uow: Uow, move_id: FromPath[UUID], data: Body[LossIn]) -> PlantMoveOut:
        """Write off what will not come, with the reason."""
        move = await PlantMoveRepository(uow).record(move_id, lock=True)
        return plant_move_out(await plant_moves.lose(uow, move, data))
