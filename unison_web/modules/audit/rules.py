"""Who may read the trail and check its seals, and how seals are made."""

from __future__ import annotations

from datetime import timedelta

from unison_web.kit.permissions import Permission


class Audit(Permission):
    READ = "audit:read"
    VERIFY = "audit:verify"


#: Entries under one seal, and seals of one company in one run; what is left waits for the next run.
ENTRIES, SEALS = 2_000, 50
#: Ids begin with the time. The frequent run looks back so far from the newest sealed one, the hourly run at everything.
LOOKS_BACK = timedelta(days=1)
#: So long an entry may need from its own time to its commit. One that appears later was put in afterwards.
LATE = timedelta(hours=6)
#: So many entries are checked while the browser waits; the command checks them all.
AT_ONCE = 50_000
#: Of a verification: what is under way, and how it may have come out.
UNDER_WAY = ("queued", "running")
STATES = (*UNDER_WAY, "intact", "broken", "cancelled", "failed")
#: A worker may need so long for one: some fifty million entries.
WHOLE_SECONDS = 4 * 3600
