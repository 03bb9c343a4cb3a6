"""When a job may be run again or given up, and how long what is done is kept."""

from __future__ import annotations

from datetime import timedelta

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

#: What is done is of interest for a month, what failed for three.
KEPT_DONE, KEPT_FAILED = timedelta(days=30), timedelta(days=90)
#: A job the queue knows nothing of is looked at after this long: its worker may just be writing down how it ended.
QUIET = timedelta(minutes=2)


class Jobs(Permission):
    READ = "jobs:read"
    RUN = "jobs:run"


def may_run_again(state: str, *, helps: bool) -> Verdict:
    if state != "failed":
        return no(_("Only a job that failed is run again"))
    if not helps:
        return no(_("Open what it was for and ask for it there again"))
    return YES


def may_be_dropped(state: str) -> Verdict:
    return YES if state == "failed" else no(_("Only a job that failed can be given up"))
