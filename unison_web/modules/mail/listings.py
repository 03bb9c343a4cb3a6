"""Mails, and addresses that get none, as lists."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.mail import rules
from unison_web.modules.mail.models import MailMessage, MailSuppression
from unison_web.modules.mail.schemas import MailRow, SuppressionOut
from unison_web.modules.mail.words import KINDS, PROVIDERS, REASONS

STATES = words(rules.STATES, "mail")

MAILS: Listing[MailRow] = Listing(
    noun="mails",
    url="/mails",
    model=MailMessage,
    columns=(
        Column("subject", _("Subject"), MailMessage.subject),
        Column("to_address", _("To"), MailMessage.to_address),
        Column("kind", _("Kind"), MailMessage.kind, words=KINDS),
        Column("created_at", _("Written"), MailMessage.created_at),
        Column("state", _("State"), MailMessage.state, words=STATES),
        Column("provider", _("Sent by"), MailMessage.provider, words=PROVIDERS),
        Column("error", _("Last error"), MailMessage.error),
        Column("attempts", _("Tries"), MailMessage.attempts, numeric=True, shown=False),
    ),
    reads=Columns(MailRow, MailMessage),
    default_sort="-created_at",
    search=(MailMessage.subject, MailMessage.to_address),
    filters=(
        choice("state", _("State"), MailMessage.state, tuple(STATES.items())),
        choice("kind", _("Kind"), MailMessage.kind, tuple(KINDS.items())),
        *period("created", _("Written"), MailMessage.created_at),
    ),
)
MAIL_VIEW = ListView(
    MAILS, _("Outgoing mail"), _("Subject or address"), "{n} mail", "{n} mails",
    views=((_("All"), {}), (_("Waiting"), {"state": "queued"}), (_("Failed"), {"state": "failed"})),
)  # fmt: skip

SUPPRESSIONS: Listing[SuppressionOut] = Listing(
    noun="mail-suppressions",
    url="/mail-suppressions",
    model=MailSuppression,
    columns=(
        Column("address", _("Address"), MailSuppression.address),
        Column("reason", _("Reason"), MailSuppression.reason, words=REASONS),
        Column("note", _("Note"), MailSuppression.note),
        Column("created_at", _("Since"), MailSuppression.created_at),
    ),
    reads=Columns(SuppressionOut, MailSuppression),
    default_sort="address",
    search=(MailSuppression.address, MailSuppression.note),
    filters=(choice("reason", _("Reason"), MailSuppression.reason, tuple(REASONS.items())),),
)
SUPPRESSION_VIEW = ListView(
    SUPPRESSIONS, _("Addresses that get no mail"), _("Address or note"), "{n} address", "{n} addresses"
)
