"""The trail as a list."""

from __future__ import annotations

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from unison_web.engine.seals import FIRST
from unison_web.kit.clock import FAR
from unison_web.kit.db.ledger import AuditEntry
from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, containing, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns, Records
from unison_web.kit.web.states import words
from unison_web.modules.audit.models import AuditSeal, AuditVerification
from unison_web.modules.audit.rules import STATES
from unison_web.modules.audit.schemas import AuditOut, SealOut, VerificationOut
from unison_web.modules.audit.service.whole import shown
from unison_web.modules.audit.words import ACTIONS, NOUNS, label_of, told

AUDIT: Listing[AuditOut] = Listing(
    noun="audit",
    url="/audit",
    model=AuditEntry,
    columns=(
        Column("at", _("When"), AuditEntry.created_at, holds=(("created_at", _("When")),)),
        Column("who", _("Who"), holds=(("actor_name", _("Who")),)),
        Column("what", _("What"), words=NOUNS, holds=(("entity", _("What")),)),
        Column("record", _("Record"), holds=((label_of, _("Record")),)),
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

BEFORE = aliased(AuditSeal)
#: Whether it follows the one before; what it holds is looked at when somebody verifies.
FOLLOWS = func.coalesce(
    select(BEFORE.hash)
    .where(BEFORE.organization_id == AuditSeal.organization_id, BEFORE.number == AuditSeal.number - 1)
    .scalar_subquery(),
    FIRST,
)
STATE = case((AuditSeal.previous == FOLLOWS, "sealed"), else_="broken")

SEALS: Listing[SealOut] = Listing(
    noun="audit-seals",
    url="/audit/seals",
    model=AuditSeal,
    columns=(
        Column("number", _("Seal"), AuditSeal.number, numeric=True),
        Column("first", _("From"), AuditSeal.first_at, holds=(("first_at", _("From")),)),
        Column("last", _("To"), AuditSeal.last_at, holds=(("last_at", _("To")),)),
        Column("entries", _("Entries"), AuditSeal.row_count, numeric=True, holds=(("row_count", _("Entries")),)),
        Column("sealed", _("Sealed"), AuditSeal.sealed_at, holds=(("sealed_at", _("Sealed")),)),
        Column("state", _("State"), words=words(("sealed", "broken"), "seal")),
        Column("hash", _("Hash"), AuditSeal.hash),
    ),
    reads=Columns(SealOut, AuditSeal, state=STATE),
    default_sort="-number",
    search=(AuditSeal.hash,),
    filters=(*period("sealed", _("Sealed"), AuditSeal.sealed_at), *period("last", _("To"), AuditSeal.last_at)),
)
SEALS_VIEW = ListView(SEALS, _("Seals of the trail"), _("Hash"), "{n} seal", "{n} seals")

OUTCOMES = words(STATES, "verification")
VERIFICATIONS: Listing[VerificationOut] = Listing(
    noun="audit-verifications",
    url="/audit/verifications",
    model=AuditVerification,
    columns=(
        Column("asked", _("Asked for"), AuditVerification.created_at, holds=(("created_at", _("Asked for")),)),
        Column("by", _("By"), AuditVerification.asked_name, holds=(("asked_name", _("By")),)),
        Column("state", _("State"), AuditVerification.state, words=OUTCOMES),
        Column("entries", _("Entries"), AuditVerification.entries_done, numeric=True,
               holds=(("entries_done", _("Entries")),)),
        Column("finished", _("Finished"), func.coalesce(AuditVerification.finished_at, FAR),
               holds=(("finished_at", _("Finished")),)),
    ),
    reads=Records(shown),
    default_sort="-asked",
    search=(AuditVerification.asked_name,),
    filters=(choice("state", _("State"), AuditVerification.state, list(OUTCOMES.items())),),
)  # fmt: skip
VERIFICATIONS_VIEW = ListView(
    VERIFICATIONS, _("Verifications of the trail"), _("Person"), "{n} verification", "{n} verifications"
)
