"""What may be asked for."""

from __future__ import annotations

from typing import Literal

from unison_web.kit.permissions import Permission

Stretch = Literal["shift", "day", "week"]
STRETCHES = ("shift", "day", "week")
#: How many days, weeks or shifts a trend looks back.
TREND = {"shift": 9, "day": 14, "week": 8}
KINDS = ("oee", "shift")


class Reporting(Permission):
    READ = "reporting:read"
