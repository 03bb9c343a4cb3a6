"""Made-up data for the living pattern page: every macro in every state, in development only.

The page is the contract between whoever draws a component and whoever uses it; axe and the screenshots run over it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from unison_web.kit import clock
from unison_web.kit.web.states import LOOKS

ICONS = Path(__file__).parents[3] / "static" / "icons.txt"


class PatternPage(msgspec.Struct):
    states: list[str]
    icons: list[str]
    columns: list[Any]
    orders: list[Any]
    tabs: list[Any]
    chips: list[Any]
    steps: list[Any]
    history: list[Any]
    hours: list[Any]
    stops: list[Any]
    tiles: list[Any]
    tree: list[Any]
    reasons: list[Any]
    people: list[Any]
    fields: list[Any]
    until: str


def pattern_page() -> PatternPage:
    now = datetime(2026, 11, 24, 22, 3, tzinfo=UTC)
    return PatternPage(
        states=list(LOOKS),
        icons=ICONS.read_text(encoding="utf-8").split() if ICONS.exists() else [],
        columns=_columns(),
        orders=_orders(),
        tabs=[
            _n(label=a, href=f"#{a}", count=b, current=a == "Late")
            for a, b in (("All", 1284), ("Running", 61), ("Late", 37))
        ],
        chips=[_n(label=label, href="#chips") for label in ("Open", "Plant: Bothell", "Due before 30 Nov")],
        steps=_steps(),
        history=_history(now),
        hours=_hours(),
        stops=[
            _n(label=a, value=b) for a, b in (("Wire", 42), ("Jig", 31), ("No parts", 18), ("Gauge", 9), ("Other", 6))
        ],
        tiles=_tiles(),
        tree=_tree(),
        reasons=_reasons(),
        people=[
            _n(name="Ana Ruiz", session_id="1", acting=True, actor_token="a"),  # noqa: S106
            _n(name="Ravi Menon", session_id="2", acting=False, actor_token="b"),  # noqa: S106
        ],
        fields=_fields(),
        until=(clock.now() + timedelta(hours=1)).isoformat(),
    )


def _n(**values: Any) -> Any:
    return SimpleNamespace(**values)


def _columns() -> list[Any]:
    return [
        _n(label="Order", href="#list"),
        _n(label="Item", href="#list"),
        _n(label="Progress"),
        _n(label="State"),
        _n(label="Due", href="#list", sort="ascending", num=True),
        _n(label="Forecast"),
    ]


def _orders() -> list[Any]:
    rows = (
        ("WO-10465", "HL Road Frame - Red, 62", "FR-R92R-62", 44, 60, "released", "Wed 18 Nov", "6 d late"),
        ("WO-10441", "Mountain-100 Black, 38", "BK-M82B-38", 12, 25, "on_hold", "Thu 19 Nov", "4 d 6 h late"),
        ("WO-10482", "HL Touring Frame - Blue, 54", "FR-T98U-54", 38, 120, "in_progress", "Mon 23 Nov", ""),
        ("WO-10503", "LL Touring Frame - Blue, 50", "FR-T67U-50", 0, 100, "setup", "Wed 25 Nov", ""),
    )
    names = ("number", "item", "code", "done", "quantity", "state", "due", "late")
    return [_n(**dict(zip(names, row, strict=True))) for row in rows]


def _steps() -> list[Any]:
    return [
        _n(
            label="10 Frame Forming",
            state="done",
            href="#steps",
            value=120,
            total=120,
            note="19 Nov 07:12 to 20 Nov 10:40",
        ),
        _n(
            label="20 Frame Welding",
            state="running",
            href="#steps",
            value=38,
            total=120,
            note="WELD-1, 22.4 per hour",
            current=True,
        ),
        _n(label="30 Debur and Polish", state="pending", href="#steps", value=0, total=120, note="today 15:20"),
        _n(label="45 Specialized Paint", state="blocked", href="#steps", value=0, total=120, note="Paint - Blue short"),
    ]


def _history(now: datetime) -> list[Any]:
    return [
        _n(
            at=now,
            who="Paul Okafor",
            text="Due date moved",
            note="paint delivery",
            changes=[("Due", "20 Nov", "23 Nov")],
        ),
        _n(at=now - timedelta(hours=3), who="Sofia Lindqvist", text="Reversed report of 2 good", note="", changes=[]),
        _n(
            at=now - timedelta(days=1),
            who="System",
            text="Shortage found: Paint - Blue, 316 oz",
            note="",
            changes=[("Lot", None, "B-2207")],
        ),
    ]


def _hours() -> list[Any]:
    rows = (
        ("07", 58, 55, ""),
        ("08", 63, 60, ""),
        ("09", 62, 60, ""),
        ("10", 59, 60, ""),
        ("11", 64, 60, ""),
        ("12", 44, 45, ""),
        ("13", 38, 60, "−22"),
        ("14", 3, 3, ""),
    )
    return [_n(label=a, value=b, plan=c, miss=d) for a, b, c, d in rows]


def _tiles() -> list[Any]:
    running = [
        ("WELD-1", "running", "HL Touring Frame - Blue, 54", "WO-10482", 38, 120, "Ana Ruiz"),
        ("FORM-3", "setup", "LL Touring Frame - Blue, 50", "WO-10503", 0, 100, "Grace Mbeki"),
    ]
    names = ("code", "state", "item", "order", "value", "total", "who")
    tiles = [_n(**dict(zip(names, row, strict=True)), big=str(row[4]), of=f"of {row[5]}") for row in running]
    standing = [
        (
            "FORM-2",
            "down",
            "No pressure at Forming Tool FT-15",
            "Jonas Weber is there in 5 min",
            "14 min",
            "since 13:49",
        ),
        ("PAINT-2", "waiting", "Paint - Red: 96 oz short", "Lena Novak: truck at 14:30", "24 min", "since 13:39"),
    ]
    tiles += [_n(code=a, state=b, why=c, who=d, big=e, note=f) for a, b, c, d, e, f in standing]
    item = "Next: HL Road Front Wheel, WO-10497"
    tiles.append(_n(code="SUB-2", state="idle", item=item, big="15:10", of="next", who="Planned, no crew needed"))
    tiles.append(_n(code="OLD-1", state="unknown", item="No signal since 11:02", big="", who=""))
    for tile in tiles:
        tile.href = "#tiles"
    return tiles


def _tree() -> list[Any]:
    rows = (
        (1, "HL Road Frame - Red, 62", True, "FR-R92R-62", "1", "EA", "", False),
        (2, "Chain Stays", False, "CS-2812", "2", "EA", "rev 1", False),
        (2, "Paint - Red", False, "PA-361R", "9", "OZ", "", True),
        (2, "HL Fork", True, "FK-9939", "1", "EA", "", False),
        (3, "Blade", True, "BL-2036", "2", "EA", "", False),
        (4, "Metal Sheet 5", False, "MS-2341", "1", "EA", "", False),
    )
    names = ("level", "label", "parent", "number", "quantity", "unit", "note", "ended")
    return [_n(**dict(zip(names, row, strict=True))) for row in rows]


def _reasons() -> list[Any]:
    rows = (
        ("gouge", "Gouge in metal", "slice"),
        ("stress", "Stress test failed", "activity-heartbeat"),
        ("handling", "Handling damage", "hand-grab"),
        ("drill", "Drill pattern incorrect", "grid-dots"),
    )
    return [_n(key=a, label=b, icon=c) for a, b, c in rows]


def _fields() -> list[Any]:
    """Stand-ins for the fields of a bound form: the same attributes, every kind, two with errors."""

    def field(name: str, label: str, kind: str, value: str = "", **more: Any) -> Any:
        rest = {"hint": "", "error": "", "optional": False, "options": [], "attrs": {}}
        return _n(name=name, label=label, kind=kind, value=value, **(rest | more))

    return [
        field(
            "material",
            "Material",
            "combobox",
            "1",
            text="FR-T98U-54",
            url="/_patterns/options",
            hint="Type a number or a name",
        ),
        field("quantity", "Quantity", "decimal", "0", unit="pcs", error="Must be above zero"),
        field("due", "Due", "date", "2026-11-23"),
        field("priority", "Priority", "select", "2", options=[("1", "1, first"), ("2", "2"), ("3", "3")]),
        field("note", "Note for the floor", "textarea", "Weld joint 3 last.", optional=True),
        field("rush", "Print the traveler on release", "checkbox", "true", hint="One page for each operation"),
        field(
            "password",
            "Password",
            "password",
            attrs={"autocomplete": "new-password"},
            error="At least 15 characters, or 8 with a second factor",
        ),
        field("email", "E-mail", "email", "paul@adventure-works.example", optional=True),
    ]
