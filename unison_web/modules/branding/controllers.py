"""Routes of branding: preparing and publishing, and what browsers fetch to wear it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import NotFound
from unison_web.kit.i18n import lazy as _
from unison_web.kit.permissions import ANYONE, SIGNED_IN
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.branding import features, presenters, rules, service
from unison_web.modules.branding.models import Brand
from unison_web.modules.branding.repository import BrandRepository, PictureRepository
from unison_web.modules.branding.rules import Branding
from unison_web.modules.branding.schemas import BrandIn, BrandOut, BrandPage, FeaturesOut, LabelLogoIn

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


async def the_page(request: WebRequest, uow: Uow) -> BrandPage:
    return await presenters.page(uow, list(request.plants), features.labels())


class BrandingController(Module):
    path = "/branding"
    tags = ["Branding"]

    @get("/", permission=Branding.READ, template="branding/index.html")
    async def index(self, request: WebRequest, uow: Uow) -> BrandPage:
        """What is seen now, and what is being prepared."""
        return await the_page(request, uow)

    @page("/edit", permission=Branding.WRITE, template="branding/edit.html", about=the_page)
    async def edit(self, request: WebRequest, uow: Uow) -> Form:
        seen = await the_page(request, uow)
        now = seen.draft or seen.published
        return Form(BrandIn, {name: getattr(now, name, None) for name in BrandIn.__struct_fields__}, context=seen)

    @post("/draft", permission=Branding.WRITE, form="branding/edit.html", about=the_page, then="/branding/preview",
          status_code=200)  # fmt: skip
    async def prepare(self, request: WebRequest, uow: Uow, data: Body[BrandIn]) -> BrandOut:
        """Prepare a face. Nobody sees it before it is published."""
        prepared = await service.prepare(uow, data, await files(request), frozenset(features.labels()))
        return await presenters.shown(uow, prepared)

    @get("/preview", permission=Branding.WRITE, template="branding/preview.html")
    async def preview(self, request: WebRequest, uow: Uow) -> BrandOut:
        """What is being prepared, as it would look; what is seen where nothing is prepared."""
        brands = BrandRepository(uow)
        return await presenters.shown(uow, await brands.in_state("draft") or await brands.in_state("published"))

    @post("/publish", permission=Branding.WRITE, then="/branding", flash=_("Everybody sees it now"), status_code=200)
    async def publish(self, request: WebRequest, uow: Uow) -> BrandOut:
        """Show the draft to everybody."""
        return worn(request, await presenters.shown(uow, await service.publish(uow)))

    @post("/discard", permission=Branding.WRITE, then="/branding", flash=_("The draft is gone"), status_code=200)
    async def discard(self, request: WebRequest, uow: Uow) -> BrandOut:
        """Forget what was prepared."""
        await service.discard(uow)
        return await presenters.shown(uow, await BrandRepository(uow).in_state("published"))

    @post("/labels", permission=Branding.WRITE, then="/branding", flash=_("Labels have another logo"), status_code=200)
    async def labels(self, request: WebRequest, uow: Uow, data: Body[LabelLogoIn]) -> BrandPage:
        """A plant's own logo on its labels. Without a file it has none of its own any more."""
        await service.label_logo(uow, data.plant_id, (await files(request)).get("label"))
        return await the_page(request, uow)

    @get("/{organization_id:uuid}", permission=SIGNED_IN)
    async def of_organization(self, uow: Uow, organization_id: FromPath[UUID]) -> BrandOut:
        """The published face of the caller's company, by its id."""
        return await presenters.shown(uow, await published(uow, organization_id))

    @get("/{organization_id:uuid}/features", permission=SIGNED_IN)
    async def parts(self, uow: Uow, organization_id: FromPath[UUID]) -> FeaturesOut:
        """Which parts of the product the company uses."""
        row = await published(uow, organization_id)
        off = set(row.switched_off) if row else set()
        return FeaturesOut(presenters.feature_list(features.labels(), off))

    @get("/{organization_id:uuid}/logo", permission=SIGNED_IN, media_type="image/png")
    async def logo(self, uow: Uow, organization_id: FromPath[UUID]) -> Response[bytes]:
        """The company's logo itself."""
        row = await published(uow, organization_id)
        if row is None or row.logo_id is None:
            raise NotFound
        picture = await PictureRepository(uow).by_id(row.logo_id)
        await uow.session.refresh(picture, ["content"])
        return Response(picture.content, media_type=picture.media_type, headers={"Cache-Control": "private, no-store"})


class WornController(Module):
    """What a browser fetches to look like a company, also before anybody has signed in. Addresses name company and
    content, so that no cache can mix two companies."""

    path = "/brand/{organization_id:uuid}"

    @get("/{name:str}", permission=ANYONE, media_type="text/css", page=True, include_in_schema=False)
    async def css(self, request: WebRequest, organization_id: FromPath[UUID], name: FromPath[str]) -> Response[bytes]:
        async with unit_of_work(request.app.state.engine, Actor(organization_id)) as uow:
            known = [row for row in await brands_of(uow) if rules.css_name(row.accent, row.accent_dark) == name]
            if not known:
                raise NotFound
            return Response(rules.css(known[0].accent, known[0].accent_dark).encode(), media_type="text/css",
                            headers=FOREVER)  # fmt: skip

    @get("/pictures/{digest:str}", permission=ANYONE, media_type="image/png", page=True, include_in_schema=False)
    async def picture(
        self, request: WebRequest, organization_id: FromPath[UUID], digest: FromPath[str]
    ) -> Response[bytes]:
        async with unit_of_work(request.app.state.engine, Actor(organization_id)) as uow:
            found = await PictureRepository(uow).with_content(digest)
            return Response(found.content, media_type=found.media_type, headers=FOREVER)


async def brands_of(uow: Uow) -> list[Brand]:
    brands = BrandRepository(uow)
    return await brands.all(brands.mine())


async def published(uow: Uow, organization_id: UUID) -> Brand | None:
    if organization_id != uow.organization_id:
        raise NotFound
    return await BrandRepository(uow).in_state("published")


async def files(request: WebRequest) -> dict[str, bytes]:
    """Pictures of a form, by the name of their field."""
    if not request.is_form:
        return {}
    items: list[tuple[str, Any]] = list((await request.form()).multi_items())
    uploads = [(name, one) for name, one in items if isinstance(one, UploadFile) and one.filename]
    return {name: await one.read() for name, one in uploads if name in rules.KINDS}


def worn(request: WebRequest, answer: BrandOut) -> BrandOut:
    """This process shows it at once; others within seconds."""
    request.app.state.principals.forget()
    request.app.state.faces.forget()
    return answer
