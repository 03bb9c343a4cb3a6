"""HTML to PDF in a child process: WeasyPrint is heavy, blocks, and must not take the worker's heartbeat with it."""

from __future__ import annotations

import asyncio
import resource
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from unison_web.kit.errors import Unavailable
from unison_web.kit.i18n import _

STATIC = Path(__file__).resolve().parents[2] / "static"
SECONDS, MEMORY = 60, 1024 * 1024 * 1024
PAGES_PER_CHILD = 50


@cache
def pdf_available() -> bool:
    """Whether Pango and its friends are installed; without them everything else works."""
    try:
        import weasyprint  # noqa: F401, PLC0415  its import loads the system libraries
    except OSError:
        return False
    return True


class Printer:
    """One child process at a time, replaced after fifty documents."""

    def __init__(self) -> None:
        self._pool = self._new_pool()

    @staticmethod
    def _new_pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limit, max_tasks_per_child=PAGES_PER_CHILD)

    async def render(self, html: str) -> bytes:
        """The document as PDF. Raises Unavailable when the libraries are missing or it takes longer than a minute."""
        loop = asyncio.get_running_loop()
        try:
            return await asyncio.wait_for(loop.run_in_executor(self._pool, _render, html), SECONDS)
        except (TimeoutError, OSError) as error:
            self.close()
            self._pool = self._new_pool()
            raise Unavailable(_("The document could not be printed")) from error

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _limit() -> None:
    """A runaway document ends itself, not the machine."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = 4 * MEMORY if hard == resource.RLIM_INFINITY else min(4 * MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS * PAGES_PER_CHILD, resource.RLIM_INFINITY))
    del soft


def _render(html: str) -> bytes:
    import weasyprint  # noqa: PLC0415  two seconds of import, only in the child

    document = weasyprint.HTML(string=html, base_url=str(STATIC / "css") + "/", url_fetcher=_own_files_only)
    return bytes(document.write_pdf())


def _own_files_only(url: str, *args: Any, **kwargs: Any) -> Any:
    """Fonts and pictures from our own static folder, and data: URLs. A document never reaches the network."""
    from weasyprint import default_url_fetcher  # noqa: PLC0415

    inside = url.startswith("file://") and Path(url.removeprefix("file://")).resolve().is_relative_to(STATIC)
    if url.startswith("data:") or inside:
        return default_url_fetcher(url, *args, **kwargs)
    raise ValueError("documents load nothing from elsewhere")
