"""What runs mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Manifest
from unison_web.modules.bulk import listings
from unison_web.modules.bulk.controllers import BulkRunController
from unison_web.modules.bulk.jobs import run_bulk

MANIFEST = Manifest(
    name="bulk",
    controllers=(BulkRunController,),
    jobs=(JobKind(run_bulk, _("Verb for many records"), "/bulk-runs/{run_id}", again=False),),
    listings=(listings.VIEW,),
    tables=("bulk_runs",),
)
