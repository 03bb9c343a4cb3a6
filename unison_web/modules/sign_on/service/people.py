"""Who of the company this person of the provider is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.identity.service import people
from unison_web.modules.sign_on import rules
from unison_web.modules.sign_on.models import SignOnLink, SignOnProvider
from unison_web.modules.sign_on.repository import LinkRepository


async def person_of(uow: UnitOfWork, provider: SignOnProvider, claims: Mapping[str, Any]) -> User:
    """By the link from before; else by an e-mail that the provider has verified; else somebody new, where the company
    wants that. Raises Refused in words."""
    links, domains = LinkRepository(uow), rules.in_domains(provider.domains)
    link = await links.of_subject(provider.issuer, claims["sub"])
    if link is not None:
        rules.in_domain(rules.email_of(claims), domains).or_refuse()
        await links.note_use(link)
        return may_come_in(link.user)
    rules.email_counts(claims, domains).or_refuse()
    email = rules.email_of(claims)
    user = await UserRepository(uow).by_email(email)
    if user is None:
        user = await _new(uow, provider, email, claims)
    uow.session.info["actor"] = Actor(uow.organization_id, user.id, user.name, user.email)
    return await _linked(uow, provider, may_come_in(user), claims["sub"])


async def _new(uow: UnitOfWork, provider: SignOnProvider, email: str, claims: Mapping[str, Any]) -> User:
    if not provider.creates:
        raise Refused(_("Nobody here has the e-mail {email}. Ask an administrator to add you").format(email=email))
    said = claims.get("name")
    name = said.strip()[:120] if isinstance(said, str) and said.strip() else email.partition("@")[0]
    return await people.add_person(uow, email=email, name=name, role=provider.role)


async def _linked(uow: UnitOfWork, provider: SignOnProvider, user: User, subject: str) -> User:
    """An address that went to somebody else at the provider does not open the first one's account."""
    known = await LinkRepository(uow).of_user(user.id)
    if known is not None and known.issuer == provider.issuer:
        raise Refused(
            _("Your account here is linked to somebody else at the provider. Ask an administrator to unlink it")
        )
    if known is not None:  # the company changed its provider
        known.issuer, known.subject = provider.issuer, subject
    else:
        uow.session.add(
            SignOnLink(user_id=user.id, user=user, issuer=provider.issuer, subject=subject, last_used_at=uow.now())
        )
    if user.state == "invited":
        user.state = "active"
    return user


def may_come_in(user: User) -> User:
    if user.visitor or user.superuser:
        raise Refused(_("This account does not sign in this way"))
    if user.state in ("locked", "disabled"):
        raise Refused(_("Your account here is switched off. Ask an administrator"))
    return user
