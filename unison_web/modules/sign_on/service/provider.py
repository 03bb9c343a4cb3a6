"""Setting a company's provider up, and deciding that there is no other way in."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.kit.vault import Unreadable, Vault
from unison_web.modules.identity.service.desk import desk
from unison_web.modules.identity.service.principals import Principals
from unison_web.modules.sign_on import repository, rules
from unison_web.modules.sign_on.models import SignOnLink, SignOnProvider
from unison_web.modules.sign_on.repository import LinkRepository, ProviderRepository
from unison_web.modules.sign_on.schemas import AloneIn, ProviderIn
from unison_web.modules.sign_on.service.tokens import Client


def about_secret(organization: UUID) -> str:
    return f"client secret of {organization}"


def client_of(vault: Vault, provider: SignOnProvider) -> Client:
    """With its secret, opened. Raises Refused where the installation's key was lost."""
    about = about_secret(provider.organization_id)
    try:
        secret = vault.open(provider.secret_sealed, about) if provider.secret_sealed else ""
    except Unreadable as error:
        raise Refused(_("The client secret cannot be read any more. An administrator has to enter it again")) from error
    return Client(provider.issuer, provider.client_id, secret)


async def save(
    uow: UnitOfWork, principals: Principals, vault: Vault, outside: Outside, data: ProviderIn
) -> SignOnProvider:
    """What was proved with another issuer or client counts no more. An empty secret leaves the one that is there."""
    await _sensible(uow, principals, outside, data)
    provider = await ProviderRepository(uow).the_one()
    if provider is None:
        provider = SignOnProvider(issuer="", client_id="", break_glass_id=None, worked_at=None)
        uow.session.add(provider)
    issuer, client_id = data.issuer.strip(), data.client_id.strip()
    if (issuer, client_id) != (provider.issuer, provider.client_id) or data.secret or not data.enabled:
        if provider.alone:
            raise Refused(_("Single sign-on is the only way in. Allow passwords again before you change this"))
        provider.worked_at = None
    provider.issuer, provider.client_id, provider.enabled = issuer, client_id, data.enabled
    provider.domains = " ".join(rules.in_domains(data.domains))
    provider.creates, provider.role, provider.proof = data.creates, data.role, data.proof
    if data.secret:
        provider.secret_sealed = vault.seal(data.secret.strip(), about_secret(uow.organization_id))
    await uow.session.flush()
    return provider


async def _sensible(uow: UnitOfWork, principals: Principals, outside: Outside, data: ProviderIn) -> None:
    try:
        outside.well_formed(data.issuer.strip())
    except Unreachable as error:
        raise Refused(issuer=str(error)) from error
    rules.good_domains(data.domains, data.creates).or_refuse()
    if data.role not in {code for code, _name in await repository.roles(uow)}:
        raise Refused(role=_("There is no role of this name"))
    if data.creates:  # nobody gives strangers what they may not do themselves
        (await desk(uow, principals)).give(data.role, None)


async def decide(uow: UnitOfWork, data: AloneIn) -> SignOnProvider:
    """Whether single sign-on is the only way in, and who can still break the glass."""
    provider = await ProviderRepository(uow).the_one()
    if provider is None:
        raise Refused(_("Set single sign-on up first"))
    able = {key for key, _name in await repository.could_break_the_glass(uow)}
    if data.break_glass_id is not None and data.break_glass_id not in able:
        raise Refused(break_glass_id=_("Choose an active administrator of all plants who has a password"))
    if data.alone:
        rules.may_be_alone(provider.worked_at, provider.enabled, data.break_glass_id is not None).or_refuse()
    provider.alone, provider.break_glass_id = data.alone, data.break_glass_id
    await uow.session.flush()
    return provider


async def unlink(uow: UnitOfWork, user_id: UUID, reason: str) -> SignOnLink:
    link = await LinkRepository(uow).of_user(user_id)
    if link is None:
        raise NotFound
    uow.reason = reason.strip()
    await uow.session.delete(link)
    return link
