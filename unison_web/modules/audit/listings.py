"""The trail as a list."""

from __future__ import annotations

from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.modules.audit.schemas import AuditOut
from unison_web.modules.audit.words import ACTIONS, NOUNS, label_of, told

AUDIT: Listing[AuditOut] = Listing(
    noun="audit",
    url="/audit",
    model=AuditEntry,
    columns=(
        Column("at", _("When"), AuditEntry.created_at, holds=(("created_at", _("When")),)),
        Column("who", _("Who"), AuditEntry.actor_name, holds=(("actor_name", _("Who")),)),
        Column("what", _("What"), AuditEntry.entity, words=NOUNS, holds=(("entity", _("What")),)),
        Column("record", _("Record"), AuditEntry.label, holds=((label_of, _("Record")),)),
        Column("change", _("Change"), words=ACTIONS, holds=(("action", _("Change")), (told, _("From and to")))),
        Column("reason", _("Reason and device"), holds=(("reason", _("Reason")), ("device", _("Tablet")))),
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
