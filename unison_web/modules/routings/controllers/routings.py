"""Routings: list, record, head, life, and the routing of a material."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath
from sqlalchemy.orm import joinedload

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.routings.listings import ROUTING_VIEW, ROUTINGS, of_material, routing_out
from unison_web.modules.routings.models import Routing
from unison_web.modules.routings.repository import RoutingRepository
from unison_web.modules.routings.rules import Routings
from unison_web.modules.routings.schemas import CopyIn, MaterialRoutingOut, RoutingHeadIn, RoutingIn, RoutingOut
from unison_web.modules.routings.service import routings as service


async def the_routing(request: WebRequest, uow: Uow, routing_id: UUID, **place: UUID) -> Record:
    routing = await RoutingRepository(uow).by_id(routing_id, joinedload(Routing.material))
    label = _("{number}, rev {revision}").format(number=routing.material.number, revision=routing.revision)
    return Record(label, f"/routings/{routing_id}")


class RoutingController(Module):
    path = "/routings"
    tags = ["Routings"]

    @get("/", permission=Routings.READ, template="routings/index.html", listing=ROUTING_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[RoutingOut]:
        """All routings, by words `q` of the material or document, filters `state` and `derived`, and `sort`."""
        return await ROUTINGS.page(uow, request.query_params)

    @page("/new", permission=Routings.WRITE, template="routings/new.html")
    async def new(self, request: WebRequest) -> Form:
        return Form(RoutingIn, {"material": request.query_params.get("material", "")})

    @post("/", permission=Routings.WRITE, form="routings/new.html", then="/routings/{id}", flash=_("Draft created"))
    async def create(self, uow: Uow, data: Body[RoutingIn]) -> RoutingOut:
        """Create a routing as a draft."""
        return routing_out(await service.create(uow, data))

    @get("/{routing_id:uuid}", permission=Routings.READ, template="routings/show.html")
    async def show(self, uow: Uow, routing_id: FromPath[UUID]) -> RoutingOut:
        """One routing with operations and steps."""
        return routing_out(await RoutingRepository(uow).record(routing_id))

    @page("/{routing_id:uuid}/edit", permission=Routings.WRITE, template="routings/edit.html", about=the_routing)
    async def edit(self, uow: Uow, routing_id: FromPath[UUID]) -> Form:
        routing = await RoutingRepository(uow).by_id(routing_id)
        return Form(RoutingHeadIn, {name: getattr(routing, name) for name in RoutingHeadIn.__struct_fields__})

    @post(
        "/{routing_id:uuid}/edit",
        permission=Routings.WRITE,
        page=True,
        form="routings/edit.html",
        about=the_routing,
        then="/routings/{id}",
    )
    async def save(self, uow: Uow, routing_id: FromPath[UUID], data: Body[RoutingHeadIn]) -> RoutingOut:
        return routing_out(await service.change(uow, await RoutingRepository(uow).record(routing_id), data))

    @put("/{routing_id:uuid}", permission=Routings.WRITE)
    async def update(self, uow: Uow, routing_id: FromPath[UUID], data: Body[RoutingHeadIn]) -> RoutingOut:
        """Change revision and source, or take over a derived routing."""
        return routing_out(await service.change(uow, await RoutingRepository(uow).record(routing_id), data))

    @post("/{routing_id:uuid}/release", permission=Routings.RELEASE, then="/routings/{id}", status_code=200)
    async def release(self, uow: Uow, routing_id: FromPath[UUID]) -> RoutingOut:
        """Orders take this routing from now on; the one before is superseded."""
        return routing_out(await service.release(uow, await RoutingRepository(uow).record(routing_id)))

    @post("/{routing_id:uuid}/retirement", permission=Routings.RELEASE, then="/routings/{id}", status_code=200)
    async def retire(self, uow: Uow, routing_id: FromPath[UUID]) -> RoutingOut:
        """Take a routing out of use."""
        return routing_out(await service.retire(uow, await RoutingRepository(uow).record(routing_id)))

    @page("/{routing_id:uuid}/copies/new", permission=Routings.WRITE, template="routings/copy.html", about=the_routing)
    async def new_copy(self, uow: Uow, routing_id: FromPath[UUID]) -> Form:
        return Form(CopyIn)

    @post(
        "/{routing_id:uuid}/copies",
        permission=Routings.WRITE,
        form="routings/copy.html",
        about=the_routing,
        then="/routings/{id}",
    )
    async def copy(self, uow: Uow, routing_id: FromPath[UUID], data: Body[CopyIn]) -> RoutingOut:
        """A new draft with the same operations and steps."""
        routing = await RoutingRepository(uow).record(routing_id)
        return routing_out(await service.copy(uow, routing, data.revision))


class MaterialRoutingController(Module):
    path = "/materials/{material_id:uuid}/routing"
    tags = ["Routings"]

    @get("/", permission=Routings.READ, template="routings/of_material.html")
    async def show(self, uow: Uow, material_id: FromPath[UUID]) -> MaterialRoutingOut:
        """How a material is made here."""
        material = await MaterialRepository(uow).record(material_id)
        routing = await RoutingRepository(uow).released(material_id, uow.actor.plant_id)
        return of_material(material, routing, await RoutingRepository(uow).of_material(material_id))
