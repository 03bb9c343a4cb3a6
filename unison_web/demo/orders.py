"""The orders of both demo companies: what is late, what runs where, what is done."""

from __future__ import annotations

import random

from unison_web.demo.story import Line

#: Running now: (material, quantity, days to due, operations done, share of the next, machine)
RUNNING = (
    ("FR-T98Y-60", 100, 1.2, 0, 0.62, "FORM-1"),
    ("FR-T98U-54", 120, -0.1, 1, 0.32, "WELD-1"),
    ("FR-R92R-62", 60, 0.8, 1, 0.85, "WELD-2"),
    ("FR-M94S-42", 80, 2.1, 1, 0.21, "WELD-3"),
    ("FR-T98Y-54", 100, 1.6, 2, 0.88, "DEBUR-1"),
    ("FR-M94B-38", 60, 1.0, 3, 0.6, "PAINT-1"),
    ("FW-R820", 200, 0.9, 0, 0.7, "SUB-1"),
    ("BK-R93R-62", 25, 0.4, 0, 0.68, "FINAL-1"),
    ("BK-T79U-54", 20, 0.6, 0, 0.45, "FINAL-2"),
)
WAITING = (
    ("FR-R92R-58", 40, -4.2, 3, "PAINT-2"),
    ("FR-T67U-50", 100, 3.0, 0, "FORM-3"),
    ("FR-M94S-38", 60, 2.5, 0, "FORM-2"),
)
RELEASED = (
    ("FW-R762", 120, 1.4),
    ("RW-M928", 90, 2.2),
    ("BK-M82B-38", 15, 2.8),
    ("FR-R92B-58", 50, 3.6),
    ("HB-R956", 150, 2.0),
)
PLANNED = (
    ("BK-R93R-44", 20, 5.0),
    ("BK-R93R-48", 20, 6.0),
    ("BK-M82S-42", 25, 7.0),
    ("FR-T98U-60", 80, 5.5),
    ("FR-M94B-42", 60, 6.5),
    ("FK-9939", 120, 4.0),
    ("RW-R820", 200, 4.4),
    ("BK-T79U-60", 20, 8.0),
)
PAST = (
    "FR-T98U-54",
    "FR-R92R-62",
    "FR-M94B-38",
    "FW-R820",
    "RW-M928",
    "BK-R93R-62",
    "BK-M82B-38",
    "FR-T98Y-60",
    "HB-R956",
    "FK-9939",
)
GEARS_PAST = ("GR-204", "GR-364", "SH-120", "SH-160", "GB-2")


def adventure_works(dice: random.Random) -> list[Line]:
    """Oldest first: two weeks of finished orders, then what is open today."""
    numbers = iter(range(43659, 43800))

    def customer() -> str:
        return f"SO-{next(numbers)}"

    past = [
        Line(
            dice.choice(PAST),
            dice.choice((20, 25, 40, 50, 60)),
            -14 + day * 0.55,
            customer(),
            state="closed" if day < 18 else "completed",
        )
        for day in range(24)
    ]
    held = Line("BK-M82B-42", 25, -1.2, customer(), done=0, share=0.5, priority=1, state="on_hold", machine="FINAL-1")
    running = [
        Line(m, q, due, customer(), done=done, share=share, machine=at, priority=2)
        for m, q, due, done, share, at in RUNNING
    ]
    waiting = [
        Line(m, q, due, customer(), done=done, share=0.0, machine=at, priority=2) for m, q, due, done, at in WAITING
    ]
    released = [Line(m, q, due, customer()) for m, q, due in RELEASED]
    planned = [Line(m, q, due, customer(), state="planned", priority=4) for m, q, due in PLANNED]
    return [*past, held, *waiting, *running, *released, *planned]


def kestrel(dice: random.Random) -> list[Line]:
    past = [
        Line(dice.choice(GEARS_PAST), dice.choice((10, 20, 30)), -9 + day, f"K-{2200 + day}", state="closed")
        for day in range(8)
    ]
    running = [
        Line("GR-204", 60, 0.7, "K-2301", done=2, share=0.4, machine="HOB-1"),
        Line("GR-364", 60, 1.1, "K-2301", done=1, share=0.7, machine="TURN-1"),
        Line("SH-120", 60, -0.6, "K-2302", done=2, share=0.3, machine="GRIND-1"),
        Line("GB-2", 12, 0.5, "K-2303", share=0.5, machine="ASM-1"),
    ]
    return [*past, *running, Line("SH-160", 60, 2, "K-2302"), Line("GB-2", 12, 4, "K-2310", state="planned")]
