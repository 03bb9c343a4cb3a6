"""Named questions about people and sessions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, cast, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import Badge, Device, RefreshToken, Role, RoleMember, Session, User


def in_sight() -> ColumnElement[bool]:
    """People of the plants of whoever asks, people of all plants, and people who have no role yet."""
    who = cast(func.nullif(func.current_setting("app.current_user_id", True), ""), Uuid())
    mine, theirs = aliased(RoleMember), aliased(RoleMember)
    places = select(mine.plant_id).where(mine.organization_id == User.organization_id, mine.user_id == who)
    held = select(theirs.id).where(theirs.organization_id == User.organization_id, theirs.user_id == User.id)
    near = theirs.plant_id.is_(None) | theirs.plant_id.in_(places)
    return or_(User.id == who, exists(places.where(mine.plant_id.is_(None))), ~exists(held), exists(held.where(near)))


class UserRepository(Repository[User]):
    model_type = User

    async def by_email(self, email: str) -> User | None:
        return await self.perhaps(self.mine().where(User.email == email.strip().lower()))

    async def roles_of(self, user_id: UUID) -> list[tuple[str, str, UUID | None]]:
        """(code, name, plant) of each role the person has."""
        statement = (
            select(Role.code, Role.name, RoleMember.plant_id)
            .join(RoleMember, (RoleMember.role_id == Role.id) & (RoleMember.organization_id == Role.organization_id))
            .where(RoleMember.organization_id == self.uow.organization_id, RoleMember.user_id == user_id)
            .order_by(Role.code)
        )
        return [(code, name, plant) for code, name, plant in await self.session.execute(statement)]


class RoleRepository(Repository[Role]):
    model_type = Role

    async def by_code(self, code: str) -> Role | None:
        return await self.perhaps(self.mine().where(Role.code == code))

    async def members(self) -> list[tuple[UUID, str, UUID | None]]:
        """(user, role code, plant) of the whole organization."""
        statement = (
            select(RoleMember.user_id, Role.code, RoleMember.plant_id)
            .join(Role, (RoleMember.role_id == Role.id) & (RoleMember.organization_id == Role.organization_id))
            .where(RoleMember.organization_id == self.uow.organization_id)
        )
        return [(user, role, plant) for user, role, plant in await self.session.execute(statement)]


class SessionRepository(Repository[Session]):
    model_type = Session

    async def live(self, session_id: UUID, now: datetime) -> Session | None:
        return await self.perhaps(
            self.mine().where(Session.id == session_id, Session.ended_at.is_(None), Session.expires_at > now)
        )

    async def open_of(self, user_id: UUID, now: datetime) -> list[Session]:
        statement = self.mine().where(Session.user_id == user_id, Session.ended_at.is_(None), Session.expires_at > now)
        return await self.all(statement.order_by(Session.created_at.desc()))

    async def at_device(self, device_id: UUID, now: datetime) -> list[tuple[Session, User]]:
        """Who is signed in at a tablet, in the order they came."""
        statement = (
            select(Session, User)
            .join(User, (User.id == Session.user_id) & (User.organization_id == Session.organization_id))
            .where(
                Session.organization_id == self.uow.organization_id,
                Session.device_id == device_id,
                Session.kind == "badge",
                Session.ended_at.is_(None),
                Session.expires_at > now,
                User.state == "active",
            )
            .order_by(Session.created_at)
        )
        return [(session, user) for session, user in await self.session.execute(statement)]


class DeviceRepository(Repository[Device]):
    model_type = Device


class BadgeRepository(Repository[Badge]):
    model_type = Badge

    async def holder(self, code: str) -> tuple[Badge, User] | None:
        statement = (
            select(Badge, User)
            .join(User, (User.id == Badge.user_id) & (User.organization_id == Badge.organization_id))
            .where(
                Badge.organization_id == self.uow.organization_id, Badge.code == code.strip(), Badge.state == "active",
                User.state == "active",
            )
        )  # fmt: skip
        row = (await self.session.execute(statement)).one_or_none()
        return (row[0], row[1]) if row else None


async def use_refresh_token(uow: UnitOfWork, token_id: UUID) -> RefreshToken | None:
    """Mark the token used; None if somebody was faster or it had been used before."""
    statement = (
        update(RefreshToken)
        .where(
            RefreshToken.organization_id == uow.organization_id,
            RefreshToken.id == token_id,
            RefreshToken.used_at.is_(None),
        )
        .values(used_at=uow.now())
        .returning(RefreshToken)
        .execution_options(synchronize_session=False)
    )
    return (await uow.session.execute(statement)).scalar_one_or_none()


async def roles_and_badges(uow: UnitOfWork, people: list[UUID]) -> tuple[dict[UUID, list[str]], dict[UUID, str]]:
    """For a page of people: their role names and their badge, in two queries."""
    statement = (
        select(RoleMember.user_id, Role.name)
        .join(Role, (Role.id == RoleMember.role_id) & (Role.organization_id == RoleMember.organization_id))
        .where(RoleMember.organization_id == uow.organization_id, RoleMember.user_id.in_(people))
        .order_by(Role.name)
    )
    roles: dict[UUID, list[str]] = {}
    for user, name in await uow.session.execute(statement):
        roles.setdefault(user, []).append(name)
    held = select(Badge.user_id, Badge.code).where(
        Badge.organization_id == uow.organization_id, Badge.user_id.in_(people), Badge.state == "active"
    )
    return roles, {user: code for user, code in await uow.session.execute(held)}
