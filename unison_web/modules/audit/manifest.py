"""What audit mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.audit import listings, rules
from unison_web.modules.audit.controllers import AuditController

MANIFEST = Manifest(
    name="audit",
    controllers=(AuditController,),
    permissions=(rules.Audit,),
    navigation=(Entry("setup", _("Audit trail"), "/audit", rules.Audit.READ, 90),),
    listings=(listings.VIEW,),
    words={"audit_noun": listings.noun, "audit_action": listings.action, "audit_changes": listings.changes},
)
