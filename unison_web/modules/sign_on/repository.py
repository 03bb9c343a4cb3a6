"""Named questions about single sign-on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import joinedload

from unison_web.kit.db.ids import new_id
from unison_web.kit.db.repository import Repository
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import Role, RoleMember, User
from unison_web.modules.sign_on.models import SignOnLink, SignOnProvider, SignOnTry

ADMINISTRATOR = "administrator"


class ProviderRepository(Repository[SignOnProvider]):
    model_type = SignOnProvider

    async def the_one(self) -> SignOnProvider | None:
        return await self.perhaps(self.mine())

    async def note_success(self, provider_id: UUID, at: datetime) -> None:
        """That it works is no fact of the trail: the version stays."""
        mine = (SignOnProvider.organization_id == self.uow.organization_id, SignOnProvider.id == provider_id)
        statement = update(SignOnProvider).where(*mine).values(worked_at=at)
        await self.session.execute(statement.execution_options(synchronize_session=False))


class LinkRepository(Repository[SignOnLink]):
    model_type = SignOnLink

    async def of_subject(self, issuer: str, subject: str) -> SignOnLink | None:
        found = self.mine().where(SignOnLink.issuer == issuer, SignOnLink.subject == subject)
        return await self.perhaps(found.options(joinedload(SignOnLink.user)))

    async def of_user(self, user_id: UUID) -> SignOnLink | None:
        found = self.mine().where(SignOnLink.user_id == user_id)
        return await self.perhaps(found.options(joinedload(SignOnLink.user)))

    async def linked(self) -> int:
        mine = SignOnLink.organization_id == self.uow.organization_id
        return int(await self.session.scalar(select(func.count()).select_from(SignOnLink).where(mine)) or 0)

    async def note_use(self, link: SignOnLink) -> None:
        mine = (SignOnLink.organization_id == self.uow.organization_id, SignOnLink.id == link.id)
        statement = update(SignOnLink).where(*mine).values(last_used_at=self.uow.now())
        await self.session.execute(statement.execution_options(synchronize_session=False))


class TryRepository(Repository[SignOnTry]):
    model_type = SignOnTry

    async def claim(self, state_hash: str, older_than: datetime) -> bool:
        """Whether this answer comes for the first time. Old tries go."""
        here = SignOnTry.organization_id == self.uow.organization_id
        await self.session.execute(delete(SignOnTry).where(here, SignOnTry.created_at < older_than))
        row = {"organization_id": self.uow.organization_id, "id": new_id(), "created_at": self.uow.now()}
        statement = insert(SignOnTry).values(**row, state_hash=state_hash, outcome="open", who="", because="")
        done = await self.session.execute(statement.on_conflict_do_nothing().returning(SignOnTry.id))
        return done.scalar_one_or_none() is not None

    async def finish(self, state_hash: str, outcome: str, who: str, because: str = "") -> None:
        found = await self.one(self.mine().where(SignOnTry.state_hash == state_hash))
        found.outcome, found.who, found.because = outcome, who[:254], because[:500]

    async def latest(self, most: int = 10) -> list[SignOnTry]:
        statement = self.mine().where(SignOnTry.outcome != "open").order_by(SignOnTry.created_at.desc())
        return await self.all(statement.limit(most))


async def could_break_the_glass(uow: UnitOfWork) -> list[tuple[UUID, str]]:
    """Active administrators of all plants who have a password."""
    statement = (
        select(User.id, User.name)
        .join(RoleMember, (RoleMember.user_id == User.id) & (RoleMember.organization_id == User.organization_id))
        .join(Role, (Role.id == RoleMember.role_id) & (Role.organization_id == RoleMember.organization_id))
        .where(
            User.organization_id == uow.organization_id, User.state == "active", ~User.visitor,
            User.password_hash.is_not(None), Role.code == ADMINISTRATOR, RoleMember.plant_id.is_(None),
        )
        .order_by(User.name)
    )  # fmt: skip
    return [(key, name) for key, name in await uow.session.execute(statement)]


async def roles(uow: UnitOfWork) -> list[tuple[str, str]]:
    mine = select(Role.code, Role.name).where(Role.organization_id == uow.organization_id)
    return [(code, name) for code, name in await uow.session.execute(mine.order_by(Role.name))]


async def company_of(engine: AsyncEngine, slug: str) -> UUID | None:
    """The company with this short name, if it has single sign-on."""
    async with open_connection(engine) as connection:
        found: UUID | None = (
            await connection.execute(text("select organization_id from gate_sign_on(:it)"), {"it": slug})
        ).scalar_one_or_none()
    return found
