"""What every way of sending has in common: a post goes in, the provider's own name of it comes out, or a trouble."""

from __future__ import annotations

from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any, Protocol

from unison_web.kit import clock
from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside
from unison_web.modules.mail.rules import Fault

#: Connecting, and everything together (security.md, D19).
CONNECT_SECONDS, SECONDS = 3.0, 15.0


class Trouble(Exception):
    """It was not sent. ``fault`` says whether our settings, this mail or the moment is to blame; the text is for
    people, and holds no secret."""

    def __init__(self, fault: Fault, words: str) -> None:
        super().__init__(words)
        self.fault, self.words = fault, words


@dataclass(frozen=True, slots=True)
class Post:
    """One mail as it leaves. ``key`` is its id here; ``header_id`` its Message-ID, the same at every try."""

    key: str
    header_id: str
    to: str
    to_name: str
    sender: str
    sender_name: str
    reply_to: str
    subject: str
    html: str
    text: str

    def mime(self) -> EmailMessage:
        """Raises Trouble where an address cannot stand in a header."""
        try:
            return self._message()
        except (ValueError, MessageError, IndexError) as error:
            raise Trouble("refused", _("This is no e-mail address: {address}").format(address=self.to)) from error

    def _message(self) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(self.sender_name, addr_spec=self.sender)
        message["To"] = Address(self.to_name, addr_spec=self.to)
        if self.reply_to:
            message["Reply-To"] = self.reply_to
        message["Subject"] = self.subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = self.header_id
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message


class Road(Protocol):
    """A way of sending."""

    @property
    def name(self) -> str: ...

    async def send(self, post: Post) -> str:
        """The provider's name of the mail once it took it. Raises Trouble."""
        ...


@dataclass(frozen=True, slots=True)
class Ways:
    """What whoever runs the installation says about sending."""

    outside: Outside
    sendgrid_url: str = ""
    ses_url: str = ""

    @classmethod
    def of(cls, settings: Any) -> Ways:
        outside = Outside(loopback=not settings.is_production, inside=settings.mail_networks)
        return cls(outside, settings.sendgrid_url or "", settings.ses_url or "")
