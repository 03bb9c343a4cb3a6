"""A person's own factors: add, remove, new recovery codes; and the reset by an administrator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused, SignInNeeded
from unison_web.kit.i18n import _
from unison_web.kit.vault import Vault
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.identity.service import secrets, sessions, tickets
from unison_web.modules.second_factor import repository, rules
from unison_web.modules.second_factor.models import RecoveryCode, SecondFactor, SecurityPolicy
from unison_web.modules.second_factor.repository import FactorRepository, PasskeyRepository, PolicyRepository
from unison_web.modules.second_factor.service import steps

OFFER = "offer of a seed"


async def me(uow: UnitOfWork) -> User:
    user = await uow.session.get(User, (uow.organization_id, uow.actor.user_id)) if uow.actor.user_id else None
    if user is None or uow.actor.visiting_because:
        raise NotFound
    return user


async def confirmed(uow: UnitOfWork, password: str) -> User:
    """It is really this person: their password once more (ASVS 7.5.1). Who has none came another way."""
    user = await me(uow)
    if user.password_hash and not await secrets.password_fits(password, user.password_hash):
        raise Refused(password=_("This is not your password"))
    return user


async def offer(uow: UnitOfWork, vault: Vault, before: str = "") -> tuple[str, str, str]:
    """(seed, its address for apps, the sealed note that brings it back). Nothing is stored yet; ``before`` is a note
    that was given already."""
    user = await me(uow)
    try:
        seed = seed_of(vault, before, user.id) if before else rules.new_seed()
    except Refused:
        seed = rules.new_seed()
    sealed = tickets.note(vault, OFFER, rules.OFFER_LIFE, seed=seed, u=str(user.id))
    return seed, rules.uri(seed, user.email, "Unison"), sealed


def seed_of(vault: Vault, sealed: str, user_id: UUID) -> str:
    said = asked(vault, OFFER, sealed)
    if said["u"] != str(user_id):
        raise Refused(tickets.over().message, code="too-late")
    return str(said["seed"])


def asked(vault: Vault, about: str, sealed: str) -> dict[str, Any]:
    """What a form was given when it was drawn; one of another time or make is refused, and the form drawn anew."""
    try:
        return tickets.opened(vault, about, sealed)
    except SignInNeeded as error:
        raise Refused(_("This took too long. Start again"), code="too-late") from error


async def add_app(uow: UnitOfWork, vault: Vault, sealed: str, code: str, password: str) -> list[str]:
    """The app shows the right code, so it counts from now on. Answers recovery codes, if there were none."""
    user = await confirmed(uow, password)
    seed = seed_of(vault, sealed, user.id)
    step = rules.matching_step(seed, rules.tidy(code), uow.now(), 0)
    if step is None:
        raise Refused.at("code", _("This code does not fit. Wait for the next one; the phone's clock must be right"))
    factor = await the_factor(uow, user.id)
    factor.seed_sealed, factor.app_since = vault.seal(seed, steps.about_seed(user.id)), uow.now()
    factor.last_step, factor.failed_tries = step, 0
    await sessions.end_others(uow, "second factor added")
    return await first_codes(uow, user.id)


async def the_factor(uow: UnitOfWork, user_id: UUID) -> SecondFactor:
    factor = await FactorRepository(uow).of(user_id, lock=True)
    if factor is None:
        factor = SecondFactor(user_id=user_id, seed_sealed=None, app_since=None, last_failure_at=None)
        uow.session.add(factor)
        await uow.session.flush()
    return factor


async def first_codes(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """Recovery codes for who has none that still works."""
    left = (await repository.standing(uow, user_id)).recovery_left
    return [] if left else await new_codes(uow, user_id)


async def new_codes(uow: UnitOfWork, user_id: UUID) -> list[str]:
    """Ten new ones; the ones before stop working."""
    await repository.drop_codes(uow, user_id)
    codes = rules.new_recovery_codes()
    uow.session.add_all(
        RecoveryCode(user_id=user_id, place=place, code_hash=secrets.digest(code), used_at=None)
        for place, code in enumerate(codes, 1)
    )
    await uow.session.flush()
    return [rules.grouped(code) for code in codes]


async def renew_codes(uow: UnitOfWork, password: str) -> list[str]:
    user = await confirmed(uow, password)
    if not (await repository.standing(uow, user.id)).has_one:
        raise Refused(_("Add an authenticator app or a passkey first"))
    return await new_codes(uow, user.id)


async def remove_app(uow: UnitOfWork, password: str) -> None:
    user = await confirmed(uow, password)
    has, factor = await repository.standing(uow, user.id), await FactorRepository(uow).of(user.id, lock=True)
    if factor is None or factor.seed_sealed is None:
        raise NotFound
    rules.may_remove(has.needed, has.passkeys).or_refuse()
    factor.seed_sealed, factor.app_since = None, None
    if not has.passkeys:
        await repository.drop_codes(uow, user.id)
    await sessions.end_others(uow, "second factor removed")


async def reset(uow: UnitOfWork, user_id: UUID, reason: str) -> User:
    """An administrator takes away every factor of somebody who lost theirs; they are signed out everywhere."""
    if user_id == uow.actor.user_id:
        raise Refused(_("Nobody resets their own second factor. Ask another administrator"))
    user = await UserRepository(uow).by_id(user_id)
    uow.reason = reason.strip()
    if factor := await FactorRepository(uow).of(user_id, lock=True):
        factor.seed_sealed, factor.app_since, factor.failed_tries = None, None, 0
    for passkey in await PasskeyRepository(uow).of(user_id):
        await uow.session.delete(passkey)
    await repository.drop_codes(uow, user_id)
    await sessions.sign_out_everywhere(uow, user_id, "second factor reset")
    return user


async def set_policy(uow: UnitOfWork, needed_by: str) -> SecurityPolicy:
    policy = await PolicyRepository(uow).the_one()
    if policy is None:
        policy = SecurityPolicy(needed_by=needed_by)
        uow.session.add(policy)
    policy.needed_by = needed_by
    await uow.session.flush()
    return policy
