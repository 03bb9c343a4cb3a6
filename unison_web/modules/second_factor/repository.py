"""Named questions about second factors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine

from unison_web.kit.db.repository import Repository
from unison_web.kit.db.transaction import open_connection
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.identity.models import Role, RoleMember, User
from unison_web.modules.second_factor import rules
from unison_web.modules.second_factor.models import Passkey, RecoveryCode, SecondFactor, SecurityPolicy


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has, and whether their company asks for it."""

    app: bool
    passkeys: int
    recovery_left: int
    needed: bool

    @property
    def has_one(self) -> bool:
        return self.app or self.passkeys > 0


class FactorRepository(Repository[SecondFactor]):
    model_type = SecondFactor

    async def of(self, user_id: UUID, *, lock: bool = False) -> SecondFactor | None:
        statement = self.mine().where(SecondFactor.user_id == user_id)
        return await self.perhaps(statement.with_for_update() if lock else statement)

    async def use_step(self, factor: SecondFactor, step: int) -> bool:
        """Whether this code was not used before: of two at once, one."""
        statement = (
            update(SecondFactor)
            .where(
                SecondFactor.organization_id == self.uow.organization_id,
                SecondFactor.id == factor.id,
                SecondFactor.last_step < step,
            )
            .values(last_step=step)
            .returning(SecondFactor.id)
        )
        done = await self.session.execute(statement.execution_options(synchronize_session=False))
        return done.scalar_one_or_none() is not None

    async def note_try(self, factor: SecondFactor, **values: Any) -> None:
        """Tries are no facts of the trail: the version stays."""
        mine = (SecondFactor.organization_id == self.uow.organization_id, SecondFactor.id == factor.id)
        statement = update(SecondFactor).where(*mine).values(**values)
        await self.session.execute(statement.execution_options(synchronize_session=False))


class RecoveryRepository(Repository[RecoveryCode]):
    model_type = RecoveryCode

    async def unused(self, user_id: UUID, code_hash: str) -> RecoveryCode | None:
        statement = self.mine().where(
            RecoveryCode.user_id == user_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None)
        )
        return await self.perhaps(statement.with_for_update())

    async def of(self, user_id: UUID) -> list[RecoveryCode]:
        return await self.all(self.mine().where(RecoveryCode.user_id == user_id).order_by(RecoveryCode.place))


class PasskeyRepository(Repository[Passkey]):
    model_type = Passkey

    async def of(self, user_id: UUID) -> list[Passkey]:
        return await self.all(self.mine().where(Passkey.user_id == user_id).order_by(Passkey.created_at))

    async def own(self, user_id: UUID, passkey_id: UUID) -> Passkey:
        return await self.one(self.mine().where(Passkey.user_id == user_id, Passkey.id == passkey_id))

    async def note_use(self, passkey: Passkey, signs: int, asked_at: datetime) -> bool:
        """Whether this answer is newer than any before: an answer to an older question is one that was recorded."""
        newer = or_(Passkey.challenged_at.is_(None), Passkey.challenged_at < asked_at)
        statement = (
            update(Passkey)
            .where(Passkey.organization_id == self.uow.organization_id, Passkey.id == passkey.id, newer)
            .values(sign_count=signs, challenged_at=asked_at, last_used_at=self.uow.now())
            .returning(Passkey.id)
        )
        done = await self.session.execute(statement.execution_options(synchronize_session=False))
        return done.scalar_one_or_none() is not None


class PolicyRepository(Repository[SecurityPolicy]):
    model_type = SecurityPolicy

    async def the_one(self) -> SecurityPolicy | None:
        return await self.perhaps(self.mine())


async def standing(uow: UnitOfWork, user_id: UUID) -> Standing:
    """In one question: it is asked for every person who comes back after five seconds."""
    here = uow.organization_id
    app = exists().where(
        SecondFactor.organization_id == here, SecondFactor.user_id == user_id, SecondFactor.seed_sealed.is_not(None)
    )
    passkeys = select(func.count()).where(Passkey.organization_id == here, Passkey.user_id == user_id)
    left = select(func.count()).where(
        RecoveryCode.organization_id == here, RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None)
    )
    asked = select(SecurityPolicy.needed_by).where(SecurityPolicy.organization_id == here)
    leads = exists().where(
        RoleMember.organization_id == here, RoleMember.user_id == user_id, Role.organization_id == here,
        Role.id == RoleMember.role_id, Role.code == rules.ADMINISTRATOR,
    )  # fmt: skip
    statement = select(app, passkeys.scalar_subquery(), left.scalar_subquery(), asked.scalar_subquery(), leads)
    has_app, keys, codes, needed_by, admin = (await uow.session.execute(statement)).one()
    roles = (rules.ADMINISTRATOR,) if admin else ()
    return Standing(has_app, keys, codes, rules.is_needed(needed_by or "nobody", roles))


async def without(uow: UnitOfWork) -> int:
    """How many active people with a password have no second factor."""
    here = User.organization_id == uow.organization_id
    app = exists().where(
        SecondFactor.organization_id == User.organization_id, SecondFactor.user_id == User.id,
        SecondFactor.seed_sealed.is_not(None),
    )  # fmt: skip
    passkey = exists().where(Passkey.organization_id == User.organization_id, Passkey.user_id == User.id)
    people = select(func.count()).select_from(User)
    statement = people.where(
        here, User.state == "active", ~User.visitor, User.password_hash.is_not(None), ~app, ~passkey
    )
    return int(await uow.session.scalar(statement) or 0)


async def find_passkey(engine: AsyncEngine, credential: str) -> tuple[UUID, UUID] | None:
    async with open_connection(engine) as connection:
        statement = text("select organization_id, passkey_id from gate_passkey(:it)")
        row = (await connection.execute(statement, {"it": credential})).one_or_none()
    return (row[0], row[1]) if row else None


async def drop_codes(uow: UnitOfWork, user_id: UUID) -> None:
    for code in await RecoveryRepository(uow).of(user_id):
        await uow.session.delete(code)
    await uow.session.flush()
