"""Alternates and replacements of a material."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, delete, get, page, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.controllers.materials import the_material
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.sourcing.presenters import stand_ins
from unison_web.modules.sourcing.schemas import AlternateIn, AlternatesOut, ReplacementIn
from unison_web.modules.sourcing.service import standins as service

PAGE = "/materials/{material.id}/alternates"


class StandInController(Module):
    path = "/materials/{material_id:uuid}"
    tags = ["Sourcing"]

    @get("/alternates", permission=Materials.READ, template="sourcing/alternates.html")
    async def index(self, uow: Uow, material_id: FromPath[UUID]) -> AlternatesOut:
        """What may stand in for it and for what it may stand in; what it replaced and what replaces it."""
        return await shown(uow, material_id)

    @page("/alternates/new", permission=Materials.WRITE, template="sourcing/alternate.html", about=the_material)
    async def new(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        return Form(AlternateIn)

    @post("/alternates", permission=Materials.WRITE, form="sourcing/alternate.html", about=the_material, then=PAGE)
    async def create(self, uow: Uow, material_id: FromPath[UUID], data: Body[AlternateIn]) -> AlternatesOut:
        """Say that another material may be taken instead."""
        await service.add_alternate(uow, await MaterialRepository(uow).record(material_id), data)
        return await shown(uow, material_id)

    @delete("/alternates/{stand_in_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def take_away(self, uow: Uow, material_id: FromPath[UUID], stand_in_id: FromPath[UUID]) -> AlternatesOut:
        """It may not be taken instead any more."""
        return await without(uow, material_id, stand_in_id)

    @post("/alternates/{stand_in_id:uuid}/removal", permission=Materials.WRITE, page=True, then=PAGE)
    async def remove(self, uow: Uow, material_id: FromPath[UUID], stand_in_id: FromPath[UUID]) -> AlternatesOut:
        return await without(uow, material_id, stand_in_id)

    @page("/replacement/new", permission=Materials.WRITE, template="sourcing/replacement.html", about=the_material)
    async def replacement(self, uow: Uow, material_id: FromPath[UUID]) -> Form:
        return Form(ReplacementIn)

    @post(
        "/replacement", permission=Materials.WRITE, form="sourcing/replacement.html", about=the_material, then=PAGE,
        flash=_("Replacement written down"),
    )  # fmt: skip
    async def replace(self, uow: Uow, material_id: FromPath[UUID], data: Body[ReplacementIn]) -> AlternatesOut:
        """Say what takes its place, from a day on. What was said before is replaced."""
        await service.replace(uow, await MaterialRepository(uow).record(material_id), data)
        return await shown(uow, material_id)

    @delete("/replacement", permission=Materials.WRITE, status_code=200)
    async def keep(self, uow: Uow, material_id: FromPath[UUID]) -> AlternatesOut:
        """Nothing takes its place any more."""
        return await kept(uow, material_id)

    @post("/replacement/removal", permission=Materials.WRITE, page=True, then=PAGE)
    async def keep_it(self, uow: Uow, material_id: FromPath[UUID]) -> AlternatesOut:
        return await kept(uow, material_id)


async def shown(uow: Uow, material_id: UUID) -> AlternatesOut:
    uow.session.expire_all()
    return await stand_ins(uow, await MaterialRepository(uow).record(material_id))


async def without(uow: Uow, material_id: UUID, stand_in_id: UUID) -> AlternatesOut:
    await service.remove_alternate(uow, await MaterialRepository(uow).record(material_id), stand_in_id)
    return await shown(uow, material_id)


async def kept(uow: Uow, material_id: UUID) -> AlternatesOut:
    await service.stop_replacing(uow, await MaterialRepository(uow).record(material_id))
    return await shown(uow, material_id)
