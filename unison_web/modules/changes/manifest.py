"""What engineering changes mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.kit.search import Deed
from unison_web.modules.changes.controllers import ChangeController, ChangeLifeController
from unison_web.modules.changes.listings import CHANGE_VIEW
from unison_web.modules.changes.rules import Changes

MANIFEST = Manifest(
    name="changes",
    controllers=(ChangeController, ChangeLifeController),
    permissions=(Changes,),
    navigation=(
        Entry("setup", _("Engineering changes"), "/engineering-changes", Changes.READ, order=22, group="products"),
    ),
    listings=(CHANGE_VIEW,),
    deeds=(Deed(_("New engineering change"), "/engineering-changes/new", Changes.WRITE),),
    tables=("engineering_changes", "engineering_change_bills"),
)
