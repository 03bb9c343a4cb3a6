"""What audit mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.audit import listings, rules, sentences, words
from unison_web.modules.audit.controllers import AuditController, SealController
from unison_web.modules.audit.controllers_whole import VerificationController
from unison_web.modules.audit.jobs import seal_latecomers, seal_trails, verify_trail

MANIFEST = Manifest(
    name="audit",
    controllers=(AuditController, SealController, VerificationController),
    jobs=(JobKind(verify_trail, _("Verification of the trail"), "/audit/seals", again=False),),
    permissions=(rules.Audit,),
    navigation=(Entry("setup", _("Audit trail"), "/audit", rules.Audit.READ, 90),),
    listings=(listings.VIEW, listings.SEALS_VIEW, listings.VERIFICATIONS_VIEW),
    schedule=(("*/5 * * * *", seal_trails), ("17 * * * *", seal_latecomers)),
    tables=("audit_log", "audit_seals", "audit_sealed_entries", "audit_verifications"),
    words={
        "audit_noun": words.noun,
        "audit_action": words.action,
        "audit_changes": words.changes,
        "audit_label": words.label_of,
        "audit_page": words.page_of,
        "audit_subject": words.of_record,
        "audit_instants": sentences.instants,
        "seal_finding": sentences.finding,
        "seal_passed": sentences.passed,
    },
)
