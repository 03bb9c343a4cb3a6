"""Preparing a face, looking at it, and showing it to everybody."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Conflict, NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.state import all_of
from unison_web.modules.branding import rules
from unison_web.modules.branding.models import Brand, BrandPicture
from unison_web.modules.branding.pictures import cleaned
from unison_web.modules.branding.repository import BrandRepository, PictureRepository, company_at
from unison_web.modules.branding.schemas import BrandIn
from unison_web.modules.organizations.models import Plant

SAME = ("name", "accent", "accent_dark", "host", "terms", "switched_off", "logo_id", "icon_id")


async def draft(uow: UnitOfWork) -> Brand:
    """The face that is being prepared; it starts as the one that is seen."""
    brands = BrandRepository(uow)
    if row := await brands.in_state("draft"):
        return row
    seen = await brands.in_state("published")
    row = Brand(**{name: getattr(seen, name) for name in SAME}) if seen else Brand()
    uow.session.add(row)
    return row


async def prepare(uow: UnitOfWork, data: BrandIn, pictures: dict[str, bytes], features: frozenset[str]) -> Brand:
    """The whole draft anew. Nobody sees it before it is published."""
    accent, dark, host = data.accent.strip().lower(), data.accent_dark.strip().lower(), data.host.strip().lower()
    all_of(
        [rules.good_accent(accent), rules.good_accent(dark, "accent_dark", rules.DARK), rules.good_host(host)]
    ).or_refuse()
    terms = {key: word.strip() for key, word in data.terms.items() if word.strip()}
    if wrong := rules.good_terms(terms):
        raise Refused(**wrong)
    if unknown := set(data.switched_off) - features:
        raise Refused(switched_off=_("There is no such part: {names}").format(names=", ".join(sorted(unknown))))
    row = await draft(uow)
    row.name, row.accent, row.accent_dark, row.host = data.name.strip(), accent, dark, host
    row.terms, row.switched_off = terms, sorted(data.switched_off)
    row.logo_id = await _picture(uow, "logo", pictures, row.logo_id, removed=data.remove_logo)
    row.icon_id = await _picture(uow, "icon", pictures, row.icon_id, removed=data.remove_icon)
    await uow.session.flush()
    return row


async def publish(uow: UnitOfWork) -> Brand:
    """From now on everybody sees the draft. Raises Conflict where there is none, or where its host is another's."""
    brands = BrandRepository(uow)
    row, seen = await brands.in_state("draft"), await brands.in_state("published")
    if row is None:
        raise Conflict(_("Nothing is prepared"), code="no-draft")
    if row.host and await company_at(uow, row.host) not in (None, uow.organization_id):
        raise Conflict(_("The host name {host} is taken").format(host=row.host), code="host-taken")
    if seen:
        seen.state = "past"
        await uow.session.flush()  # the index allows one published face
    row.state = "published"
    await uow.session.flush()
    return row


async def discard(uow: UnitOfWork) -> None:
    """Forget what was prepared."""
    row = await BrandRepository(uow).in_state("draft")
    if row is None:
        raise Conflict(_("Nothing is prepared"), code="no-draft")
    await uow.session.delete(row)
    await uow.session.flush()


async def label_logo(uow: UnitOfWork, plant_id: UUID, content: bytes | None) -> None:
    """The picture on a plant's labels, or none of its own."""
    plant = await uow.session.get(Plant, (uow.organization_id, plant_id))
    if plant is None:
        raise NotFound
    pictures = PictureRepository(uow)
    for row in await pictures.all(
        pictures.mine().where(BrandPicture.kind == "label", BrandPicture.plant_id == plant_id)
    ):
        await uow.session.delete(row)
    if content:
        await _kept(uow, "label", content, plant_id)
    await uow.session.flush()


async def _picture(
    uow: UnitOfWork, kind: str, pictures: dict[str, bytes], before: UUID | None, *, removed: bool
) -> UUID | None:
    if content := pictures.get(kind):
        return (await _kept(uow, kind, content)).id
    return None if removed else before


async def _kept(uow: UnitOfWork, kind: str, content: bytes, plant_id: UUID | None = None) -> BrandPicture:
    clean = cleaned(kind, content)
    row = BrandPicture(
        kind=kind, plant_id=plant_id, media_type=clean.media_type, digest=clean.digest, content=clean.content
    )
    uow.session.add(row)
    await uow.session.flush()
    return row
