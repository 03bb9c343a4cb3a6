"""Faces as they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import as_the_product_says
from unison_web.modules.branding import rules
from unison_web.modules.branding.models import Brand
from unison_web.modules.branding.repository import BrandRepository, PictureRepository
from unison_web.modules.branding.schemas import BrandOut, BrandPage, FeatureOut, PlantLabelOut


async def shown(uow: UnitOfWork, row: Brand | None) -> BrandOut:
    if row is None:
        return BrandOut(uow.organization_id, "published", "", "", "", "", {}, [], "", "", "", 0)
    ids = [picture for picture in (row.logo_id, row.icon_id) if picture]
    digests = await PictureRepository(uow).digests(ids) if ids else {}
    home = f"/brand/{uow.organization_id}"
    return BrandOut.of(
        row,
        logo=_address(home, digests, row.logo_id),
        icon=_address(home, digests, row.icon_id),
        css=f"{home}/{rules.css_name(row.accent, row.accent_dark)}" if row.accent else "",
    )


async def page(uow: UnitOfWork, plants: list[Any], features: Mapping[str, Any]) -> BrandPage:
    brands = BrandRepository(uow)
    published, prepared = await brands.in_state("published"), await brands.in_state("draft")
    labels = await PictureRepository(uow).labels()
    now = prepared or published
    off = set(now.switched_off) if now else set()
    return BrandPage(
        await shown(uow, published),
        await shown(uow, prepared) if prepared else None,
        feature_list(features, off),
        [PlantLabelOut(plant.id, plant.name, _label(uow.organization_id, labels.get(plant.id))) for plant in plants],
        await brands.how_many_past(),
    )


def feature_list(features: Mapping[str, Any], off: set[str]) -> list[FeatureOut]:
    return [FeatureOut(key, str(label), key not in off) for key, label in features.items()]


def terms() -> list[tuple[str, str, str]]:
    """(key, one, many): the product's own words, in the language of the reader."""
    return [(key, as_the_product_says(one), as_the_product_says(many)) for key, (one, many) in rules.TERMS.items()]


def _address(home: str, digests: Mapping[UUID, str], picture: UUID | None) -> str:
    return f"{home}/pictures/{digests[picture]}" if picture and picture in digests else ""


def _label(organization: UUID, picture: Any) -> str:
    return f"/brand/{organization}/pictures/{picture.digest}" if picture else ""
