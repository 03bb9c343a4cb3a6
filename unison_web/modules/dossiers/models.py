"""Who signed the result of a drill."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from unison_web.kit.db.base import Model, tenant_fk, tenant_unique
from unison_web.kit.db.ledger import Ledger


class DrillSignature(Ledger, Model):
    """``figures`` are those of the drill when it was signed, ``digest`` their SHA-256: neither ever changes."""

    __tablename__ = "drill_signatures"
    __table_args__ = (
        tenant_fk("drill_id", "recall_drills"), tenant_fk("signed_by", "users"), tenant_unique("drill_id"),
    )  # fmt: skip

    drill_id: Mapped[UUID]
    signed_by: Mapped[UUID]
    signer: Mapped[str]
    statement: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    digest: Mapped[str]

    @property
    def audit_label(self) -> str:
        return self.signer
