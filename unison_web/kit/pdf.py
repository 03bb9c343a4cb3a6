"""HTML to PDF in a child process: WeasyPrint is heavy, blocks, and must not take the worker's heartbeat with it."""

from __future__ import annotations

import asyncio
import resource
import signal
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from unison_web.kit.errors import Unavailable
from unison_web.kit.i18n import _

STATIC = Path(__file__).resolve().parents[2] / "static"
SECONDS = 60
ADDRESSES = 4 * 1024**3  # address space, of which libraries map a good part
PAGES_PER_CHILD = 50


@cache
def pdf_available() -> bool:
    """Whether Pango and its friends are installed; without them everything else works."""
    try:
        import weasyprint  # noqa: F401  its import loads the system libraries
    except OSError:
        return False
    return True


class Printer:
    """One child process, one document at a time, a new child after fifty.

    The pool's own ``max_tasks_per_child`` is not used: with several waiting, it forgets to start the next child.
    """

    def __init__(self) -> None:
        self._pool, self._made, self._turn = self._new_pool(), 0, asyncio.Lock()

    @staticmethod
    def _new_pool() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_limit)

    async def render(self, html: str) -> bytes:
        """The document as PDF. Raises Unavailable when the libraries are missing, it takes longer than a minute, or
        its child was killed."""
        async with self._turn:
            if self._made == PAGES_PER_CHILD:
                self._renew()
            self._made += 1
            loop = asyncio.get_running_loop()
            try:
                return await asyncio.wait_for(loop.run_in_executor(self._pool, _render, html), SECONDS)
            except (TimeoutError, OSError, BrokenExecutor) as error:
                self._renew()
                raise Unavailable(_("The document could not be printed")) from error

    def _renew(self) -> None:
        self.close()
        self._pool, self._made = self._new_pool(), 0

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _limit() -> None:
    """A runaway document ends itself, not the machine."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = ADDRESSES if hard == resource.RLIM_INFINITY else min(ADDRESSES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _render(html: str) -> bytes:
    """In the child, which ends when it takes too long: nobody waits for it any more."""
    signal.alarm(SECONDS)
    try:
        return _document(html)
    finally:
        signal.alarm(0)


def _document(html: str) -> bytes:
    import weasyprint
    from weasyprint.urls import URLFetcher

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
        """Fonts and pictures from our own static folder, and data: URLs. A document never reaches the network."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if not is_ours(url):
                raise ValueError("documents load nothing from elsewhere")
            return super().fetch(url, headers)

    document = weasyprint.HTML(string=html, base_url=(STATIC / "css").as_uri() + "/", url_fetcher=OwnFilesOnly())
    return bytes(document.write_pdf())


def is_ours(url: str) -> bool:
    """A data: URL, or a file inside the static folder, symbolic links and ``..`` resolved."""
    if url.startswith("data:"):
        return True
    return url.startswith("file://") and Path(unquote(urlsplit(url).path)).resolve().is_relative_to(STATIC)
