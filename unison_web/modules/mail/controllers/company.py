"""The administrator's side: set e-mail up, and test it."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import SignInNeeded
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.forms import Form
from unison_web.kit.web.module import Body, Module, get, page, post
from unison_web.kit.web.requests import WebRequest
from unison_web.kit.web.uow import Uow
from unison_web.modules.mail.presenters import settings_shown
from unison_web.modules.mail.repository import MailSettingsRepository
from unison_web.modules.mail.rules import Mail
from unison_web.modules.mail.schemas import MailSettingsIn, MailSettingsOut, MailTestIn, MailTestOut
from unison_web.modules.mail.service import company, testing
from unison_web.modules.mail.service.roads import Ways

SEALED = frozenset(company.SECRETS.values())


async def shown(request: WebRequest, uow: Uow) -> MailSettingsOut:
    state = request.app.state
    return await settings_shown(uow, state.vault, str(state.settings.public_url).rstrip("/"))


class MailSettingsController(Module):
    path = "/mail-settings"
    tags = ["E-mail"]

    @get("/", permission=Mail.READ, template="mail/settings.html")
    async def show(self, request: WebRequest, uow: Uow) -> MailSettingsOut:
        """How the company sends e-mail, and what was wrong with it last. Passwords and keys are not told."""
        return await shown(request, uow)

    @page("/edit", permission=Mail.WRITE, template="mail/settings_edit.html")
    async def edit(self, uow: Uow) -> Form:
        row = await MailSettingsRepository(uow).the_one()
        names = [name for name in MailSettingsIn.__struct_fields__ if name not in SEALED]
        return Form(MailSettingsIn, {name: getattr(row, name) for name in names} if row else None,
                    action="/mail-settings")  # fmt: skip

    @post(
        "/", permission=Mail.WRITE, form="mail/settings_edit.html", then="/mail-settings", flash=_("Saved"),
        status_code=200,
    )  # fmt: skip
    async def save(self, request: WebRequest, uow: Uow, data: Body[MailSettingsIn]) -> MailSettingsOut:
        """Say how mails are sent. An empty password or key leaves the one that is there; mails that waited because
        the settings were wrong are sent now."""
        await company.save(uow, request.app.state.vault, data)
        return await shown(request, uow)

    @post("/hook", permission=Mail.WRITE, then="/mail-settings", status_code=200, flash=_("The address is new"))
    async def hook(self, request: WebRequest, uow: Uow) -> MailSettingsOut:
        """A new secret address to which the provider tells what came back. The older one stops working."""
        await company.new_hook(uow, request.app.state.vault)
        return await shown(request, uow)

    @page("/test", permission=Mail.WRITE, template="mail/test.html")
    async def ask(self, request: WebRequest) -> Form:
        return Form(MailTestIn, {"to": request.actor.email if request.actor else ""})

    @post("/test", permission=Mail.WRITE, form="mail/test.html", template="mail/tested.html", status_code=200)
    async def test(self, request: WebRequest, data: Body[MailTestIn]) -> MailTestOut:
        """Send a mail by each way that is set up, now, and say in words what came of it. Nothing is kept."""
        if request.actor is None:
            raise SignInNeeded
        state = request.app.state
        async with unit_of_work(state.engine, request.actor) as uow:  # over before anybody outside is asked
            parcels = await testing.prepare(uow, state.vault, Ways.of(state.settings), data.to.strip())
        return await testing.ask(parcels, data.to.strip())
