"""Where single sign-on is the only way in, every other door says so."""

from __future__ import annotations

import logging

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _
from unison_web.modules.identity.models import User
from unison_web.modules.sign_on.repository import ProviderRepository

log = logging.getLogger("unison.security")
OWN = "sso"


async def only_this_one(uow: UnitOfWork, user: User, method: str) -> None:
    """Asked before any session of a person is opened, however they proved who they are."""
    if method.startswith(OWN) or user.visitor or user.superuser:
        return
    provider = await ProviderRepository(uow).the_one()
    if provider is None or not (provider.alone and provider.enabled):
        return
    if user.id != provider.break_glass_id:
        words = _("Your company lets people in by single sign-on only. Use it instead of a password")
        raise Refused(words, code="sign-on-only")
    log.warning("glass broken", extra={"event": "break-glass", "user_id": str(user.id)})
