"""Materials: list, record, create, change, their life and what they say about units."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form, Record
from unison_web.kit.web.listing import ListPage
from unison_web.kit.web.module import Body, Module, delete, get, page, post, put
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials import rules
from unison_web.modules.materials.editing import said
from unison_web.modules.materials.listings import MATERIAL_VIEW, MATERIALS, material_out
from unison_web.modules.materials.repository import CategoryRepository, MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.materials.schemas import (
    ConversionIn,
    MaterialIn,
    MaterialOut,
    MaterialStateIn,
    OptionOut,
    OptionsOut,
)
from unison_web.modules.materials.service import materials as service

#: What is said beside a material while it is picked.
NOTES = {"phase_out": _("Phasing out"), "draft": _("Draft")}


async def the_material(request: WebRequest, uow: Uow, material_id: UUID, **place: UUID) -> Record:
    material = await MaterialRepository(uow).by_id(material_id)
    return Record(material.number, f"/materials/{material_id}")


class MaterialController(Module):
    path = "/materials"
    tags = ["Materials"]

    @get("/", permission=Materials.READ, template="materials/index.html", listing=MATERIAL_VIEW)
    async def index(self, request: WebRequest, uow: Uow) -> ListPage[MaterialOut]:
        """All materials, by words `q`, filters `type`, `tracking`, `state`, `category`, and `sort`."""
        return await MATERIALS.page(uow, request.query_params)

    @get("/options", permission=Materials.READ, template="materials/_options.html")
    async def options(self, uow: Uow, q: FromQuery[str] = "", made: FromQuery[bool] = False) -> OptionsOut:
        """A few materials that fit the words, for a combobox."""
        found = await MaterialRepository(uow).offered(q[:200], made=made)
        return OptionsOut(
            items=[OptionOut(id=m.id, code=m.number, name=m.name, note=str(NOTES.get(m.state, ""))) for m in found]
        )

    @page("/new", permission=Materials.WRITE, template="materials/new.html")
    async def new(self, request: WebRequest, uow: Uow) -> Form:
        name = request.query_params.get("category", "")[:100]
        category = await CategoryRepository(uow).by_name(name) if name else None
        asked = {"category": category.name} if category else {}
        return hinted(Form(MaterialIn, asked), await service.inherited(uow, category))

    @post(
        "/", permission=Materials.WRITE, form="materials/new.html", then="/materials/{id}", flash=_("Material created")
    )
    async def create(self, uow: Uow, data: Body[MaterialIn]) -> MaterialOut:
        """Create a material."""
        return material_out(await service.create(uow, data), conversions=True)

    @get("/{material_id:uuid}", permission=Materials.READ, template="materials/show.html")
    async def show(self, uow: Uow, material_id: FromPath[UUID]) -> MaterialOut:
        """One material with what it says about units."""
        return material_out(await MaterialRepository(uow).record(material_id), conversions=True)

    @page("/{material_id:uuid}/edit", permission=Materials.WRITE, template="materials/edit.html", about=the_material)
    async def edit(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        material = await MaterialRepository(uow).record(material_id)
        return hinted(Form(MaterialIn, said(uow, material)), await service.inherited(uow, material.category))

    @post(
        "/{material_id:uuid}/edit",
        permission=Materials.WRITE,
        page=True,
        form="materials/edit.html",
        about=the_material,
        then="/materials/{id}",
        flash=_("Material changed"),
    )
    async def save(self, uow: Uow, material_id: FromPath[UUID], data: Body[MaterialIn]) -> MaterialOut:
        return await replaced(uow, material_id, data)

    @put("/{material_id:uuid}", permission=Materials.WRITE)
    async def update(self, uow: Uow, material_id: FromPath[UUID], data: Body[MaterialIn]) -> MaterialOut:
        """Replace what can be said about a material."""
        return await replaced(uow, material_id, data)


class MaterialStateController(Module):
    path = "/materials/{material_id:uuid}/state"
    tags = ["Materials"]

    @post("/", permission=Materials.WRITE, then="/materials/{id}", status_code=200)
    async def create(self, uow: Uow, material_id: FromPath[UUID], data: Body[MaterialStateIn]) -> MaterialOut:
        """Activate, phase out, retire or revive a material."""
        material = await MaterialRepository(uow).record(material_id)
        return material_out(await service.move_to(uow, material, data.state, data.reason), conversions=True)


class ConversionController(Module):
    path = "/materials/{material_id:uuid}/conversions"
    tags = ["Materials"]

    @post("/", permission=Materials.WRITE, form="materials/conversion.html", about=the_material, then="/materials/{id}")
    async def create(self, uow: Uow, material_id: FromPath[UUID], data: Body[ConversionIn]) -> MaterialOut:
        """Say how another unit converts for this material: one roll is 34.7 kg."""
        material = await MaterialRepository(uow).record(material_id)
        await service.add_conversion(uow, material, data)
        return await record_again(uow, material_id)

    @page("/new", permission=Materials.WRITE, template="materials/conversion.html", about=the_material)
    async def new(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        return Form(ConversionIn)

    @delete("/{conversion_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def delete(self, uow: Uow, material_id: FromPath[UUID], conversion_id: FromPath[UUID]) -> MaterialOut:
        """Take a conversion away. Past postings carry their own quantities."""
        return await without(uow, material_id, conversion_id)

    @post("/{conversion_id:uuid}/removal", permission=Materials.WRITE, page=True, then="/materials/{id}")
    async def remove(self, uow: Uow, material_id: FromPath[UUID], conversion_id: FromPath[UUID]) -> MaterialOut:
        return await without(uow, material_id, conversion_id)


def hinted(form: Form, told: dict[str, tuple[Any, str]]) -> Form:
    """What the category says stands at each field that takes it when left empty."""
    for name, (value, category) in told.items():
        words = rules.TRACKING_LABELS.get(value, getattr(value, "code", value)) if name != "storage" else value
        form[name].hint = str(_("{category} says {value}, which is taken when this is left empty")).format(
            category=category, value=words
        )
    return form


async def replaced(uow: Uow, material_id: UUID, data: MaterialIn) -> MaterialOut:
    material = await MaterialRepository(uow).record(material_id)
    return material_out(await service.change(uow, material, data), conversions=True)


async def without(uow: Uow, material_id: UUID, conversion_id: UUID) -> MaterialOut:
    material = await MaterialRepository(uow).record(material_id)
    await service.remove_conversion(uow, material, conversion_id)
    return await record_again(uow, material_id)


async def record_again(uow: Uow, material_id: UUID) -> MaterialOut:
    uow.session.expire_all()
    return material_out(await MaterialRepository(uow).record(material_id), conversions=True)
