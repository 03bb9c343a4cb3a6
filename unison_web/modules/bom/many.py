"""The verbs that make sense for many bills at once."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules.bom.models import Bom
from unison_web.modules.bom.repository import BomRepository
from unison_web.modules.bom.rules import Bom as Rights
from unison_web.modules.bom.service import life


async def find(uow: UnitOfWork, bom_id: UUID) -> Bom:
    return await BomRepository(uow).record(bom_id)


async def submit(uow: UnitOfWork, bom: Bom, _said: str) -> None:
    await life.submit(uow, bom)


async def release(uow: UnitOfWork, bom: Bom, _said: str) -> None:
    await life.release(uow, bom)


async def retire(uow: UnitOfWork, bom: Bom, _said: str) -> None:
    await life.retire(uow, bom)


VERBS = (
    Bulk("submit", _("Submit for review"), Rights.WRITE, find, submit, icon="check"),
    Bulk("release", _("Release"), Rights.RELEASE, find, release, icon="player-play"),
    Bulk("retire", _("Retire"), Rights.RELEASE, find, retire, icon="archive"),
)
