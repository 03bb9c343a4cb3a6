"""What imports mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.imports import listings, rules
from unison_web.modules.imports.controllers import ImportController
from unison_web.modules.imports.jobs import apply_import, check_import, undo_import

MANIFEST = Manifest(
    name="imports",
    feature=_("Bringing data in from files"),
    controllers=(ImportController,),
    permissions=(rules.Imports,),
    navigation=(Entry("setup", _("Import"), "/imports", rules.Imports.READ, order=95),),
    jobs=(
        JobKind(check_import, _("Check of an import"), "/imports/{import_id}", again=False),
        JobKind(apply_import, _("Import"), "/imports/{import_id}", again=False),
        JobKind(undo_import, _("Undoing an import"), "/imports/{import_id}", again=False),
    ),
    listings=(listings.VIEW,),
    tables=("imports", "import_parts", "import_rows", "import_mappings"),
    words={"import_outcomes": rules.OUTCOMES},
)
