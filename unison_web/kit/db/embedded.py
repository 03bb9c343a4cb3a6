"""The PostgreSQL that comes along: made, started and stopped inside the data folder, so that one command is enough.

`<data>/postgres` is the cluster and `<data>/postgres.json` what is known about it. Each step leaves something the next
start can finish, so a kill at any moment costs nothing. `cluster.py` makes the files; this runs them.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from unison_web.kit.db import cluster, ranking, roles
from unison_web.kit.db.apply_roles import apply_roles
from unison_web.kit.db.programs import Account, Programs, account_for, locate, reachable
from unison_web.kit.db.server_file import DATABASE, ServerFile
from unison_web.kit.trouble import Exit, Trouble

CONFIGURATION = """\
# written by unison-web at every start; your own settings go into postgresql.conf, below the line that includes this
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 100
shared_buffers = '128MB'
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = '1d'
"""


class EmbeddedServer:
    """One server over one data folder. `start()` makes what is missing and may be called again."""

    def __init__(
        self,
        data_dir: Path,
        port: int | None = None,
        programs: Path | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.data_dir = data_dir.absolute()
        self.pinned_port = port
        self.say = say
        self._wanted = programs
        self._file = ServerFile(self.data_dir)

    def url(self, role: str, database: str = DATABASE) -> str:
        """Connection string of admin, owner, app or backup."""
        return self._file.read().url(role, database)

    @property
    def folder(self) -> Path:
        """Where the data are: `<data>/postgres` may be a link, see cluster.place."""
        return (self.data_dir / "postgres").resolve()

    def start(self) -> None:
        """Running afterwards, with roles and database. Raises Trouble."""
        cluster.open_data_folder(self.data_dir)
        account = account_for(self.folder)
        exists = cluster.check_whole(self.data_dir, self._file)
        found = locate(self._wanted)
        if exists:
            cluster.check_version(self.folder, found)
        else:
            place = cluster.place(self.data_dir, account, self.say)
            cluster.make(place, reachable(found, account, place), account, self._first_memory())
            self._link(place)
            self.say(f"made a PostgreSQL {found.version} in {self.folder}")
        if not (self._process() and self._answers(within=60)):
            self._launch(reachable(found, account, self.folder.parent), account)
        self._apply_roles()
        ranking.allow(self.url("admin"))

    def stop(self) -> None:
        """Ends connections and stops, at the latest after 9 s; quiet when nothing runs."""
        if not self._process():
            return
        account = account_for(self.folder)
        programs = reachable(locate(self._wanted), account, self.folder.parent)
        for mode, seconds in (("fast", "6"), ("immediate", "3")):
            command = [programs / "pg_ctl", "-D", str(self.folder), "-w", "-t", seconds, "-m", mode, "stop"]
            if subprocess.run(command, **account.run, capture_output=True).returncode == 0:
                return

    def is_running(self) -> bool:
        return bool(self._process()) and self._answers(within=0)

    def _first_memory(self) -> str:
        """Passwords first: should we be killed after making the cluster, they are known. Returns the admin's."""
        if not self._file.exists():
            self._file.write(cluster.new_memory(self.pinned_port or free_port()))
        return self._file.change(roles="").passwords["admin"]

    def _link(self, place: Path) -> None:
        if place != self.data_dir:
            (self.data_dir / "postgres").symlink_to(place / "postgres")

    def has_process(self) -> bool:
        """Cheap enough to ask twice a second."""
        return self._process() is not None

    def _process(self) -> int | None:
        """Process id that the server wrote down, if such a process lives."""
        file = self.folder / "postmaster.pid"
        try:
            pid = int(file.read_text(encoding="utf-8").splitlines()[0])
            os.kill(pid, 0)
            if is_dead_but_there(pid):
                file.unlink()  # PostgreSQL would take it for a server that runs
                return None
        except PermissionError:
            return pid
        except (OSError, ValueError, IndexError):
            return None
        return pid

    def _answers(self, within: float) -> bool:
        """Our own server and nobody else's: SCRAM proves the server to us, too."""
        deadline = time.monotonic() + within
        while True:
            try:
                psycopg.connect(self.url("admin", "postgres"), connect_timeout=2).close()
            except psycopg.OperationalError as error:
                if time.monotonic() >= deadline or "starting up" not in str(error):
                    return False
                time.sleep(0.1)
            else:
                return True

    def _launch(self, programs: Programs, account: Account) -> None:
        log, extended = self.folder / "start.log", ranking.bring(self.folder.parent, programs)
        for patience in range(20):
            port = self._port()
            account.write(self.folder / "unison.conf", CONFIGURATION.format(port=port) + extended)
            log.unlink(missing_ok=True)
            command = [programs / "pg_ctl", "-D", str(self.folder), "-l", str(log), "-w", "-t", "60", "start"]
            if subprocess.run(command, **account.run, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0:
                return
            # after kill -9 the server and its helpers take a moment to go; a free port may be taken before we have it.
            # Asked of this start alone: the server's own log is full of clients that came too early.
            passing = ("shared memory block", "Address already in use", "postmaster.pid")
            if patience == 19 or not any(trouble in read(log) for trouble in passing):
                break
            time.sleep(0.5)
        why = self._last_words(log)
        raise Trouble("The database does not start", why, f"read {log} and {self.folder}/log", Exit.DATABASE)

    def _port(self) -> int:
        """The pinned port, else the one of last time, else another: only this machine's own commands use it."""
        remembered = self._file.read().port
        port = self.pinned_port or remembered
        if not is_free(port):
            if self.pinned_port:
                raise Trouble(
                    f"Port {port} for the database is taken",
                    why="another program listens there, and UNISON_PG_PORT asks for exactly this port",
                    next="leave UNISON_PG_PORT away, or choose another",
                    code=Exit.PORT_TAKEN,
                )
            port = free_port()
            self.say(f"port {remembered} is taken by another program: the database moves to {port}")
        if port != remembered:
            self._file.change(port=port)
        return port

    def _last_words(self, log: Path) -> str:
        """What this start said, else the end of the server's log, without those who only came too early."""
        newest = max((self.folder / "log").glob("*.log"), key=lambda p: p.stat().st_mtime, default=log)
        for lines in (read(log).splitlines(), read(newest).splitlines()):
            bad = [line for line in lines if "FATAL" in line or "HINT" in line or "error" in line]
            if worst := [line for line in bad if "accepting connections" not in line and "starting up" not in line]:
                return " | ".join(worst[-4:])
        return " | ".join((read(log) + read(newest)).splitlines()[-4:])

    def _apply_roles(self) -> None:
        """Roles, database and grants, when this version of the program has others than were applied."""
        remembered = self._file.read()
        wanted = [*roles.role_statements(remembered.passwords), *roles.database_statements()]
        fingerprint = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
        if remembered.roles == fingerprint:
            return
        apply_roles(remembered.url("admin", "postgres"), remembered.passwords)
        self._file.change(roles=fingerprint)


def read(log: Path) -> str:
    try:
        return log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def is_dead_but_there(pid: int) -> bool:
    """Killed, and its parent has not looked: ourselves as process 1 of a container, or a process 1 that never looks."""
    with contextlib.suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    return False


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
