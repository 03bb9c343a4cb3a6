"""The company's face on documents: pictures go into them whole, because a document loads nothing."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import undefer

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.branding.models import BrandPicture
from unison_web.modules.branding.repository import BrandRepository, PictureRepository
from unison_web.modules.organizations.service import company


@dataclass(frozen=True)
class Letterhead:
    """``name`` is the brand's, else the company's: what leaves the house is signed by who sends it. ``logo`` and
    ``label`` are data addresses, empty where there is no picture. A plant's own label logo comes first."""

    name: str = ""
    logo: str = ""
    label: str = ""


async def letterhead(uow: UnitOfWork, plant: UUID) -> Letterhead:
    """For a document of this plant."""
    brand, pictures = await BrandRepository(uow).in_state("published"), PictureRepository(uow)
    own = await pictures.label_of(plant)
    logo_id = brand.logo_id if brand else None
    logo = await pictures.by_id(logo_id, undefer(BrandPicture.content)) if logo_id else None
    name = brand.name if brand and brand.name else (await company(uow)).name
    return Letterhead(name, _inside(logo), _inside(own or logo))


def _inside(picture: BrandPicture | None) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode()}" if picture else ""
