"""Named questions about skills and certificates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, column, func, or_, select, table
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.kit.web.filters import pattern
from unison_web.modules.identity.models import User
from unison_web.modules.skills.models import Certificate, Skill

OFFERED = 12


class SkillRepository(Repository[Skill]):
    model_type = Skill

    async def by_code(self, code: str) -> Skill | None:
        return await self.perhaps(self.mine().where(Skill.code == code))

    async def asked_for(self, code: str) -> int:
        """Operations of routings that ask for it."""
        asking = ASKING.c.organization_id == self.uow.organization_id, ASKING.c.skills.contains([code])
        return int(await self.session.scalar(select(func.count()).select_from(ASKING).where(*asking)) or 0)

    async def named(self, codes: Collection[str]) -> dict[str, Skill]:
        return {row.code: row for row in await self.all(self.mine().where(Skill.code.in_(codes)))}


#: Routings are built on skills, not the other way round; only their number is asked for here.
ASKING = table("routing_operations", column("organization_id", Uuid()), column("skills", JSONB))


class CertificateRepository(Repository[Certificate]):
    model_type = Certificate

    async def of_skill(self, skill: UUID) -> list[Certificate]:
        """The last ones first."""
        statement = self.mine().where(Certificate.skill_id == skill).order_by(Certificate.valid_from.desc())
        return await self.all(statement, joinedload(Certificate.user), joinedload(Certificate.skill))

    async def whole(self, certificate: UUID) -> Certificate:
        return await self.by_id(certificate, joinedload(Certificate.user), joinedload(Certificate.skill))

    async def held(self, user: UUID, codes: Collection[str], today: date) -> dict[str, date | None]:
        """Until when each skill counts for the person; the one that counts longest, None for ever."""
        newest = func.max(func.coalesce(Certificate.valid_to, date.max))
        statement = (
            select(Skill.code, newest)
            .join(Skill, (Skill.id == Certificate.skill_id) & (Skill.organization_id == Certificate.organization_id))
            .where(
                Certificate.organization_id == self.uow.organization_id,
                Certificate.user_id == user,
                Certificate.valid_from <= today,
                Skill.code.in_(codes),
            )
            .group_by(Skill.code)
        )
        rows = await self.session.execute(statement)
        return {code: None if until == date.max else until for code, until in rows}


class PeopleRepository(Repository[User]):
    model_type = User

    async def meant(self, said: str) -> User | None:
        """By e-mail, user name, id or full name; nobody where the name is two people's."""
        known = or_(User.email == said.lower(), User.username == said.lower(), User.name == said, _is(said))
        rows = await self.all(self.mine().where(known, User.state != "disabled").limit(2))
        return rows[0] if len(rows) == 1 else None

    async def offered(self, q: str) -> list[User]:
        named = or_(User.name.ilike(pattern(q)), User.email.ilike(pattern(q)))
        people = self.mine().where(named, User.state == "active", User.visitor.is_(False))
        return await self.all(people.order_by(User.name).limit(OFFERED))


def _is(said: str) -> ColumnElement[bool]:
    try:
        return User.id == UUID(said)
    except ValueError:
        return User.id.is_(None)
