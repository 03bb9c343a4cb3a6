"""What prints mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Manifest
from unison_web.modules.prints import rules, words
from unison_web.modules.prints.controllers.badges import BadgeSheetController
from unison_web.modules.prints.controllers.papers import OrderPrintController, PrintController
from unison_web.modules.prints.jobs import render_print

MANIFEST = Manifest(
    name="prints",
    controllers=(OrderPrintController, PrintController, BadgeSheetController),
    permissions=(rules.Prints,),
    jobs=(JobKind(render_print, _("Paper"), "/prints/{print_id}"),),
    tables=("prints",),
    words={"print_kind": words.print_kind},
)
