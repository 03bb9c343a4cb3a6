"""Jobs as a list."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import CHOICES, LABELS, STATES, JobRecord
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Records
from unison_web.kit.web.states import words
from unison_web.modules.jobs.presenters import job_out
from unison_web.modules.jobs.schemas import JobOut

STATE_WORDS = words(STATES, "job")

JOBS: Listing[JobOut] = Listing(
    noun="jobs",
    url="/jobs",
    model=JobRecord,
    columns=(
        Column("created_at", _("Asked for"), JobRecord.created_at),
        Column("function", _("Work"), JobRecord.function, words=LABELS),
        Column("asked_name", _("By"), JobRecord.asked_name),
        Column("state", _("State"), JobRecord.state, words=STATE_WORDS),
        Column("attempts", _("Tries"), JobRecord.attempts, numeric=True),
        Column("took", _("Took"), numeric=True),
        Column("error", _("Last error"), JobRecord.error),
    ),
    reads=Records(job_out),
    default_sort="-created_at",
    search=(JobRecord.asked_name, JobRecord.error),
    filters=(
        choice("state", _("State"), JobRecord.state, tuple(STATE_WORDS.items())),
        choice("function", _("Work"), JobRecord.function, CHOICES),
        *period("created", _("Asked for"), JobRecord.created_at),
    ),
)

VIEW = ListView(
    JOBS, _("Jobs"), _("Person or error"), "{n} job", "{n} jobs",
    views=((_("Under way"), {"state": "waiting,running"}), (_("Failed"), {"state": "failed"}), (_("All"), {})),
)  # fmt: skip
