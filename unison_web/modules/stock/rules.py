"""Who may look at stock."""

from __future__ import annotations

from unison_web.kit.permissions import Permission


class Stock(Permission):
    READ = "stock:read"
