"""Tags: which wait for their meaning, what they mean, and how they went."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery
from msgspec import Struct

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.machines.repository import MachineRepository
from unison_web.modules.signals.listings import TAG_VIEW, TAGS
from unison_web.modules.signals.repository import TagRepository
from unison_web.modules.signals.rules import Signals
from unison_web.modules.signals.schemas_tags import (
    CurveOut,
    IgnoreIn,
    MachineSignalsOut,
    MappingIn,
    PreviewOut,
    TagOut,
    TagRow,
)
from unison_web.modules.signals.service import looking, tags

RECORD = "/tags/{id}"


class Around(Struct):
    """What the form of a tag shows around itself."""

    tag: TagOut
    machines: list[tuple[str, str]]
    label: str
    href: str


async def the_tag(request: WebRequest, uow: Uow, tag_id: UUID) -> Around:
    tag = await TagRepository(uow).record(tag_id)
    machines = [(one.code, f"{one.code} {one.name}") for one in await TagRepository(uow).machines_for(tag)]
    return Around(await tags.shown(uow, tag), machines, tag.label or tag.name, f"/tags/{tag_id}")


class TagController(Module):
    path = "/tags"
    tags = ["Signals"]

    @get("/", permission=Signals.READ, template="signals/tags.html", listing=TAG_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[TagRow]:
        """Every tag that was ever heard. `mapped=no` are those nobody has given a meaning."""
        return await TAGS.page(uow, request.query_params)

    @get("/{tag_id:uuid}", permission=Signals.READ, template="signals/tag.html")
    async def show(self, uow: Uow, tag_id: FromPath[UUID]) -> TagOut:
        """One tag, its last values, and what they mean."""
        return await tags.shown(uow, await TagRepository(uow).record(tag_id))

    @get("/{tag_id:uuid}/curve", permission=Signals.READ, template="signals/curve.html")
    async def curve(self, uow: Uow, tag_id: FromPath[UUID], span: FromQuery[str] = "day") -> CurveOut:
        """How it went: `span` is hour, day, ten_days or quarter."""
        return await looking.curve(uow, await TagRepository(uow).record(tag_id), span)

    @page("/{tag_id:uuid}/mapping/edit", permission=Signals.WRITE, template="signals/mapping.html", about=the_tag)
    async def mapping(self, request: WebRequest, uow: Uow, tag_id: FromPath[UUID]) -> Form:
        tag = await TagRepository(uow).record(tag_id)
        return Form(MappingIn, tags.mapping_of(tag), context=request.state.form_context)

    @post(
        "/{tag_id:uuid}/mapping/edit", permission=Signals.WRITE, page=True, form="signals/mapping.html", about=the_tag,
        then=RECORD, flash=_("Counts from now on"),
    )  # fmt: skip
    async def save(self, uow: Uow, tag_id: FromPath[UUID], data: Body[MappingIn]) -> TagOut:
        return await mapped(uow, tag_id, data)

    @put("/{tag_id:uuid}/mapping", permission=Signals.WRITE)
    async def update(self, uow: Uow, tag_id: FromPath[UUID], data: Body[MappingIn]) -> TagOut:
        """Say of which machine it is and what its values mean, from now on."""
        return await mapped(uow, tag_id, data)

    @post(
        "/{tag_id:uuid}/mapping/preview", permission=Signals.WRITE, form="signals/mapping.html", about=the_tag,
        template="signals/preview.html", status_code=200,
    )  # fmt: skip
    async def preview(self, uow: Uow, tag_id: FromPath[UUID], data: Body[MappingIn]) -> PreviewOut:
        """What the last values would mean; nothing is kept."""
        return await tags.preview(uow, await TagRepository(uow).record(tag_id), data)

    @post("/{tag_id:uuid}/ignore", permission=Signals.WRITE, then=RECORD, status_code=200)
    async def ignore(self, uow: Uow, tag_id: FromPath[UUID], data: Body[IgnoreIn]) -> TagOut:
        """Leave a tag aside, or put it back among those that wait. It means nothing then; what it said stays."""
        tag = await TagRepository(uow).record(tag_id)
        return await tags.shown(uow, await tags.unmap(uow, tag, ignored=data.ignored))


class MachineHeardController(Module):
    path = "/machines/{machine_id:uuid}/heard"
    tags = ["Signals"]

    @get("/", permission=Signals.READ, template="signals/heard.html")
    async def show(self, uow: Uow, machine_id: FromPath[UUID]) -> MachineSignalsOut:
        """What a machine says now, since when nobody heard it, and its last alarms."""
        return await looking.of_machine(uow, await MachineRepository(uow).record(machine_id))


async def mapped(uow: Uow, tag_id: UUID, data: MappingIn) -> TagOut:
    return await tags.shown(uow, await tags.map_to(uow, await TagRepository(uow).record(tag_id), data))
