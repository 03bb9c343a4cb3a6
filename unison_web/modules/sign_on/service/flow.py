"""Signing in: to the provider with a question nobody else can answer for, and back with its answer."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork, unit_of_work
from unison_web.kit.errors import NotFound, Refused, UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.kit.vault import Vault
from unison_web.modules.identity.service import gate, sessions, tickets
from unison_web.modules.identity.service.secrets import digest
from unison_web.modules.sign_on import rules
from unison_web.modules.sign_on.models import SignOnProvider
from unison_web.modules.sign_on.repository import ProviderRepository, TryRepository
from unison_web.modules.sign_on.service import discovery, people, tokens
from unison_web.modules.sign_on.service.provider import client_of

log = logging.getLogger("unison.security")
ASKED = "question to a provider"


@dataclass(frozen=True, slots=True)
class House:
    """What the flow works with: the database, the vault, and the way out."""

    engine: AsyncEngine
    vault: Vault
    outside: Outside
    checks: Sequence[Callable[..., Any]] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What came back in the address."""

    code: str = ""
    state: str = ""
    error: str = ""
    iss: str = ""


async def begin(house: House, company: UUID, redirect: str, then: str = "") -> tuple[str, str]:
    """(the provider's address with our question, the sealed note that waits for the answer)."""
    async with unit_of_work(house.engine, Actor(company)) as uow:
        client = client_of(house.vault, await the_provider(uow))
    found = await _document(house, client.issuer)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": client.client_id, "redirect_uri": redirect, "state": state,
        "scope": "openid email profile", "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    sealed = tickets.note(
        house.vault, ASKED, rules.PATIENCE, o=str(company), state=state, nonce=nonce, verifier=verifier,
        redirect=redirect, then=then,
    )  # fmt: skip
    return found.authorize + ("&" if "?" in found.authorize else "?") + urlencode(asked), sealed


async def the_provider(uow: UnitOfWork) -> SignOnProvider:
    provider = await ProviderRepository(uow).the_one()
    if provider is None or not provider.enabled:
        raise NotFound
    return provider


async def _document(house: House, issuer: str) -> discovery.Document:
    try:
        return await discovery.document(house.outside, issuer)
    except Unreachable as error:
        raise Refused(_("Your company's provider cannot be asked: {why}").format(why=error), code="provider") from error


def asked(house: House, sealed: str, said: Said) -> dict[str, Any]:
    """What this browser asked, if this is the answer to it."""
    try:
        note = tickets.opened(house.vault, ASKED, sealed)
    except UnisonError as error:
        raise Refused(_("This sign-in was not begun here, or too long ago. Start again"), code="state") from error
    if not hmac.compare_digest(str(note["state"]).encode(), said.state.encode()):
        raise Refused(_("This is the answer to another sign-in. Start again"), code="state")
    return note


async def finish(house: House, note: dict[str, Any], said: Said, agent: str) -> sessions.SignedIn:
    """Signed in, or Refused in words; either is in the company's trail. Raises Step where a second factor follows."""
    company, state_hash = UUID(note["o"]), digest(note["state"])
    who = ""
    async with unit_of_work(house.engine, Actor(company)) as uow:
        provider = await the_provider(uow)
        client = client_of(house.vault, provider)
        first = await TryRepository(uow).claim(state_hash, uow.now() - rules.KEPT)
    if not first:
        raise Refused(_("This answer was used already. Start again"), code="state")
    try:
        claims = await _claims(house, client, note, said)
        who = rules.email_of(claims) or str(claims["sub"])
        return await _come_in(house, company, claims, state_hash, agent)
    except Refused as refusal:
        log.warning("single sign-on refused", extra={"event": "sign-on-refused", "organization_id": str(company)})
        async with unit_of_work(house.engine, Actor(company)) as uow:
            await TryRepository(uow).finish(state_hash, "refused", who, refusal.message)
        raise


async def _claims(house: House, client: tokens.Client, note: dict[str, Any], said: Said) -> dict[str, Any]:
    if said.error or not said.code:
        raise Refused(_in_words(said.error))
    found = await _document(house, client.issuer)
    if (said.iss or found.says_iss) and said.iss != client.issuer:
        raise Refused(_("The answer comes from another provider than the one that was asked"))
    try:
        token = await tokens.id_token(house.outside, found, client, said.code, note["verifier"], note["redirect"])
        return await tokens.claims(house.outside, found, client, token, note["nonce"])
    except Unreachable as error:
        raise Refused(_("Your company's provider cannot be asked: {why}").format(why=error), code="provider") from error


def _in_words(error: str) -> str:
    """RFC 6749, 4.1.2.1. The provider's own description is anybody's words, so it is not shown."""
    if error in ("access_denied", "login_required", "interaction_required", "consent_required"):
        return _("The provider did not let you in, or you went back. Try again, or ask your administrator")
    if error in ("temporarily_unavailable", "server_error"):
        return _("The provider has a problem just now. Try again in a while")
    return _("The provider refused our question. Tell your administrator to look at how it is set up")


async def _come_in(
    house: House, company: UUID, claims: dict[str, Any], state_hash: str, agent: str
) -> sessions.SignedIn:
    async with unit_of_work(house.engine, Actor(company)) as uow:
        provider = await the_provider(uow)
        user = await people.person_of(uow, provider, claims)
        await uow.session.flush()
        await TryRepository(uow).finish(state_hash, "signed-in", user.email)
        await ProviderRepository(uow).note_success(provider.id, uow.now())
        proved = provider.proof == "provider" or rules.proved_twice(claims)
        step = "" if proved else await _step(house, uow, user.id)
        if not step:
            return await sessions.open_for(uow, user.id, "web", agent, "sso" if proved else "sso-one")
    raise sessions.Step(step, gate.Account(company, user.id, None))


async def _step(house: House, uow: UnitOfWork, user_id: UUID) -> str:
    """What has to follow where the provider asked for one factor only."""
    for check in house.checks:
        if step := await check(uow, user_id):
            return str(step)
    return ""
