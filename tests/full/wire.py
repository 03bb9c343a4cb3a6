"""A small HTTP/1.1 client. It shares two cores with what it measures, so it must cost next to nothing."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

BROKEN = (ConnectionError, asyncio.IncompleteReadError, TimeoutError, OSError)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Wire:
    """One kept-alive connection to ``port`` on this machine. ``headers`` go with every request."""

    port: int
    headers: dict[str, str] = field(default_factory=dict)
    timeout: float = 30.0
    _reader: asyncio.StreamReader | None = None
    _writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Wire:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Raises one of BROKEN when nothing, or half an answer, came."""
        try:
            async with asyncio.timeout(self.timeout):
                if self._writer is None or self._writer.is_closing():
                    self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
                self._writer.write(self._request(method, path, body, headers))
                return await self._answer()
        except BROKEN:
            self.close()
            raise

    def _request(self, method: str, path: str, body: Any, headers: dict[str, str]) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        said = {
            "host": f"127.0.0.1:{self.port}",
            **self.headers,
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        if body is not None:
            said["content-type"] = "application/json"
        if content or method != "GET":
            said["content-length"] = str(len(content))
        lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + content

    async def _answer(self) -> Answer:
        assert self._reader
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        if "content-length" in headers:
            body = await self._reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            body = await self._chunks()
        else:
            body = b""
        return Answer(int(head[0].split(" ")[1]), headers, body)

    async def _chunks(self) -> bytes:
        assert self._reader
        parts = []
        while size := int(await self._reader.readline(), 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readline()
        return b"".join(parts)

    async def lines(self, path: str) -> Any:
        """Lines of a stream that does not end (server-sent events)."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self.port)
        self._writer.write(self._request("GET", path, None, {"accept": "text/event-stream"}))
        while True:
            line = await self._reader.readline()
            if not line:
                return
            yield line.decode().rstrip()
