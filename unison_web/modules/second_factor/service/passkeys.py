"""Passkeys: the question, the answer of the device, and what is kept of it. User verification is always asked, so that
a passkey alone is two factors."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import webauthn
from sqlalchemy.ext.asyncio import AsyncEngine
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from unison_web.kit import clock
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import sessions, tickets
from unison_web.modules.second_factor import repository, rules
from unison_web.modules.second_factor.models import Passkey
from unison_web.modules.second_factor.repository import PasskeyRepository
from unison_web.modules.second_factor.service import own

log = logging.getLogger("unison.security")
LIFE = timedelta(minutes=5)
REGISTER, SIGN_IN = "question to register", "question to sign in"
REQUIRED = UserVerificationRequirement.REQUIRED
WRONG = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys count: the host they belong to, and the origin pages come from."""

    host: str
    origin: str


def _question(vault: Vault, about: str, challenge: bytes, who: str = "") -> str:
    asked = str(clock.now().timestamp())
    return tickets.note(vault, about, LIFE, challenge=bytes_to_base64url(challenge), u=who, asked=asked)


async def ask_to_register(uow: UnitOfWork, vault: Vault, site: Site) -> tuple[str, str]:
    """(options as JSON, the sealed question)."""
    user = await own.me(uow)
    known = [PublicKeyCredentialDescriptor(base64url_to_bytes(k.credential)) for k in await _of(uow, user.id)]
    options = webauthn.generate_registration_options(
        rp_id=site.host, rp_name="Unison", user_id=user.id.bytes, user_name=user.email, user_display_name=user.name,
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
    )  # fmt: skip
    return webauthn.options_to_json(options), _question(vault, REGISTER, options.challenge, str(user.id))


async def _of(uow: UnitOfWork, user_id: UUID) -> list[Passkey]:
    return await PasskeyRepository(uow).of(user_id)


async def register(
    uow: UnitOfWork, vault: Vault, site: Site, question: str, answer: str, name: str, password: str
) -> tuple[Passkey, list[str]]:
    """The passkey, and recovery codes if there were none."""
    user = await own.confirmed(uow, password)
    asked = own.asked(vault, REGISTER, question)
    if asked["u"] != str(user.id):
        raise Refused(tickets.over().message, code="too-late")
    try:
        proved = webauthn.verify_registration_response(
            credential=answer, expected_challenge=base64url_to_bytes(asked["challenge"]), expected_rp_id=site.host,
            expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except WRONG as error:
        raise Refused(answer=_("This answer of the device does not fit. Try again")) from error
    passkey = Passkey(
        user_id=user.id, name=name.strip(), credential=bytes_to_base64url(proved.credential_id),
        public_key=bytes_to_base64url(proved.credential_public_key), sign_count=proved.sign_count, last_used_at=None,
        challenged_at=None,
    )  # fmt: skip
    await own.the_factor(uow, user.id)
    uow.session.add(passkey)
    await sessions.end_others(uow, "passkey added")
    await uow.session.flush()
    return passkey, await own.first_codes(uow, user.id)


async def remove(uow: UnitOfWork, passkey_id: UUID, password: str) -> None:
    user = await own.confirmed(uow, password)
    passkey = await PasskeyRepository(uow).own(user.id, passkey_id)
    has = await repository.standing(uow, user.id)
    left = has.passkeys - 1 + has.app
    rules.may_remove(has.needed, left).or_refuse()
    await uow.session.delete(passkey)
    if not left:
        await repository.drop_codes(uow, user.id)
    await sessions.end_others(uow, "passkey removed")


def ask_to_sign_in(vault: Vault, site: Site) -> tuple[str, str]:
    options = webauthn.generate_authentication_options(rp_id=site.host, user_verification=REQUIRED)
    return webauthn.options_to_json(options), _question(vault, SIGN_IN, options.challenge)


async def sign_in(
    engine: AsyncEngine, vault: Vault, site: Site, question: str, answer: str, kind: str, agent: str,
    after: tickets.Ticket | None = None,
) -> sessions.SignedIn:  # fmt: skip
    """The same words whatever is wrong. ``after`` is what the same person proved just before."""
    asked = own.asked(vault, SIGN_IN, question)
    said = _read(answer)
    found = await repository.find_passkey(engine, str(said.get("id", ""))[:2000])
    if found is None:
        raise unknown()
    async with unit_of_work(engine, Actor(found[0])) as uow:
        passkey = await PasskeyRepository(uow).by_id(found[1])
        user = await uow.session.get(User, (found[0], passkey.user_id))
        if user is None or user.state != "active" or not _belongs(said, user):
            raise unknown()
        signs = _proved(passkey, site, asked, answer)
        at = datetime.fromtimestamp(float(asked["asked"]), UTC)
        if not await PasskeyRepository(uow).note_use(passkey, signs, at):
            raise unknown()
        way = tickets.method_after(after, "passkey") if after and after.user_id == user.id else "passkey"
        return await sessions.open_for(uow, user.id, kind, agent, way)


def _proved(passkey: Passkey, site: Site, asked: dict[str, Any], answer: str) -> int:
    try:
        proved = webauthn.verify_authentication_response(
            credential=answer, expected_challenge=base64url_to_bytes(asked["challenge"]), expected_rp_id=site.host,
            expected_origin=site.origin, credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count, require_user_verification=True,
        )  # fmt: skip
    except WRONG as error:
        log.warning("passkey refused", extra={"event": "passkey-wrong", "user_id": str(passkey.user_id)})
        raise unknown() from error
    return int(proved.new_sign_count)


def _belongs(said: dict[str, Any], user: User) -> bool:
    """A discoverable passkey says whose it is."""
    response = said.get("response")
    handle = response.get("userHandle") if isinstance(response, dict) else None
    return handle == bytes_to_base64url(user.id.bytes)


def _read(answer: str) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except ValueError as error:
        raise unknown() from error
    return said if isinstance(said, dict) else {}


def unknown() -> Refused:
    return Refused(_("This passkey does not open an account here"), code="wrong-credentials")
