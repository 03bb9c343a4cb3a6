"""The other side of a wire, real: a Mosquitto broker, an OPC UA server, an MTConnect agent that does as it is told."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from asyncua import Server

MOSQUITTO = shutil.which("mosquitto") or ("/usr/sbin/mosquitto" if Path("/usr/sbin/mosquitto").exists() else "")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Broker:
    """A broker that can be stopped and started again in its folder; it keeps its sessions."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    encrypted: bool = False

    @property
    def url(self) -> str:
        return f"{'mqtts://localhost' if self.encrypted else 'mqtt://127.0.0.1'}:{self.port}"

    def start(self, *more: str) -> None:
        lines = [f"listener {self.port} 127.0.0.1", "allow_anonymous true", "persistence true",
                 f"persistence_location {self.folder}/", "user root", *more]  # fmt: skip
        config = self.folder / "mosquitto.conf"
        config.write_text("\n".join(lines), encoding="utf-8")
        self.process = subprocess.Popen(
            [MOSQUITTO, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _patience in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError("the broker does not start")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(10)


@contextlib.contextmanager
def mosquitto(folder: Path) -> Iterator[Broker]:
    if not MOSQUITTO:
        pytest.skip("there is no mosquitto here: python bin/system.py mosquitto")
    broker = Broker(folder)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()


@contextlib.asynccontextmanager
async def opcua(port: int) -> AsyncIterator[tuple[Server, dict[str, object]]]:
    """A server with a press: a state, a counter, a temperature."""
    server = Server()
    await server.init()
    server.set_endpoint(f"opc.tcp://127.0.0.1:{port}")
    place = await server.register_namespace("urn:press")
    press = await server.nodes.objects.add_object(place, "Press")
    nodes = {
        name: await press.add_variable(f"ns={place};s=Press.{name}", name, value)
        for name, value in (("State", 0), ("Good", 100), ("Heat", 20.5))
    }
    async with server:
        yield server, nodes


@dataclass
class Agent:
    """An MTConnect agent with a buffer of ``size`` observations, as the standard has them."""

    instance: int = 1
    size: int = 50
    seen: list[tuple[int, str, str, str]] = field(default_factory=list)
    following: int = 1
    asked: list[str] = field(default_factory=list)

    def observe(self, item: str, text: str, at: str) -> None:
        self.seen.append((self.following, item, text, at))
        self.following += 1

    @property
    def first(self) -> int:
        return max(1, self.following - self.size)

    def answer(self, path: str) -> bytes:
        self.asked.append(path)
        parts, query = urlsplit(path), parse_qs(urlsplit(path).query)
        if parts.path.endswith("/current"):
            newest = {item: each for each in self.seen for item in [each[1]]}
            return self._document(list(newest.values()), self.following)
        start, count = int(query["from"][0]), int(query["count"][0])
        if start < self.first or start > self.following:
            return b'<MTConnectError><Errors><Error errorCode="OUT_OF_RANGE">gone</Error></Errors></MTConnectError>'
        found = [each for each in self.seen if start <= each[0] < start + count]
        return self._document(found, min(start + count, self.following))

    def _document(self, found: list[tuple[int, str, str, str]], following: int) -> bytes:
        items = "".join(
            f'<Event dataItemId="{item}" timestamp="{at}" sequence="{n}">{text}</Event>' for n, item, text, at in found
        )
        return (
            f'<MTConnectStreams><Header instanceId="{self.instance}" firstSequence="{self.first}" '
            f'nextSequence="{following}" bufferSize="{self.size}"/><Streams><DeviceStream name="mill"><ComponentStream>'
            f"<Events>{items}</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>"
        ).encode()


@contextlib.contextmanager
def serving(agent: Agent) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = agent.answer(self.path)
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


async def until(ask, wanted, patience: float = 15.0) -> object:  # type: ignore[no-untyped-def]
    """Ask again until it is as wanted."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    while True:
        found = await ask()
        if wanted(found):
            return found
        assert loop.time() < deadline, f"still {found!r}"
        await asyncio.sleep(0.05)
