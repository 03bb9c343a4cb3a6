"""What files mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Manifest
from unison_web.modules.exports import listings, words
from unison_web.modules.exports.controllers import ExportController
from unison_web.modules.exports.jobs import make_export

MANIFEST = Manifest(
    name="exports",
    feature=_("Taking lists out as files"),
    controllers=(ExportController,),
    jobs=(JobKind(make_export, _("Export"), "/exports/{export_id}", again=False),),
    listings=(listings.VIEW,),
    tables=("exports",),
    words={"export_format": words.export_format},
)
