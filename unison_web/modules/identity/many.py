"""The verbs that make sense for many people at once. Each is decided at the administrator's desk, as for one."""

from __future__ import annotations

from functools import cache
from typing import Any, cast
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk import Bulk
from unison_web.modules import manifests
from unison_web.modules.identity.models import User
from unison_web.modules.identity.repository import UserRepository
from unison_web.modules.identity.rules import Users
from unison_web.modules.identity.service import accounts
from unison_web.modules.identity.service.desk import desk
from unison_web.modules.identity.service.principals import Principals


async def find(uow: UnitOfWork, user_id: UUID) -> User:
    return await UserRepository(uow).by_id(user_id)


@cache
def rights() -> Principals:
    """Knows which rights there are; asks no database."""
    known = [str(right) for module in manifests() for declared in module.permissions for right in declared]
    return Principals(cast("Any", None), known)


async def lock(uow: UnitOfWork, user: User, reason: str) -> None:
    await accounts.set_state(await desk(uow, rights()), user.id, "locked", reason)


async def unlock(uow: UnitOfWork, user: User, reason: str) -> None:
    await accounts.set_state(await desk(uow, rights()), user.id, "active", reason)


VERBS = (
    Bulk("lock", _("Lock"), Users.WRITE, find, lock, icon="lock", asks=True),
    Bulk("unlock", _("Unlock"), Users.WRITE, find, unlock, icon="lock-open"),
)
