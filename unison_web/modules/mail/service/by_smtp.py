"""SMTP (RFC 5321) through aiosmtplib: with STARTTLS or TLS, and a certificate that is checked."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from dataclasses import dataclass, field

import aiosmtplib

from unison_web.kit.i18n import _
from unison_web.kit.outside import Outside, Unreachable
from unison_web.modules.mail.service.roads import CONNECT_SECONDS, SECONDS, Post, Trouble


@dataclass(frozen=True, slots=True)
class Smtp:
    """``security`` is ``starttls`` (refused where the server has none), ``tls`` from the first byte, or ``none``."""

    outside: Outside
    host: str
    port: int
    security: str
    user: str
    password: str
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    name: str = "smtp"

    async def send(self, post: Post) -> str:
        try:
            async with asyncio.timeout(SECONDS):
                client = await self._connected()
                try:
                    return await self._hand_over(client, post)
                finally:
                    with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                        client.close()
        except TimeoutError as error:
            raise Trouble("away", _("{host} did not answer in time").format(host=self.host)) from error

    async def _connected(self) -> aiosmtplib.SMTP:
        """To the address that was judged, while the certificate is that of the name."""
        client = aiosmtplib.SMTP(
            hostname=self.host, sock=await self._socket(), use_tls=self.security == "tls",
            start_tls=self.security == "starttls", tls_context=self.trust, timeout=SECONDS,
        )  # fmt: skip
        try:
            await client.connect()
            if self.user:
                await client.login(self.user, self.password)
        except aiosmtplib.SMTPAuthenticationError as error:
            words = _("{host} does not accept the user name and password ({code})")
            raise Trouble("settings", words.format(host=self.host, code=error.code)) from error
        except aiosmtplib.SMTPResponseException as error:
            raise self._said(error.code, error.message) from error
        except (aiosmtplib.SMTPException, ssl.SSLError, OSError) as error:
            raise self._not_connected(error) from error
        return client

    async def _socket(self) -> socket.socket:
        try:
            address = min(await self.outside.addresses(self.host), key=lambda each: each.version)
        except Unreachable as error:
            raise Trouble("settings", str(error)) from error
        kind = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = socket.socket(kind, socket.SOCK_STREAM)
        sock.setblocking(False)
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await asyncio.get_running_loop().sock_connect(sock, (str(address), self.port))
        except (OSError, TimeoutError) as error:
            sock.close()
            words = _("Nothing answers at {host}, port {port}").format(host=self.host, port=self.port)
            raise Trouble("away", words) from error
        return sock

    async def _hand_over(self, client: aiosmtplib.SMTP, post: Post) -> str:
        try:
            await client.sendmail(post.sender, [post.to], post.mime().as_bytes())
        except aiosmtplib.SMTPSenderRefused as error:
            raise self._said(error.code, error.message, fault="settings") from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            first = error.recipients[0]
            raise self._said(first.code, first.message) from error
        except aiosmtplib.SMTPResponseException as error:
            raise self._said(error.code, error.message) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise Trouble("away", _("The connection to {host} broke off").format(host=self.host)) from error
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
        return post.header_id

    def _said(self, code: int, message: str, fault: str = "refused") -> Trouble:
        """RFC 5321, 4.2.1: 4xx may go later, 5xx never will. 530 asks for a sign-in."""
        words = _("{host} says: {answer}").format(host=self.host, answer=f"{code} {message}"[:300])
        if code in (421, 530, 534, 535, 538):
            return Trouble("away" if code == 421 else "settings", words)
        return Trouble("away" if code < 500 else fault, words)  # type: ignore[arg-type]

    def _not_connected(self, error: Exception) -> Trouble:
        if "CERTIFICATE" in str(error).upper():
            return Trouble("settings", _("The certificate of {host} is not valid").format(host=self.host))
        if "STARTTLS" in str(error).upper():
            return Trouble("settings", _("{host} does not offer STARTTLS").format(host=self.host))
        if isinstance(error, ssl.SSLError) or "SSL" in str(error).upper():
            return Trouble("settings", _("{host} does not speak TLS at this port").format(host=self.host))
        if "AUTH" in str(error).upper():
            return Trouble("settings", _("{host} asks nobody for a password at this port").format(host=self.host))
        return Trouble("away", _("The connection to {host} broke off").format(host=self.host))
