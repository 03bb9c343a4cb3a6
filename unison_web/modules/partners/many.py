"""The verbs that make sense for many partners at once."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.partners.models import Partner
from unison_web.modules.partners.repository import PartnerRepository
from unison_web.modules.partners.rules import Partners
from unison_web.modules.partners.service import partners as service


async def find(uow: UnitOfWork, partner_id: UUID) -> Partner:
    return await PartnerRepository(uow).by_id(partner_id)


async def archive(uow: UnitOfWork, partner: Partner, _said: str) -> None:
    await service.archive(uow, partner, archived=True)


async def restore(uow: UnitOfWork, partner: Partner, _said: str) -> None:
    await service.archive(uow, partner, archived=False)


VERBS = (
    Bulk("archive", _("Archive"), Partners.WRITE, find, archive, icon="archive"),
    Bulk("restore", _("Take back"), Partners.WRITE, find, restore, icon="rotate"),
)
