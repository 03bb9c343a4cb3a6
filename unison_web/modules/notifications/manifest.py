"""What notifications mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Manifest
from unison_web.modules.notifications import (
    subscribers as subscribers,  # importing it registers what is told
)
from unison_web.modules.notifications.controllers import NotificationController
from unison_web.modules.notifications.declared import SETTINGS
from unison_web.modules.notifications.jobs import notify, sum_up, watch_calls

MANIFEST = Manifest(
    name="notifications",
    controllers=(NotificationController,),
    jobs=(JobKind(notify, _("Telling people"), "/notifications"),),
    schedule=(("* * * * *", watch_calls), ("4 * * * *", sum_up)),
    tables=("notifications",),
    settings=SETTINGS,
)
