"""What the database refused. SQLSTATE 42501 means a statement tried to cross a company's border: count and log it."""

from __future__ import annotations

import logging
from typing import Any

from unison_web.kit.web import metrics

security_log = logging.getLogger("unison.security")


def refused_statement(request: Any, error: Exception) -> None:
    """Write the refusal to the security log; ``/health/metrics`` shows the counter."""
    metrics.refused_statements.inc()
    actor = request.scope.get("user")
    security_log.error(
        "statement refused by row-level security",
        extra={
            "path": request.scope["path"],
            "user_id": str(actor.user_id) if actor else None,
            "organization_id": str(actor.organization_id) if actor else None,
            "statement": str(getattr(error, "statement", "") or "")[:500],
        },
    )
