"""Reasons for scrap and stops."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.production.models import Reason
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.production.schemas import ReasonIn


async def add(uow: UnitOfWork, data: ReasonIn) -> Reason:
    code = data.code.strip()
    if await ReasonRepository(uow).by_code(data.kind, code):
        raise Refused.at("code", _("There is already a reason with this code"))
    reason = Reason(kind=data.kind, code=code, name=data.name.strip(), icon=data.icon, planned=data.planned)
    uow.session.add(reason)
    await uow.session.flush()
    return reason


async def set_state(uow: UnitOfWork, reason: Reason, state: str) -> Reason:
    reason.state = state
    await uow.session.flush()
    return reason
