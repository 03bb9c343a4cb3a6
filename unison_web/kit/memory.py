"""How a long-lived process looks for circles of objects nobody needs."""

from __future__ import annotations

import gc


def seldom() -> None:
    """What is there at the start stays, and a job or a page makes rows by the thousand: to look among them after every
    700 takes a third of a large import and half of a large structure."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
