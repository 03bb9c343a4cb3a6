"""Who may read the trail."""

from __future__ import annotations

from unison_web.kit.permissions import Permission


class Audit(Permission):
    READ = "audit:read"
