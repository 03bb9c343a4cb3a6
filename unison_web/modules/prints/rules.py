"""What can be printed."""

from __future__ import annotations

from unison_web.kit.permissions import Permission

KINDS = ("traveler", "label", "badges", "report", "tracing", "delivery_note", "packing_list", "pick_list")
STATES = ("queued", "ready", "failed")


class Prints(Permission):
    READ = "prints:read"
    CREATE = "prints:create"
