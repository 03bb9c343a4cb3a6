"""People and roles. Every change to who may do what raises the organization's policy version."""

from __future__ import annotations

from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import NotFound, Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity import rules
from unison_web.modules.identity.models import Badge, Role, RoleMember, User
from unison_web.modules.identity.repository import BadgeRepository, RoleRepository, UserRepository
from unison_web.modules.identity.schemas import UserIn
from unison_web.modules.identity.service import secrets
from unison_web.modules.organizations import service as places


async def seed_roles(uow: UnitOfWork) -> None:
    """The eight roles every new organization starts with. What they include is said by the version that runs."""
    uow.session.add_all(Role(code=code, name=name) for code, (name, _permissions) in rules.SEEDED_ROLES.items())
    await uow.session.flush()


async def add_person(
    uow: UnitOfWork, *, email: str, name: str, role: str, password_hash: str | None = None, username: str | None = None,
    badge: str | None = None, plant: UUID | None = None, superuser: bool = False,
) -> User:  # fmt: skip
    """Create a person with one role. Refuses an e-mail that is already used in this organization."""
    if await UserRepository(uow).by_email(email):
        raise Refused(email=_("Somebody here already has this e-mail"))
    user = User(
        email=email.strip().lower(), name=name.strip(), username=username.lower() if username else None,
        password_hash=password_hash, superuser=superuser,
    )  # fmt: skip
    uow.session.add(user)
    await uow.session.flush()
    await give_role(uow, user.id, role, plant)
    if badge:
        uow.session.add(Badge(user_id=user.id, code=badge))
    return user


async def welcome(uow: UnitOfWork, data: UserIn) -> User:
    """A new person as an administrator types them in: with a password, a badge, or both."""
    if not data.password and not data.badge:
        raise Refused(password=_("Give a password or a badge, or nobody can sign in"))
    if data.password:
        rules.password_is_good(data.password, about=(data.name, data.email)).or_refuse()
    if data.badge and await BadgeRepository(uow).holder(data.badge):
        raise Refused(badge=_("Somebody has this badge already"))
    hashed = await secrets.hash_password(data.password) if data.password else None
    return await add_person(
        uow, email=data.email, name=data.name, role=data.role, password_hash=hashed, badge=data.badge.strip() or None
    )


async def give_role(uow: UnitOfWork, user_id: UUID, role: str, plant: UUID | None = None) -> None:
    found = await RoleRepository(uow).by_code(role)
    if found is None:
        raise Refused(role=_("There is no role of this name"))
    uow.session.add(RoleMember(user_id=user_id, role_id=found.id, plant_id=plant, role=found))
    await places.places_changed(uow)


async def change_password(uow: UnitOfWork, current: str, new: str) -> None:
    """Refuses a wrong current password and a weak new one, each at its field."""
    user = await uow.session.get(User, (uow.organization_id, uow.actor.user_id))
    if user is None:
        raise NotFound
    if not await secrets.password_fits(current, user.password_hash):
        raise Refused(current=_("This is not your current password"))
    rules.password_is_good(new, about=(user.name, user.email, user.email.split("@")[0])).or_refuse()
    user.password_hash = await secrets.hash_password(new)


async def give_password(uow: UnitOfWork, user_id: UUID, new: str) -> User:
    """An administrator sets a password for somebody who lost theirs; the tries that failed are forgotten."""
    user = await UserRepository(uow).by_id(user_id)
    rules.password_is_good(new, about=(user.name, user.email, user.email.split("@")[0])).or_refuse()
    user.password_hash, user.failed_tries = await secrets.hash_password(new), 0
    return user


async def speak(uow: UnitOfWork, locale: str) -> None:
    """The actor's own language; an unknown one is refused, an empty one means the plant's."""
    if locale and locale not in rules.LANGUAGES:
        raise Refused(locale=_("Choose one from the list"))
    user = await uow.session.get(User, (uow.organization_id, uow.actor.user_id))
    if user:
        user.locale = locale
