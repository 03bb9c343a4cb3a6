"""Access and refresh tokens for programs. A refresh token used twice means it was stolen: the session ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import SignInNeeded
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules
from unison_web.modules.identity.models import RefreshToken, User
from unison_web.modules.identity.repository import SessionRepository, use_refresh_token
from unison_web.modules.identity.service import gate, secrets
from unison_web.modules.identity.service.sessions import SignedIn

CLAIMS = ["sub", "email", "organization_id", "exp", "iat", "type", "sid"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and reads the application's JWTs. ``minutes`` is the life of an access token."""

    secret: str
    algorithm: str = "HS256"
    minutes: int = 30

    def access(self, user: User, session_id: UUID, plant: UUID | None) -> str:
        return self._sign(user, session_id, plant, "access", timedelta(minutes=self.minutes))

    def floor(self, user: User, session_id: UUID, plant: UUID | None, device: UUID) -> str:
        """Lets a tablet replay what this person did there, after a shift change too. Floor reports only."""
        return self._sign(user, session_id, plant, "floor", rules.BADGE_SESSION, device_id=str(device))

    def _sign(self, user: User, session: UUID, plant: UUID | None, kind: str, life: timedelta, **more: str) -> str:
        now = clock.now()
        claims = {
            "sub": str(user.id),
            "email": user.email,
            "organization_id": str(user.organization_id),
            "plant_id": str(plant) if plant else None,
            "iat": now,
            "exp": now + life,
            "type": kind,
            "sid": str(session),
            **more,
        }
        return jwt.encode(claims, self.secret, algorithm=self.algorithm)

    def read(self, token: str, kind: str) -> dict[str, Any]:
        """The claims of a valid, unexpired token of this kind. Raises SignInNeeded."""
        try:
            options: Any = {"require": CLAIMS, "verify_exp": False, "verify_iat": False}
            claims: dict[str, Any] = jwt.decode(token, self.secret, algorithms=[self.algorithm], options=options)
            if claims["type"] != kind or claims["exp"] <= clock.now().timestamp():
                raise expired()
            for name in ("sub", "organization_id", "sid"):
                claims[name] = UUID(claims[name])
        except (jwt.InvalidTokenError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise expired() from error
        return claims


def expired() -> SignInNeeded:
    return SignInNeeded(_("This token is not valid any more. Sign in again"))


@dataclass(frozen=True, slots=True)
class Pair:
    access_token: str
    refresh_token: str
    expires_in: int


async def issue(uow: UnitOfWork, signer: Signer, user: User, session_id: UUID, plant: UUID | None) -> Pair:
    """An access token and the refresh token that follows it."""
    secret = secrets.new_secret()
    uow.session.add(
        RefreshToken(
            session_id=session_id, token_hash=secrets.digest(secret), expires_at=clock.now() + rules.REFRESH_LIFE
        )
    )
    return Pair(signer.access(user, session_id, plant), secret, signer.minutes * 60)


async def rotate(engine: AsyncEngine, signer: Signer, refresh_token: str) -> Pair:
    """Exchange a refresh token. Used before, expired or unknown: SignInNeeded; used before also ends the session."""
    found = await gate.refresh_token(engine, secrets.digest(refresh_token))
    if found is None:
        raise expired()
    organization, token_id = found
    async with unit_of_work(engine, Actor(organization)) as uow:
        pair = await _rotate(uow, signer, token_id)
    if pair is None:
        raise expired()
    return pair


async def _rotate(uow: UnitOfWork, signer: Signer, token_id: UUID) -> Pair | None:
    token = await use_refresh_token(uow, token_id)
    if token is None:
        await _end_family(uow, token_id)
        return None
    session = await SessionRepository(uow).live(token.session_id, clock.now())
    user = await uow.session.get(User, (uow.organization_id, session.user_id)) if session else None
    if session is None or user is None or user.state != "active" or token.expires_at <= clock.now():
        return None
    uow.session.info["actor"] = Actor(uow.organization_id, user.id, user.name, user.email)
    session.expires_at = clock.now() + rules.REFRESH_LIFE
    return await issue(uow, signer, user, session.id, session.plant_id)


async def _end_family(uow: UnitOfWork, token_id: UUID) -> None:
    token = await uow.session.get(RefreshToken, (uow.organization_id, token_id))
    session = await SessionRepository(uow).live(token.session_id, clock.now()) if token else None
    if session:
        session.ended_at, session.ended_because = clock.now(), "a refresh token was used twice"


async def first_pair(engine: AsyncEngine, signer: Signer, signed: SignedIn) -> Pair:
    """The first tokens of a session that was just opened."""
    user, session = signed.user, signed.session
    async with unit_of_work(engine, Actor(user.organization_id, user.id, user.name, user.email)) as uow:
        return await issue(uow, signer, user, session.id, session.plant_id)
