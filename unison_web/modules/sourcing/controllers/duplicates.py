"""Materials that may be the same thing under two numbers."""

from __future__ import annotations

from uuid import UUID

from litestar.params import FromPath, FromQuery

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.module import Body, Module, delete, get, post
from unison_web.kit.web.uow import Uow
from unison_web.modules.materials.listings import material_out
from unison_web.modules.materials.repository import MaterialRepository
from unison_web.modules.materials.rules import Materials
from unison_web.modules.sourcing.schemas_alike import AlikeOut, DifferentIn, DuplicatesOut, SuspectedList
from unison_web.modules.sourcing.service import duplicates as service

PAGE = "/materials/{material.id}/duplicates"


class DuplicateListController(Module):
    path = "/materials"
    tags = ["Sourcing"]

    @get("/duplicates", permission=Materials.READ, template="sourcing/suspected.html")
    async def index(self, uow: Uow) -> SuspectedList:
        """Materials of the company that may be the same thing: by GTIN, by what a supplier calls them, by name."""
        return SuspectedList(await service.everywhere(uow))

    @get("/alike", permission=Materials.READ, template="sourcing/alike.html")
    async def alike(
        self, uow: Uow, name: FromQuery[str] = "", gtin: FromQuery[str] = "", besides: FromQuery[str] = ""
    ) -> AlikeOut:
        """What a name or GTIN that is being typed may already be here as. `besides` is the material being changed."""
        try:
            known = UUID(besides) if besides else None
        except ValueError:
            known = None
        return AlikeOut(await service.of_words(uow, name[:200], gtin[:14], known))


class DuplicateController(Module):
    path = "/materials/{material_id:uuid}/duplicates"
    tags = ["Sourcing"]

    @get("/", permission=Materials.READ, template="sourcing/duplicates.html")
    async def show(self, uow: Uow, material_id: FromPath[UUID]) -> DuplicatesOut:
        """What this material may be the same as, with every reason, and what somebody said it is not."""
        return await shown(uow, material_id)

    @post("/{other_id:uuid}", permission=Materials.WRITE, then=PAGE, status_code=200,
          flash=_("Nobody is asked about these two again"))  # fmt: skip
    async def judge(
        self, uow: Uow, material_id: FromPath[UUID], other_id: FromPath[UUID], data: Body[DifferentIn]
    ) -> DuplicatesOut:
        """Say that the other one is another thing. Who said it, and when, is kept."""
        await service.different(uow, await MaterialRepository(uow).record(material_id), other_id, data.note)
        return await shown(uow, material_id)

    @delete("/{other_id:uuid}", permission=Materials.WRITE, status_code=200)
    async def take_back(self, uow: Uow, material_id: FromPath[UUID], other_id: FromPath[UUID]) -> DuplicatesOut:
        """Suspect them again."""
        return await again(uow, material_id, other_id)

    @post("/{other_id:uuid}/removal", permission=Materials.WRITE, page=True, then=PAGE)
    async def remove(self, uow: Uow, material_id: FromPath[UUID], other_id: FromPath[UUID]) -> DuplicatesOut:
        return await again(uow, material_id, other_id)


async def again(uow: Uow, material_id: UUID, other_id: UUID) -> DuplicatesOut:
    await service.ask_again(uow, material_id, other_id)
    return await shown(uow, material_id)


async def shown(uow: Uow, material_id: UUID) -> DuplicatesOut:
    material = await MaterialRepository(uow).record(material_id)
    found = await service.of_material(uow, material)
    return DuplicatesOut(material_out(material), found, await service.judged(uow, material_id))
