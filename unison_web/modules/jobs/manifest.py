"""What jobs mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import LABELS
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.jobs.controllers import JobController
from unison_web.modules.jobs.jobs import tidy_jobs
from unison_web.modules.jobs.listings import VIEW
from unison_web.modules.jobs.rules import Jobs

MANIFEST = Manifest(
    name="jobs",
    controllers=(JobController,),
    permissions=(Jobs,),
    navigation=(Entry("setup", _("Jobs"), "/jobs", Jobs.READ, 88),),
    schedule=(("* * * * *", tidy_jobs),),
    listings=(VIEW,),
    tables=("jobs",),
    words={"job_labels": LABELS},
)
