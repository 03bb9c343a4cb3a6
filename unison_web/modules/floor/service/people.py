"""Badges at a tablet. The station owns the device, the badge the action; several people may be signed in at once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit import clock
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.floor import rules
from unison_web.modules.floor.repository import PinRepository
from unison_web.modules.floor.schemas import PersonHere
from unison_web.modules.identity.models import Badge, Session
from unison_web.modules.identity.repository import BadgeRepository, SessionRepository
from unison_web.modules.identity.rules import BADGE_SESSION
from unison_web.modules.identity.service import secrets, sessions
from unison_web.modules.identity.service.sessions import SignedIn
from unison_web.modules.identity.service.tokens import Signer

SIGNED_OUT = "signed out at the tablet"


class PinNeeded(Refused):
    """The badge is known, and has a PIN."""


async def badge_in(engine: AsyncEngine, uow: UnitOfWork, badge: str, pin: str) -> SignedIn:
    """Sign in at the tablet of this unit of work. A badge alone is enough unless it has a PIN."""
    holder = await BadgeRepository(uow).holder(badge)
    if holder is None:
        raise Refused(badge=_("This badge is not known here. Ask the shift lead"))
    known, user = holder
    if known.pin_hash:
        await _check_pin(engine, uow, known, pin)
    here = await SessionRepository(uow).at_device(_device(uow), clock.now())
    for session, somebody in here:
        if somebody.id == user.id:
            return _renewed(session, user)
    return sessions.open_session(
        uow,
        user,
        "badge",
        BADGE_SESSION,
        plant=uow.actor.plant_id,
        device=_device(uow),
        agent=uow.actor.device_name,
    )


async def _check_pin(engine: AsyncEngine, uow: UnitOfWork, badge: Badge, pin: str) -> None:
    """A try is taken before the PIN is looked at, in a transaction of its own: it counts although this is refused."""
    if not pin:
        raise PinNeeded(pin=_("Type the PIN of this badge"))
    async with unit_of_work(engine, uow.actor) as counting:
        left = await PinRepository(counting).use_a_try(badge.id)
    if not left:
        raise Refused(pin=_("Too many wrong PINs. Ask the supervisor"), code="locked")
    if not await secrets.password_fits(pin, badge.pin_hash):
        raise Refused(pin=_("This is not the PIN of this badge"), code="wrong-pin")
    await PinRepository(uow).forget_tries(badge.id)


def _device(uow: UnitOfWork) -> UUID:
    if uow.actor.device_id is None:
        raise Refused(_("This only works on an enrolled tablet"))
    return uow.actor.device_id


async def act_as(uow: UnitOfWork, session_id: UUID) -> SignedIn:
    """Somebody else who is signed in at this tablet acts from now on."""
    for session, user in await SessionRepository(uow).at_device(_device(uow), clock.now()):
        if session.id == session_id and not session.ended_because:
            return _renewed(session, user)
    raise NotFound


async def sign_out(uow: UnitOfWork) -> None:
    """The person is gone from the tablet: the cookie is worth nothing, the name is off the screen. What the tablet has
    not sent yet may still arrive under their name, for a day; that is all the session is kept for."""
    if uow.actor.session_id is None:
        return
    session = await SessionRepository(uow).live(uow.actor.session_id, uow.now())
    if session:
        session.token_hash, session.ended_because = secrets.digest(secrets.new_secret()), SIGNED_OUT
        session.expires_at = min(session.expires_at, uow.now() + rules.SENDS_LATER)


def _renewed(session: Session, user: object) -> SignedIn:
    """A session that is taken up again gets a new secret: the old one may be in another browser."""
    secret = secrets.new_secret()
    session.token_hash, session.ended_because = secrets.digest(secret), ""
    return SignedIn(session, user, secret)  # type: ignore[arg-type]


async def here(uow: UnitOfWork, signer: Signer) -> list[PersonHere]:
    """Who is signed in at this tablet, with the token their reports are sent under."""
    if uow.actor.device_id is None:
        return []
    found = await SessionRepository(uow).at_device(uow.actor.device_id, clock.now())
    return [
        PersonHere(
            session.id,
            user.id,
            user.name,
            signer.floor(user, session.id, session.plant_id, uow.actor.device_id),
            acting=session.id == uow.actor.session_id,
            since=session.created_at,
        )
        for session, user in found
        if not session.ended_because
    ]
