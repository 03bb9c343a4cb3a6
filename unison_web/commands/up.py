"""Everything at once: database, migrations, the demo, web server and worker; and all of it down again.

The order is that of the text below. Children end with this process, also when it is killed; the database goes on then,
and the next start takes it over.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib.util
import json
import os
import secrets
import signal
import ssl
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from unison_web.commands.children import Child, run_once, stop_all
from unison_web.commands.serve import refuse_taken_port
from unison_web.commands.welcome import facts, qr, say_facts
from unison_web.kit.db.cluster import open_data_folder
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.kit.local_tls import Certificates, certificates, local_addresses
from unison_web.kit.trouble import Exit, Trouble
from unison_web.settings import Settings, get_settings

FIRST_ANSWER, LAST_ANSWER = 60.0, 10.0  # with the database's nine, everything is down within 20 seconds


@click.command()
@click.option(
    "--tls", is_flag=True, help="HTTPS for tablets on the local network, from a certificate authority of our own."
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON on standard output when it runs, for scripts.")
@click.option("--loud", is_flag=True, help="Logs on the terminal instead of in the data folder.")
def up(tls: bool, as_json: bool, loud: bool) -> None:
    """Start everything, print where it is and who can sign in, stop everything on Ctrl-C."""
    Up(as_json=as_json, loud=loud).run(tls=tls)


class Up:
    """One run of the command."""

    def __init__(self, *, as_json: bool, loud: bool) -> None:
        self.as_json, self.loud = as_json, loud
        self.started = time.monotonic()
        self.stop = threading.Event()
        self.environment: dict[str, str] = {}
        self.notes: list[str] = []
        self.settings = get_settings()

    def run(self, *, tls: bool) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        data_dir = self.settings.data_dir.absolute()
        open_data_folder(data_dir)
        with only_one(data_dir), contextlib.ExitStack() as later:
            self._keep_secret(data_dir)
            self._set(UNISON_DATA_DIR=str(data_dir))
            if tls:
                self._speak_tls(certificates(data_dir / "tls"))
            self._wait_for_port()
            database = self._database()
            if database:
                later.callback(database.stop)
            self._migrate_and_seed()
            if not self.stop.is_set():
                self._children_run(data_dir, database, later)
            self.say("stopping ...")

    def _children_run(self, data_dir: Path, database: EmbeddedServer | None, later: contextlib.ExitStack) -> None:
        children = self._children(data_dir)
        later.callback(stop_all, children, LAST_ANSWER)
        for child in children:
            child.start()
        self._wait_for_answer(children[0])
        if not self.stop.is_set():
            self._welcome(children)
        self._supervise(children, database)

    def say(self, text: str) -> None:
        click.echo(f"  {text}", err=self.as_json)

    def _set(self, **variables: str) -> None:
        """For this process and those it starts."""
        self.environment |= variables
        os.environ.update(variables)
        get_settings.cache_clear()
        self.settings = get_settings()

    def _asked_to_stop(self, *_: object) -> None:
        self.stop.set()

    def _keep_secret(self, data_dir: Path) -> None:
        file = data_dir / "secret_key"
        if not self.settings.is_production and not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
                out.write(secrets.token_urlsafe(48))

    def _speak_tls(self, files: Certificates) -> None:
        self._set(UNISON_TLS_CERT=str(files.certificate), UNISON_TLS_KEY=str(files.key))
        if "HOST" not in os.environ:
            self._set(HOST="0.0.0.0")  # noqa: S104 - the tablets come from outside
        if not self.settings.public_url_setting:
            self._set(PUBLIC_URL=f"https://{local_addresses()[0]}:{self.settings.port}")
        self.notes.append(f"trust    {files.authority}  (each tablet once; also {self.settings.public_url}/ca.crt)")

    def _wait_for_port(self) -> None:
        """What a killed run left behind needs a moment to go."""
        for patience in range(8):
            try:
                return refuse_taken_port(self.settings)
            except Trouble:
                if patience == 7:
                    raise
                time.sleep(0.25)
        return None

    def _database(self) -> EmbeddedServer | None:
        if not self.settings.embedded:
            return None
        settings = self.settings
        server = EmbeddedServer(settings.data_dir, settings.embedded_port, settings.embedded_programs, self.say)
        server.start()
        return server

    def _migrate_and_seed(self) -> None:
        try:
            run_once("db upgrade", self.environment, "The database could not be brought up to date")
            if self.settings.is_demo and importlib.util.find_spec("unison_web.demo.seed"):
                run_once("seed", self.environment, "The demo could not be made")
        except Trouble:
            if not self.stop.is_set():  # Ctrl-C reaches them, too
                raise

    def _children(self, data_dir: Path) -> list[Child]:
        logs = data_dir / "log"
        logs.mkdir(exist_ok=True, mode=0o700)
        found = [Child("web", "serve", logs / "web.log", self.environment, loud=self.loud)]
        if importlib.util.find_spec("unison_web.worker"):
            found.append(Child("worker", "work", logs / "worker.log", self.environment, loud=self.loud))
        if importlib.util.find_spec("unison_web.collector"):
            found.append(Child("collector", "collect", logs / "collector.log", self.environment, loud=self.loud))
        if self.settings.is_demo:
            found.append(Child("simulator", "simulate", logs / "simulator.log", self.environment, loud=self.loud))
        return found

    def _wait_for_answer(self, web: Child) -> None:
        deadline = time.monotonic() + FIRST_ANSWER
        while not self.stop.is_set() and not answers(self.settings):
            if not web.alive or time.monotonic() > deadline:
                reason = "it ended at once" if not web.alive else f"it gave no answer for {FIRST_ANSWER:.0f} s"
                raise Trouble("The web server does not start", f"{reason}:\n        {web.last_words()}",
                              f"read {web.log}, or: unison-web serve", Exit.UNHEALTHY)  # fmt: skip
            self.stop.wait(0.05)

    def _welcome(self, children: list[Child]) -> None:
        found = facts(self.settings, {"up": os.getpid(), **{child.name: child.pid for child in children}})
        if self.as_json:
            click.echo(json.dumps(found))
            return
        say_facts(found, seconds=time.monotonic() - self.started, notes=self.notes)
        if self.settings.tls:
            click.echo(qr(found["urls"]["floor"]))

    def _supervise(self, children: list[Child], database: EmbeddedServer | None) -> None:
        while not self.stop.wait(0.5):
            if database and not database.has_process():
                self.say("the database ended; starting it again")
                with contextlib.suppress(Trouble):
                    database.start()
            for child in children:
                child.look_after(self.say)


@contextlib.contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Two at once over the same data would stop each other's database."""
    with (data_dir / "up.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Trouble(
                "Unison is running already",
                why=f"process {file.read().strip() or '(unknown)'} uses {data_dir}",
                next=f"stop it with Ctrl-C there, or choose another folder: UNISON_DATA_DIR={data_dir}-2 unison-web up",
                code=Exit.PORT_TAKEN,
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def answers(settings: Settings) -> bool:
    """Any answer of ours counts: a page that fails is the page's business."""
    scheme = "https" if settings.tls else "http"
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "localhost") else settings.host  # noqa: S104
    unchecked = ssl._create_unverified_context() if settings.tls else None  # noqa: S323 - our own, on this machine
    try:
        with urllib.request.urlopen(f"{scheme}://{host}:{settings.port}/health/live", timeout=5, context=unchecked):  # noqa: S310
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
