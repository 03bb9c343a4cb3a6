"""The demo's own people work in a process of their own, which knows all that web and worker know."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from unison_web.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
#: Without a plant it ends at once, and has learned by then what there is to choose.
SCRIPT = """
import asyncio, sys
from unison_web.demo import simulator
from unison_web.kit import preferences
async def nobody(engine, dice):
    return []
simulator.worlds_of = nobody
asyncio.run(simulator.run(sys.argv[1]))
print(len(preferences.every()), preferences.NOTHING.number("work_orders.tolerance_percent", None))
"""


def test_a_process_of_its_own_knows_every_setting(settings: Settings) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, settings.database_url],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-500:]
    count, percent = told.stdout.split()
    assert int(count) > 3
    assert int(percent) == 5
