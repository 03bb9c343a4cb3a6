"""Docks, and their board in the office and on the wall."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from litestar.di import Provide
from litestar.params import FromPath, FromQuery

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _ as now_
from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import ANYONE
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.floor.access import provide_floor
from unison_web.modules.materials.schemas import OptionOut, OptionsOut
from unison_web.modules.organizations.repository import PlantRepository
from unison_web.modules.shipping import listings
from unison_web.modules.shipping.presenters import dock_out
from unison_web.modules.shipping.repository import DockRepository
from unison_web.modules.shipping.rules import Shipping
from unison_web.modules.shipping.schemas_docks import DockArchiveIn, DockBoard, DockIn, DockOut
from unison_web.modules.shipping.service import docks

FORM = "shipping/dock.html"


class DockController(Module):
    path = "/docks"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template="shipping/docks.html", listing=listings.DOCK_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[DockOut]:
        """Doors where lorries load."""
        return await listings.DOCKS.page(uow, request.query_params)

    @get("/options", permission=Shipping.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "") -> OptionsOut:
        """A few docks that fit the words, for a combobox."""
        return OptionsOut([OptionOut(row.id, row.code, row.name) for row in await DockRepository(uow).offered(q[:200])])

    @page("/new", permission=Shipping.WRITE, template=FORM)
    async def new(self, request: WebRequest) -> Form:
        return Form(DockIn, action="/docks")

    @post("/", permission=Shipping.WRITE, form=FORM, then="/docks", flash=_("Dock {code} added"))
    async def create(self, uow: Uow, data: Body[DockIn]) -> DockOut:
        """Add a dock."""
        return dock_out(await docks.create(uow, data))

    @page("/{dock_id:uuid}/edit", permission=Shipping.WRITE, template=FORM)
    async def edit(self, uow: Uow, dock_id: FromPath[UUID]) -> Form:
        out = dock_out(await DockRepository(uow).record(dock_id))
        said = {name: getattr(out, name) for name in DockIn.__struct_fields__}
        return Form(DockIn, said, action=f"/docks/{dock_id}/edit")

    @post("/{dock_id:uuid}/edit", permission=Shipping.WRITE, page=True, form=FORM, then="/docks",
          flash=_("Dock {code} changed"))  # fmt: skip
    async def save(self, uow: Uow, dock_id: FromPath[UUID], data: Body[DockIn]) -> DockOut:
        return dock_out(await docks.change(uow, await DockRepository(uow).record(dock_id), data))

    @put("/{dock_id:uuid}", permission=Shipping.WRITE)
    async def update(self, uow: Uow, dock_id: FromPath[UUID], data: Body[DockIn]) -> DockOut:
        """Replace what can be said about a dock."""
        return dock_out(await docks.change(uow, await DockRepository(uow).record(dock_id), data))

    @post("/{dock_id:uuid}/archive", permission=Shipping.WRITE, then="/docks", status_code=200)
    async def archive(self, uow: Uow, dock_id: FromPath[UUID], data: Body[DockArchiveIn]) -> DockOut:
        """Stop offering a dock, or offer it again."""
        return dock_out(await docks.archive(uow, await DockRepository(uow).record(dock_id), archived=data.archived))


def day_of(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said.strip() else None
    except ValueError:
        raise Refused(day=now_("Say the day like 2027-01-15")) from None


class DockBoardController(Module):
    path = "/dock-board"
    tags = ["Shipping"]

    @get("/", permission=Shipping.READ, template="shipping/board.html")
    async def show(self, uow: Uow, day: FromQuery[str] = "") -> DockBoard:
        """What leaves from which dock at what hour, today or on a `day`."""
        return await docks.board(uow, await PlantRepository(uow).here(), day_of(day))


class DockWallController(Module):
    """For a screen nobody signs in at: an enrolled device is enough."""

    path = "/wall/docks"
    dependencies = {"uow": Provide(provide_floor)}

    @get("/", permission=ANYONE, template="shipping/wall.html", include_in_schema=False)
    async def show(self, uow: Uow) -> DockBoard:
        """What is still to go; nothing to press."""
        return docks.for_wall(await docks.board(uow, await PlantRepository(uow).here(), None))
