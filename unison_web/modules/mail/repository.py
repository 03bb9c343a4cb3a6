"""Named questions about mails."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import undefer

from unison_web.kit.db.repository import Repository
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailEvent, MailMessage, MailSettings, MailSuppression


class MailSettingsRepository(Repository[MailSettings]):
    model_type = MailSettings

    async def the_one(self, *, lock: bool = False) -> MailSettings | None:
        """Locked, mails of the company are claimed one after the other: that is what makes the limit exact."""
        return await self.perhaps(self.mine().with_for_update() if lock else self.mine())

    async def note(self, trouble: str, at: datetime | None) -> None:
        """What was wrong when a mail was sent. No fact of the trail, and no new version."""
        mine = MailSettings.organization_id == self.uow.organization_id, MailSettings.trouble != trouble
        statement = update(MailSettings).where(*mine).values(trouble=trouble, trouble_at=at)
        await self.session.execute(statement.execution_options(synchronize_session=False))


class MailRepository(Repository[MailMessage]):
    model_type = MailMessage

    async def by_key(self, key: str) -> MailMessage | None:
        return await self.perhaps(self.mine().where(MailMessage.key == key))

    async def whole(self, message_id: UUID, *, lock: bool = False) -> MailMessage:
        """With what it says."""
        mine = self.mine().where(MailMessage.id == message_id)
        options = undefer(MailMessage.html), undefer(MailMessage.text)
        return await self.one(mine.with_for_update() if lock else mine, *options)

    async def since(self, at: datetime) -> int:
        """How many were handed to a provider since then, or are just now."""
        counted = select(func.count()).select_from(MailMessage)
        mine = MailMessage.organization_id == self.uow.organization_id, MailMessage.claimed_at > at
        return int(await self.session.scalar(counted.where(*mine)) or 0)

    async def held_up(self, most: int = 200) -> list[MailMessage]:
        """Those that wait or failed because the settings were wrong, oldest first."""
        held = or_(MailMessage.fault == "settings", MailMessage.fault == "away")
        waiting = self.mine().where(MailMessage.state.in_(("queued", "failed")), held)
        return await self.all(waiting.order_by(MailMessage.id).limit(most), undefer(MailMessage.text))

    async def about(self, record_id: UUID, most: int = 10) -> list[MailMessage]:
        mine = self.mine().where(MailMessage.about_id == record_id)
        return await self.all(mine.order_by(MailMessage.id.desc()).limit(most))

    async def of_provider(self, provider: str, provider_id: str) -> MailMessage | None:
        mine = self.mine().where(MailMessage.provider == provider, MailMessage.provider_id == provider_id)
        return await self.perhaps(mine.order_by(MailMessage.id.desc()).limit(1).with_for_update())

    async def counted(self) -> dict[str, int]:
        statement = (
            select(MailMessage.state, func.count())
            .where(MailMessage.organization_id == self.uow.organization_id, MailMessage.state.in_(OF_INTEREST))
            .group_by(MailMessage.state)
        )
        return {state: int(many) for state, many in await self.session.execute(statement)}


OF_INTEREST = (*rules.OPEN, "failed")


class MailEventRepository(Repository[MailEvent]):
    model_type = MailEvent

    async def of(self, message_id: UUID) -> list[MailEvent]:
        mine = self.mine().where(MailEvent.message_id == message_id)
        return await self.all(mine.order_by(MailEvent.created_at.desc(), MailEvent.id.desc()).limit(100))

    async def knows(self, key: str) -> bool:
        return await self.perhaps(self.mine().where(MailEvent.key == key)) is not None


class SuppressionRepository(Repository[MailSuppression]):
    model_type = MailSuppression

    async def of(self, address: str) -> MailSuppression | None:
        return await self.perhaps(self.mine().where(MailSuppression.address == rules.tidy_address(address)))
