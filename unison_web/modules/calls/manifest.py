"""What calls mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.calls.controllers import CallController, FloorCallController
from unison_web.modules.calls.listings import VIEW, called, kinds
from unison_web.modules.calls.rules import Calls

MANIFEST = Manifest(
    name="calls",
    controllers=(CallController,),
    pages=(FloorCallController,),
    permissions=(Calls,),
    navigation=(Entry("maintain", _("Calls"), "/calls?state=open,accepted", Calls.READ, 10),),
    listings=(VIEW,),
    tables=("calls",),
    words={"called_kind": called, "called_kinds": kinds},
)
