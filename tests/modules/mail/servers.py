"""Mail servers that listen: SMTP by aiosmtpd, and the HTTP interfaces of SendGrid and SES as they are documented. They
were never compared with the real services."""

from __future__ import annotations

import asyncio
import json
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "mes", "right"


@dataclass
class Postbox:
    """An SMTP server. ``refuse`` is what it answers to DATA, ``recipient`` to RCPT, for so many ``times``."""

    port: int = 0
    refuse: str = ""
    recipient: str = ""
    times: int = 0
    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802  as aiosmtpd calls it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self.recipient:
            return self.recipient
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuse and self.times:
            self.times -= 1
            return self.refuse
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return "250 Message accepted"


def authenticate(_server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode() and data.login == USER.encode()
    return AuthResult(success=right, handled=right)


@asynccontextmanager
async def smtp(**options: Any) -> AsyncIterator[Postbox]:
    box = Postbox()
    loop = asyncio.get_running_loop()
    more = {"authenticator": authenticate, "auth_require_tls": False, **options}

    def made() -> SMTP:
        with warnings.catch_warnings():  # it warns of passwords without TLS, which is what some tests are about
            warnings.simplefilter("ignore")
            return SMTP(box, hostname="fake.example", loop=loop, **more)

    server = await loop.create_server(made, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class Api:
    """An HTTP server that answers ``answers`` in turn, then ``usual``: (status, headers, body)."""

    usual: tuple[int, dict[str, str], Any]
    url: str = ""
    answers: list[tuple[int, dict[str, str], Any]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.split("\r\n")
        headers = {
            name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        self.asked.append(Asked(first.split(" ")[1], headers, json.loads(body or b"{}")))
        status, said, answer = self.answers.pop(0) if self.answers else self.usual
        content = json.dumps(answer).encode() if answer is not None else b""
        told = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        writer.write(
            f"HTTP/1.1 {status} Said\r\ncontent-type: application/json\r\n{told}"
            f"content-length: {len(content)}\r\nconnection: close\r\n\r\n".encode()
            + content
        )
        await writer.drain()
        writer.close()


@asynccontextmanager
async def _api(made: Api) -> AsyncIterator[Api]:
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield made


@asynccontextmanager
async def sendgrid() -> AsyncIterator[Api]:
    async with _api(Api((202, {"X-Message-Id": "sg-1"}, None))) as made:
        yield made


def sendgrid_error(status: int, message: str, where: str | None = None) -> tuple[int, dict[str, str], Any]:
    return status, {}, {"errors": [{"message": message, "field": where, "help": None}]}


@asynccontextmanager
async def ses() -> AsyncIterator[Api]:
    async with _api(Api((200, {}, {"MessageId": "0100-ses-1"}))) as made:
        yield made


def ses_error(status: int, code: str, message: str) -> tuple[int, dict[str, str], Any]:
    return status, {"x-amzn-ErrorType": f"{code}:http://internal.amazon.com/"}, {"message": message}
