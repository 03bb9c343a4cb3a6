"""Make, rotate, revoke. Every one of these is in the trail; the secret is in none."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.api_keys import rules
from unison_web.modules.api_keys.models import ApiKey
from unison_web.modules.api_keys.repository import KeyRepository
from unison_web.modules.api_keys.schemas import ApiKeyIn
from unison_web.modules.identity.service import secrets


async def make(uow: UnitOfWork, data: ApiKeyIn, plants: set[UUID]) -> tuple[ApiKey, str]:
    """The row and the key itself, which nobody sees again. ``plants`` are those its maker works in."""
    rules.may_have(data.scopes, uow.actor.rights).or_refuse()
    rules.addresses_are_good(data.addresses).or_refuse()
    if data.plant_id and data.plant_id not in plants:
        raise Refused(plant_id=_("Choose one from the list"))
    if await KeyRepository(uow).named(data.name.strip()):
        raise Refused(name=_("There is a key of this name already"))
    if uow.actor.user_id is None:
        raise NotFound
    secret = rules.new_key()
    key = ApiKey(
        user_id=uow.actor.user_id, plant_id=data.plant_id or uow.actor.plant_id, name=data.name.strip(),
        starts=secret[: rules.SHOWN], scopes=sorted(set(data.scopes)), addresses=data.addresses,
        secret_hash=secrets.digest(secret), expires_at=uow.now() + timedelta(days=data.days), previous_hash=None,
        previous_until=None, rotated_at=None, revoked_at=None, last_used_at=None,
    )  # fmt: skip
    uow.session.add(key)
    await uow.session.flush()
    return key, secret


async def rotate(uow: UnitOfWork, key_id: UUID, until: datetime | None) -> tuple[ApiKey, str]:
    """A new secret for the same key. The old one goes on until a chosen time; an even older one stops now."""
    key = await KeyRepository(uow).record(key_id)
    if state(key, uow.now()) != "active":
        raise Refused(_("This key does not work any more. Make a new one"), code="not-active")
    ends = until or uow.now() + rules.USUAL_OVERLAP
    rules.may_overlap(ends, uow.now()).or_refuse()
    secret, life = rules.new_key(), key.expires_at - (key.rotated_at or key.created_at)
    key.previous_hash, key.previous_until = key.secret_hash, min(ends, key.expires_at)
    key.secret_hash, key.starts, key.rotated_at = secrets.digest(secret), secret[: rules.SHOWN], uow.now()
    key.expires_at = uow.now() + life
    await uow.session.flush()
    return key, secret


async def revoke(uow: UnitOfWork, key_id: UUID, reason: str) -> ApiKey:
    """Both its secrets stop, within five seconds everywhere."""
    key = await KeyRepository(uow).record(key_id)
    if key.revoked_at is None:
        uow.reason = reason.strip()
        key.revoked_at, key.revoked_because, key.previous_hash = uow.now(), reason.strip(), None
    await uow.session.flush()
    return key


def state(key: ApiKey, now: datetime) -> str:
    return rules.state_of(key.revoked_at, key.expires_at, now)
