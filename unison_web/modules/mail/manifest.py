"""What e-mail mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.mail import (
    subscribers as subscribers,  # importing it registers who writes letters
)
from unison_web.modules.mail import words
from unison_web.modules.mail.controllers.company import MailSettingsController
from unison_web.modules.mail.controllers.hooks import MailHookController
from unison_web.modules.mail.controllers.mails import MailController, SuppressionController
from unison_web.modules.mail.jobs import send_mail
from unison_web.modules.mail.listings import MAIL_VIEW, SUPPRESSION_VIEW
from unison_web.modules.mail.rules import Mail

MANIFEST = Manifest(
    name="mail",
    controllers=(MailController, SuppressionController, MailSettingsController, MailHookController),
    permissions=(Mail,),
    navigation=(Entry("setup", _("E-mail"), "/mail-settings", Mail.READ, 87, also=("/mails", "/mail-suppressions")),),
    jobs=(JobKind(send_mail, _("E-mail"), "/mails/{message_id}"),),
    listings=(MAIL_VIEW, SUPPRESSION_VIEW),
    tables=("mail_settings", "mail_messages", "mail_events", "mail_suppressions"),
    words={"mail_kind": words.mail_kind, "mail_providers": words.PROVIDERS, "mail_reasons": words.REASONS},
)
