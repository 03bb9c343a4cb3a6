"""Reasons for scrap and stops, and the tree they form."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.machines.service import check_version
from unison_web.modules.production import rules
from unison_web.modules.production.models import Reason
from unison_web.modules.production.repository import ReasonRepository
from unison_web.modules.production.schemas import ReasonIn, ReasonOut


async def add(uow: UnitOfWork, data: ReasonIn) -> Reason:
    reason = Reason(kind=data.kind, code="", name="", state="active")
    await _fill(uow, reason, data)
    uow.session.add(reason)
    await uow.session.flush()
    return reason


async def change(uow: UnitOfWork, reason: Reason, data: ReasonIn) -> Reason:
    """What was reported with it is seen with its new words and flags; it stays a reason for the same."""
    check_version(reason.version, data.version)
    rules.same_kind(reason.kind, data.kind).or_refuse()
    await _fill(uow, reason, data)
    await uow.session.flush()
    return reason


async def set_state(uow: UnitOfWork, reason: Reason, state: str) -> Reason:
    reason.state = state
    await uow.session.flush()
    return reason


async def shown(uow: UnitOfWork, reason: Reason) -> ReasonOut:
    wider = await ReasonRepository(uow).by_id(reason.parent_id) if reason.parent_id else None
    return ReasonOut.of(reason, parent=wider.code if wider else "")


async def _fill(uow: UnitOfWork, reason: Reason, data: ReasonIn) -> None:
    code = data.code.strip()
    if code != reason.code and await ReasonRepository(uow).by_code(data.kind, code):
        raise Refused.at("code", _("There is already a reason with this code"))
    reason.parent_id = await _wider(uow, reason.id, data)
    reason.code, reason.name, reason.icon = code, data.name.strip(), data.icon
    reason.planned, reason.failure = data.planned, data.failure
    rules.one_of(planned=data.planned, failure=data.failure).or_refuse()


async def _wider(uow: UnitOfWork, own: UUID, data: ReasonIn) -> UUID | None:
    """The reason this is a kind of; never, by whatever way, a kind of itself."""
    if not data.parent.strip():
        return None
    found = await ReasonRepository(uow).by_code(data.kind, data.parent.strip())
    if found is None:
        raise Refused.at("parent", _("There is no such reason"))
    parents = {row.id: row.parent_id for row in await ReasonRepository(uow).every(data.kind)}
    above: UUID | None = found.id
    while above:
        if above == own:
            raise Refused.at("parent", _("A reason cannot be a kind of itself"))
        above = parents.get(above)
    return found.id
