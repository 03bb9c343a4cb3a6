"""From a key to an actor. Remembered for five seconds per process: that is how fast a revocation works."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from dataclasses import replace
from uuid import UUID

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import SignInNeeded, TooMany
from unison_web.kit.i18n import _
from unison_web.modules.api_keys import rules
from unison_web.modules.api_keys.models import ApiKey
from unison_web.modules.api_keys.repository import find, note_use
from unison_web.modules.identity.service import secrets
from unison_web.modules.identity.service.principals import REMEMBER_SECONDS, Principal, Principals, keep

log = logging.getLogger("unison.security")


class Keys:
    """Recognizes keys of programs. One per process."""

    prefix = rules.PREFIX

    def __init__(self, engine: AsyncEngine, principals: Principals) -> None:
        self._engine, self._principals = engine, principals
        self._known: OrderedDict[str, tuple[Principal, tuple[str, ...], float]] = OrderedDict()
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def recognize(self, token: str, address: str) -> Principal:
        """Raises SignInNeeded in words that tell a typing error from a key that does not count, TooMany."""
        if not rules.is_whole(token):
            raise self._refused(address, _("This key is mistyped: its last letters do not fit"), "key-mistyped")
        digest = secrets.digest(token)
        known = self._known.get(digest)
        if known is None or known[2] <= time.monotonic():
            known = await self._looked_up(digest)
        if known is None or not rules.may_come_from(address, known[1]):
            raise self._refused(address, _("This key was revoked, has expired, or may not be used here"), "key-refused")
        self._limit(rules.PER_MINUTE, "key", str(known[0].actor.key_id))
        return known[0]

    def forget(self) -> None:
        self._known.clear()

    def _refused(self, address: str, words: str, code: str) -> SignInNeeded:
        self._limit(rules.WRONG_PER_MINUTE, "wrong-key", address)
        log.warning("api key refused", extra={"event": code, "address": address})
        return SignInNeeded(words, code=code)

    def _limit(self, per_minute: int, what: str, who: str) -> None:
        if not self._limiter.hit(RateLimitItemPerMinute(per_minute), what, who):
            raise TooMany(_("Too many requests with this key. Wait a minute"), retry_after=60)

    async def _looked_up(self, digest: str) -> tuple[Principal, tuple[str, ...], float] | None:
        found = await find(self._engine, digest)
        loaded = await self._load(*found, digest) if found else None
        if loaded is None:
            self._known.pop(digest, None)
            return None
        known = (*loaded, time.monotonic() + REMEMBER_SECONDS)
        keep(self._known, digest, known)
        return known

    async def _load(self, organization: UUID, key_id: UUID, digest: str) -> tuple[Principal, tuple[str, ...]] | None:
        async with unit_of_work(self._engine, Actor(organization)) as uow:
            key = await uow.session.get(ApiKey, (organization, key_id))
            if key is None or not counts(key, digest):
                return None
            principal = await self._principal(uow, key)
            if principal is None:
                return None
            await note_use(uow, key.id, uow.now() - rules.COARSE)
            return principal, tuple(key.addresses)

    async def _principal(self, uow: UnitOfWork, key: ApiKey) -> Principal | None:
        """Its maker's rights of today that it was given, in its plant only."""
        theirs = await self._principals.on_behalf(uow, key.user_id, key.plant_id)
        if theirs is None or (key.plant_id and theirs.actor.plant_id != key.plant_id):
            return None
        rights = theirs.actor.rights & frozenset(key.scopes)
        actor = replace(
            theirs.actor, name=_("{name} (API key)").format(name=key.name), key_id=key.id, session_id=None,
            superuser=False, rights=rights, may=rights.__contains__,
            read_only=not any(not right.endswith(":read") for right in rights),
        )  # fmt: skip
        plants = tuple(plant for plant in theirs.plants if key.plant_id in (None, plant.id))
        return replace(theirs, actor=actor, plants=plants, kind="key")


def counts(key: ApiKey, digest: str) -> bool:
    """This secret of the key, now."""
    now = clock.now()
    if rules.state_of(key.revoked_at, key.expires_at, now) != "active":
        return False
    if digest == key.secret_hash:
        return True
    return digest == key.previous_hash and key.previous_until is not None and key.previous_until > now
