"""What runs mount."""

from __future__ import annotations

from unison_web.kit.manifest import Manifest
from unison_web.modules.bulk import listings
from unison_web.modules.bulk.controllers import BulkRunController
from unison_web.modules.bulk.jobs import run_bulk

MANIFEST = Manifest(
    name="bulk",
    controllers=(BulkRunController,),
    jobs=(run_bulk,),
    listings=(listings.VIEW,),
    tables=("bulk_runs",),
)
