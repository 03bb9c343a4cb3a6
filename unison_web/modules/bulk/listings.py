"""A person's own runs as a list."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.bulk_runs import STATES, BulkRun
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.bulk.repository import OWN
from unison_web.modules.bulk.schemas import RunRow

LABELS = words(STATES, "export")

RUNS: Listing[RunRow] = Listing(
    noun="bulk-runs",
    url="/bulk-runs",
    model=BulkRun,
    columns=(
        Column("title", _("What"), BulkRun.title),
        Column("rows", _("Rows"), BulkRun.total, numeric=True, holds=(("total", _("Rows")),)),
        Column("done", _("Done"), BulkRun.done, numeric=True),
        Column("state", _("State"), BulkRun.state, words=LABELS),
        Column("created", _("Asked for"), BulkRun.created_at, holds=(("created_at", _("Asked for")),)),
    ),
    reads=Columns(RunRow, BulkRun),
    default_sort="-created",
    always=(OWN,),
    search=(BulkRun.title,),
    filters=(
        choice("state", _("State"), BulkRun.state, tuple(LABELS.items())),
        *period("created", _("Asked for"), BulkRun.created_at),
    ),
)
VIEW = ListView(RUNS, _("Many at once"), _("What was done"), "{n} run", "{n} runs")
