"""Addresses of other programs: made, changed, paused, tested; their secrets replaced."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.kit.vault import Vault
from unison_web.modules.webhooks import rules, words
from unison_web.modules.webhooks.models import Webhook
from unison_web.modules.webhooks.repository import WebhookRepository
from unison_web.modules.webhooks.schemas import WebhookIn
from unison_web.modules.webhooks.service import noting


def about(row: Webhook) -> str:
    """What a sealed secret belongs to."""
    return f"webhook {row.id}"


async def make(uow: UnitOfWork, vault: Vault, outside: Outside, data: WebhookIn) -> tuple[Webhook, str]:
    if len(await WebhookRepository(uow).active()) >= rules.MOST:
        raise Refused(_("More than {most} webhooks cannot be told at once").format(most=rules.MOST))
    _judge(outside, data)
    secret = rules.new_secret()
    row = Webhook(name=data.name.strip(), url=data.url.strip(), kinds=_known(data.kinds), secret_sealed="")
    row.secret_sealed = vault.seal(secret, about(row))
    uow.session.add(row)
    await uow.session.flush()
    noting.forget(uow.organization_id)
    return row, secret


async def change(uow: UnitOfWork, outside: Outside, webhook_id: UUID, data: WebhookIn) -> Webhook:
    row = await WebhookRepository(uow).by_id(webhook_id)
    _judge(outside, data)
    row.name, row.url, row.kinds, row.rests_until = data.name.strip(), data.url.strip(), _known(data.kinds), None
    await uow.session.flush()
    noting.forget(uow.organization_id)
    return row


async def rotate(uow: UnitOfWork, vault: Vault, webhook_id: UUID) -> tuple[Webhook, str]:
    """A new secret. For a day everything is signed with both."""
    row, secret = await WebhookRepository(uow).by_id(webhook_id), rules.new_secret()
    row.old_sealed, row.old_until = row.secret_sealed, uow.now() + rules.OVERLAP
    row.secret_sealed = vault.seal(secret, about(row))
    await uow.session.flush()
    return row, secret


async def switch(uow: UnitOfWork, webhook_id: UUID, state: str) -> Webhook:
    """Paused, nothing new is written down for it, and what waits stays."""
    row = await WebhookRepository(uow).by_id(webhook_id)
    row.state, row.rests_until = state, None
    await uow.session.flush()
    noting.forget(uow.organization_id)
    if state == "active":
        await noting.wake(uow, row.id)
    return row


async def remove(uow: UnitOfWork, webhook_id: UUID, reason: str) -> Webhook:
    uow.reason = reason.strip()
    row = await WebhookRepository(uow).by_id(webhook_id)
    await uow.session.delete(row)
    await uow.session.flush()
    noting.forget(uow.organization_id)
    return row


def _judge(outside: Outside, data: WebhookIn) -> None:
    try:
        outside.well_formed(data.url.strip())
    except Unreachable as error:
        raise Refused(url=str(error)) from error
    if not data.kinds:
        raise Refused(kinds=_("Choose at least one"))
    if strange := sorted(set(data.kinds) - words.KINDS.keys()):
        raise Refused(kinds=_("Nothing is called {kind}").format(kind=strange[0]))


def _known(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in words.KINDS if kind in kinds]
