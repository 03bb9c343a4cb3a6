"""HTTP clients that cost little themselves: keep-alive connections of bare asyncio streams."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psutil  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Round:
    """Requests answered, wall seconds, and processor seconds of the server and its children."""

    requests: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Processor milliseconds of one request."""
        return 1000 * self.cpu / self.requests


class Connection:
    """One keep-alive connection. Answers have a Content-Length; anything else is an error here."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def __aenter__(self) -> Connection:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def send(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        lines = [f"{method} {path} HTTP/1.1", f"host: 127.0.0.1:{self.port}", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        return int(head.split(" ", 2)[1]), await self.reader.readexactly(length)


async def pages(port: int, pid: int, path: str, headers: dict[str, str], *, seconds: float, clients: int) -> Round:
    """``clients`` connections ask for ``path`` again and again. Raises where an answer is not 200."""
    until, count = time.monotonic() + seconds, 0

    async def one() -> None:
        nonlocal count
        async with Connection(port) as connection:
            while time.monotonic() < until:
                status, body = await connection.send("GET", path, headers)
                assert status == 200, f"{path}: {status} {body[:200]!r}"
                count += 1

    begun, before = time.monotonic(), cpu_of(pid)
    await asyncio.gather(*(one() for _ in range(clients)))
    return Round(count, time.monotonic() - begun, cpu_of(pid) - before)


async def reports(
    port: int, pid: int, token: str, paths: list[str], *, rate: int, seconds: int
) -> tuple[list[float], int, Round]:
    """``rate`` reports a second at fixed moments, however slow the answers. Returns milliseconds, each counted from
    the moment it was due, so that waiting for a connection counts too; how many were told to try again; the cost."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    opened = [await Connection(port).__aenter__() for _ in range(32)]
    for connection in opened:
        free.put_nowait(connection)
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    body = json.dumps({"quantity": 1}).encode()
    begun, before, busy = time.monotonic(), cpu_of(pid), 0

    async def one(number: int) -> float:
        nonlocal busy
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        connection = await free.get()
        keyed = headers | {"idempotency-key": str(uuid4())}
        status, answer = await connection.send("POST", paths[number % len(paths)], keyed, body)
        free.put_nowait(connection)
        busy += b'"code":"busy"' in answer
        assert status == 201 or b'"code":"busy"' in answer, f"{status} {answer[:200]!r}"
        return 1000 * (time.monotonic() - due)

    took = await asyncio.gather(*(one(number) for number in range(rate * seconds)))
    for connection in opened:
        await connection.__aexit__()
    return took, busy, Round(len(took), time.monotonic() - begun, cpu_of(pid) - before)


def cpu_of(pid: int) -> float:
    """Processor seconds of a process and all below it."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return float(sum(member.cpu_times().user + member.cpu_times().system for member in family))


def memory_of(pid: int) -> float:
    """Resident MB of a process and all below it."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    return float(sum(member.memory_info().rss for member in family)) / 1e6


def percentile(values: list[float], share: float) -> Any:
    """The smallest value that ``share`` of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]
