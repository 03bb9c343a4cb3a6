"""A whole Unison of its own, thrown away afterwards: database, migrations, two companies, a real web server and worker.

Everything listens on 127.0.0.1 only, on ports nobody else uses.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic import command
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.full.processes import children
from unison_web.commands.db import configuration
from unison_web.demo.companies import found_all, system
from unison_web.kit import jobs
from unison_web.kit.db.embedded import EmbeddedServer, free_port
from unison_web.kit.db.engine import connect
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.identity.models import User
from unison_web.modules.identity.service import sessions
from unison_web.modules.identity.service.tokens import Signer
from unison_web.settings import Settings, load

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """``with Installation() as it: …``; ``it.port`` answers."""

    def __init__(self, prefix: str = "unison-full-") -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=prefix))
        self.folder.chmod(0o755)
        self.data = self.folder / "data"
        self.port = free_port()
        self.database = EmbeddedServer(self.data)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.organizations: dict[str, UUID] = {}
        self.variables: dict[str, str] = {}

    def __enter__(self) -> Installation:
        try:
            self._begin()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def _begin(self) -> None:
        self.database.start()
        (self.data / "secret_key").write_text(secrets.token_urlsafe(48), encoding="utf-8")
        self.variables = {
            "UNISON_DATA_DIR": str(self.data), "PORT": str(self.port), "UNISON_ENV": "demo", "PYTHONPATH": str(ROOT),
            "UNISON_DEMO_PASSWORD": "not a real password",
        }  # fmt: skip
        command.upgrade(configuration(self.settings), "head")
        asyncio.run(self._found())
        self.start("serve")
        self.wait()

    async def _found(self) -> None:
        await jobs.prepare(self.settings.database_url)
        async with self.engine() as engine:
            self.organizations = await found_all(engine, self.variables["UNISON_DEMO_PASSWORD"])

    @property
    def settings(self) -> Settings:
        return load(self.variables)

    @contextlib.asynccontextmanager
    async def engine(self) -> Any:
        engine = connect(self.settings.database_url, pool_size=4)
        try:
            yield engine
        finally:
            await engine.dispose()

    def start(self, what: str) -> None:
        """``serve`` or ``work``, in a process group of its own so that it can be killed whole."""
        line = [sys.executable, "-m", "unison_web", what]
        with (self.folder / f"{what}.log").open("ab") as log:
            self.running[what] = subprocess.Popen(
                line, env=os.environ | self.variables, cwd=self.folder, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self, what: str) -> None:
        """kill -9 of all its processes."""
        process = self.running.pop(what)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_database(self) -> None:
        """kill -9 of the postmaster and every backend."""
        postmaster = int((self.database.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        for pid in [postmaster, *children(postmaster)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def wait(self, path: str = "/health/ready", seconds: float = 60) -> None:
        """Until ``path`` answers 200."""
        deadline = time.monotonic() + seconds
        while not self._answers(path):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} did not answer in {seconds} s; see {self.folder}")
            time.sleep(0.05)

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def workers(self, what: str = "serve") -> tuple[int, ...]:
        """The processes behind the supervisor, which do the work."""
        main = self.running[what].pid
        return tuple(children(main)) or (main,)

    def backends(self) -> tuple[int, ...]:
        postmaster = int((self.database.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
        return (postmaster, *children(postmaster))

    async def sign_in(self, engine: AsyncEngine, account: str, slug: str = "adventure-works") -> tuple[str, str]:
        """(cookie's secret, bearer token) of a person, without the price of a password."""
        organization = self.organizations[slug]
        email = f"{account}@{slug}.example"
        async with unit_of_work(engine, system(organization)) as uow:
            user = await uow.session.scalar(select(User).where(User.email == email))
            assert user
            plant = await sessions._first_plant(uow)
            signed = sessions.open_session(uow, user, "web", timedelta(hours=8), plant=plant)
        settings = self.settings
        signer = Signer(settings.secret_key, settings.algorithm, 600)
        return signed.secret, signer.access(user, signed.session.id, plant)

    def end(self) -> None:
        for what in list(self.running):
            self.kill(what)
        with contextlib.suppress(Exception):
            self.database.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
