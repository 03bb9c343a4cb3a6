"""What skills mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.skills import rules
from unison_web.modules.skills.controllers import CertificateController, CertificateListController, SkillController
from unison_web.modules.skills.listings import CERTIFICATE_VIEW, SKILL_VIEW

MANIFEST = Manifest(
    name="skills",
    controllers=(SkillController, CertificateController, CertificateListController),
    permissions=(rules.Skills,),
    navigation=(
        Entry("setup", _("Skills"), "/skills", rules.Skills.READ, order=62, group="people"),
        Entry("make", _("Certificates"), "/certificates", rules.Skills.READ, order=70),
    ),
    listings=(SKILL_VIEW, CERTIFICATE_VIEW),
    tables=("skills", "certificates"),
)
