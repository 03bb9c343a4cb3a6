"""What people choose: how they are told of each kind of thing, when they want quiet, and when help is late."""

from __future__ import annotations

from typing import Any

from unison_web.kit.i18n import lazy as _
from unison_web.kit.preferences import Setting

OPTIONS = (
    ("off", _("Not at all")), ("bell", _("At the bell")), ("mail", _("At the bell and by e-mail")),
    ("summary", _("At the bell and in a summary a day")),
)  # fmt: skip
SCOPES = ("organization", "user")
#: Kind → what it is called, what it tells, and how where nobody chose.
KINDS: dict[str, tuple[Any, Any, str]] = {
    "calls": (_("Calls for help"), _("Somebody at a machine of yours calls for help."), "bell"),
    "late_calls": (_("Calls nobody answers"), _("Nobody has come for too long."), "mail"),
    "holds": (_("Lots and orders on hold"), _("A lot or an order was put on hold."), "bell"),
    "handovers": (_("Given to the supervisor"), _("A touch at a tablet was refused and given to you."), "bell"),
    "ready": (_("What you asked for"), _("A file, an import or other long work of yours has ended."), "bell"),
    "jobs": (_("Jobs that failed"), _("Work beside the work did not succeed in five tries."), "summary"),
    "mails": (_("Mails that failed"), _("A mail could not be sent."), "summary"),
}


def key_of(kind: str) -> str:
    return f"notify.{kind}"


HOURS = _("o'clock")
SETTINGS = (
    *(
        Setting(key_of(kind), label, text, "choice", default, SCOPES, options=OPTIONS)
        for kind, (label, text, default) in KINDS.items()
    ),
    Setting(
        "notify.summary_hour", _("Time of the daily summary"), _("From this hour of the plant's day on the summary is "
        "sent, if there is anything in it."), "whole", "7", SCOPES, 0, 23, HOURS,
    ),
    Setting(
        "notify.quiet_from", _("Quiet from"), _("From this hour on no mail of this kind is sent; calls nobody answers "
        "come all the same."), "whole", "22", SCOPES, 0, 23, HOURS,
    ),
    Setting(
        "notify.quiet_to", _("Quiet until"), _("What happened in quiet hours is sent at this hour. The same hour as "
        "their beginning means no quiet hours."), "whole", "6", SCOPES, 0, 23, HOURS,
    ),
    Setting(
        "calls.late_minutes", _("Help is late after"), _("So many minutes of working time after a call that nobody "
        "answered those who lead are told, and after three times as many who runs the company. 0 tells nobody."),
        "whole", "10", ("organization", "plant"), 0, 480, _("minutes"),
    ),
)  # fmt: skip
