"""The step after the password: is one needed, and does this code do?"""

from __future__ import annotations

import logging
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused, TooMany
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import secrets, sessions, tickets
from unison_web.modules.identity.service.tickets import Ticket
from unison_web.modules.second_factor import repository, rules
from unison_web.modules.second_factor.models import SecondFactor
from unison_web.modules.second_factor.repository import FactorRepository, RecoveryRepository

log = logging.getLogger("unison.security")


async def after_password(uow: UnitOfWork, user_id: UUID) -> str:
    """What has to follow for this person: "second-factor", or nothing."""
    return "second-factor" if (await repository.standing(uow, user_id)).has_one else ""


async def must_enrol(uow: UnitOfWork, user_id: UUID) -> bool:
    """Travels with a signed-in person: their company asks for a second factor and they have none."""
    has = await repository.standing(uow, user_id)
    return has.needed and not has.has_one


async def finish(
    engine: AsyncEngine, vault: Vault, ticket: Ticket, said: str, kind: str, agent: str
) -> sessions.SignedIn:
    """Signed in, if the code is right. A wrong one is counted in a transaction of its own, so that it survives the
    refusal."""
    signed: sessions.SignedIn | None = None
    async with unit_of_work(engine, Actor(ticket.organization_id, ticket.user_id)) as uow:
        if method := await check(uow, vault, ticket.user_id, said):
            way = tickets.method_after(ticket, method)
            signed = await sessions.open_for(uow, ticket.user_id, kind, agent, way)
    if signed is None:
        log.warning("second factor refused", extra={"event": "second-factor-wrong", "user_id": str(ticket.user_id)})
        raise wrong()
    return signed


def wrong() -> Refused:
    return Refused.at("code", _("This code does not fit. Wait for the next one, or use a recovery code"))


async def check(uow: UnitOfWork, vault: Vault, user_id: UUID, said: str) -> str:
    """How the person proved it: "app" or "recovery", else nothing, which counts as a failed try."""
    factors = FactorRepository(uow)
    factor = await factors.of(user_id, lock=True)
    user = await uow.session.get(User, (uow.organization_id, user_id))
    if factor is None or user is None or user.state != "active":
        return ""
    uow.session.info["actor"] = Actor(uow.organization_id, user.id, user.name, user.email)
    verdict = rules.may_try(factor.failed_tries, factor.last_failure_at, uow.now())
    if not verdict:
        raise TooMany(verdict.why, retry_after=900)
    method = await _proved(uow, vault, factor, rules.tidy(said))
    failed = {"failed_tries": factor.failed_tries + 1, "last_failure_at": uow.now()}
    await factors.note_try(factor, **({"failed_tries": 0} if method else failed))
    return method


async def _proved(uow: UnitOfWork, vault: Vault, factor: SecondFactor, said: str) -> str:
    if rules.looks_like_a_code(said):
        return "app" if await fits(uow, vault, factor, said) else ""
    code = await RecoveryRepository(uow).unused(factor.user_id, secrets.digest(said))
    if code is None:
        return ""
    code.used_at = uow.now()
    return "recovery"


async def fits(uow: UnitOfWork, vault: Vault, factor: SecondFactor, said: str) -> bool:
    """A code of now that was not used before."""
    if factor.seed_sealed is None:
        return False
    seed = vault.open(factor.seed_sealed, about_seed(factor.user_id))
    step = rules.matching_step(seed, said, uow.now(), factor.last_step)
    return step is not None and await FactorRepository(uow).use_step(factor, step)


def about_seed(user_id: UUID) -> str:
    return f"seed of {user_id}"
