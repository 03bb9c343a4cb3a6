"""Two programs with keys of their own. Their secrets were thrown away: nobody can use them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.modules.api_keys import rules
from unison_web.modules.api_keys.models import ApiKey
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import secrets

PROGRAMS: tuple[tuple[str, list[str], int, list[str]], ...] = (
    ("ERP bridge", ["demands:read", "materials:read", "work_orders:read"], 180, ["10.20.0.0/16"]),
    ("Power BI", ["machines:read", "work_orders:read"], 90, []),
)


async def programs(uow: UnitOfWork) -> None:
    email = User.email.like("admin@%")
    maker = await uow.session.scalar(select(User).where(User.organization_id == uow.organization_id, email))
    if maker is None:
        return
    for name, scopes, days, addresses in PROGRAMS:
        secret = rules.new_key()
        uow.session.add(
            ApiKey(
                user_id=maker.id, plant_id=None, name=name, starts=secret[: rules.SHOWN], scopes=scopes,
                addresses=addresses, secret_hash=secrets.digest(secret), previous_hash=None, previous_until=None,
                expires_at=uow.now() + timedelta(days=days), rotated_at=None, revoked_at=None,
                last_used_at=uow.now() - timedelta(hours=2) if addresses else None,
            )
        )  # fmt: skip
