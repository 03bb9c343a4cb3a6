"""The child that prints: replaced when it is worn out, replaced when it was killed."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from unison_web.kit import pdf
from unison_web.kit.errors import Unavailable

pytestmark = pytest.mark.skipif(not pdf.pdf_available(), reason="run: python bin/system.py pango")


@pytest.fixture
def printer() -> Iterator[pdf.Printer]:
    one = pdf.Printer()
    yield one
    one._pool.shutdown(wait=True)


async def child(printer: pdf.Printer) -> int:
    return await asyncio.get_running_loop().run_in_executor(printer._pool, os.getpid)


async def test_a_new_child_takes_over_while_others_wait(printer: pdf.Printer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "PAGES_PER_CHILD", 2)
    first = await child(printer)
    async with asyncio.timeout(30):
        papers = await asyncio.gather(*(printer.render(f"<p>{number}</p>") for number in range(5)))
    assert [paper[:5] for paper in papers] == [b"%PDF-"] * 5
    assert await child(printer) != first


async def test_a_killed_child_is_replaced(printer: pdf.Printer):
    os.kill(await child(printer), signal.SIGKILL)
    with pytest.raises(Unavailable):
        await printer.render("<p>lost</p>")
    assert (await printer.render("<p>found</p>"))[:5] == b"%PDF-"
