"""The trail as a list."""

from __future__ import annotations

from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.audit.schemas import AuditOut
from unison_web.modules.audit.words import ACTIONS, NOUNS

AUDIT: Listing[AuditOut] = Listing(
    noun="audit",
    url="/audit",
    model=AuditEntry,
    columns=(
        Column("at", _("When"), AuditEntry.created_at),
        Column("who", _("Who"), AuditEntry.actor_name),
        Column("what", _("What"), AuditEntry.entity),
        Column("record", _("Record"), AuditEntry.label),
        Column("change", _("Change")),
        Column("reason", _("Reason and device")),
    ),
    reads=Columns(AuditOut, AuditEntry),
    default_sort="-at",
    search=(AuditEntry.label, AuditEntry.actor_name, AuditEntry.reason, AuditEntry.request_id),
    filters=(
        choice("entity", _("What"), AuditEntry.entity, list(NOUNS.items())),
        choice("action", _("Action"), AuditEntry.action, list(ACTIONS.items())),
        *period("at", _("When"), AuditEntry.created_at),
        containing("who", _("Who"), AuditEntry.actor_name),
        containing("reason", _("Reason"), AuditEntry.reason),
        reference("request", _("Request"), AuditEntry.request_id),
    ),
)
VIEW = ListView(AUDIT, _("Audit trail"), _("Record, person, reason or request"), "{n} change", "{n} changes")
