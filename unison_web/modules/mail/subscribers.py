"""What mails follow from. A module below says what happened; here it becomes a letter."""

from __future__ import annotations

from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.events import on
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.formats import moment
from unison_web.modules.identity.events import PasswordForgotten, PersonInvited
from unison_web.modules.mail.service import Letter, send
from unison_web.modules.mail.service.writing import language_of_company


@on(PersonInvited)
async def invite(uow: UnitOfWork, event: PersonInvited) -> None:
    """The link goes to the person. A new link is a new mail; what it says is forgotten once it was sent."""
    zone = event.until.astimezone(uow.actor.timezone).tzname()
    said = {
        "name": event.name, "who": uow.actor.name, "link": event.link,
        "until": lambda: f"{moment(event.until)} {zone}",
    }  # fmt: skip
    letter = Letter(
        kind="invitation", key=f"invitation:{event.invitation_id}:{event.mark}", to=event.email, name=event.name,
        subject=_("Your invitation"), template="mail/letters/invitation.html", said=said,
        about=("users", event.user_id), locale=event.locale or await language_of_company(uow), secret=True,
    )  # fmt: skip
    await send(uow, letter)


@on(PasswordForgotten)
async def way_back(uow: UnitOfWork, event: PasswordForgotten) -> None:
    """A way back in, for the person alone; what the mail says is forgotten once it was sent."""
    letter = Letter(
        kind="password", key=f"password:{event.user_id}:{event.mark}", to=event.email, name=event.name,
        subject=_("Choose a new password"), template="mail/letters/password.html",
        said={"name": event.name, "link": event.link}, about=("users", event.user_id),
        locale=event.locale or await language_of_company(uow), secret=True,
    )  # fmt: skip
    await send(uow, letter)
