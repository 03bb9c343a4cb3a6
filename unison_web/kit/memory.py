"""How a long-lived process looks for circles of objects nobody needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def seldom() -> None:
    """What is there at the start stays, and a job or a page makes rows by the thousand: to look among them after every
    700 takes a third of a large import and half of a large structure."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks while rows by the hundred thousand become objects that all stay: nothing of them can be garbage, and
    to look costs a third of making them. Never around an ``await``, where others would go without."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
