"""A conversation with SAP Gateway: sign-in, CSRF token with its cookies, pages, and errors in SAP's words.

Questions are asked again once where the connection broke or SAP stumbled; writes are not, because nobody knows
whether they arrived: who sends them looks first. Never inside a transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from http.cookies import CookieError, SimpleCookie
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import httpx

from unison_web.engine import odata
from unison_web.kit.i18n import _
from unison_web.kit.outside import CONNECT_SECONDS, Outside, Unreachable, in_words, trust
from unison_web.modules.sap.rules import System

ROOT = "/sap/opu/odata/sap"
SECONDS, LARGEST = 15.0, 20 * 1024 * 1024
#: A set that does not end after so many pages never will.
MOST_PAGES = 20_000
STUMBLES = frozenset({500, 502, 503, 504})


class Down(Exception):
    """SAP cannot be asked just now, or answers what cannot be used. Its text is for people."""


class Unfinished(Down):
    """It answered, and what came cannot be read."""


class Said(Exception):
    """SAP refused, in its own words."""

    def __init__(self, status: int, fault: odata.Fault) -> None:
        super().__init__(str(fault))
        self.status, self.fault = status, fault


class Client:
    """``async with Client(outside, system) as sap``. One conversation, one address, its own cookies."""

    def __init__(self, outside: Outside, system: System, *, seconds: float = SECONDS) -> None:
        self._outside, self._system, self._seconds = outside, system, seconds
        self._base = system.address.rstrip("/")
        self._cookies: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        try:
            self._host, self._address = await self._outside.judged(self._base)
        except Unreachable as error:
            raise Down(str(error)) from error
        limits = httpx.Timeout(self._seconds, connect=CONNECT_SECONDS)
        self._http = httpx.AsyncClient(verify=trust(), trust_env=False, follow_redirects=False, timeout=limits)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def pages(self, service: str, name: str, **options: str) -> AsyncIterator[odata.Page]:
        """A set, page by page. The same page twice is an endless loop, and another origin gets no password of ours."""
        asked = f"{self._url(service)}/{name}?{urlencode({f'${key}': value for key, value in options.items()})}"
        seen = {asked}
        for _number in range(MOST_PAGES):
            page = await self._readable(odata.page, asked)
            yield page
            if not page.next:
                return
            try:
                asked = odata.next_address(asked, page.next)
            except odata.Elsewhere as error:
                words = _("SAP says the next page lies at {host}. That is another address, which is not asked")
                raise Down(words.format(host=error)) from error
            if asked in seen:
                raise Down(_("SAP sends the same page again and again"))
            seen.add(asked)
        raise Down(_("SAP sends pages without end"))

    async def one(self, service: str, path: str, **options: str) -> dict[str, Any]:
        query = urlencode({f"${key}": value for key, value in options.items()})
        found: dict[str, Any] = await self._readable(odata.body, f"{self._url(service)}/{path}?{query}")
        return found

    async def create(self, service: str, name: str, record: Mapping[str, Any]) -> dict[str, Any]:
        """Written with a token of this conversation. One that has expired is fetched again, once: SAP has refused the
        write before it looked at it."""
        url = f"{self._url(service)}/{name}"
        for again in (False, True):
            if again or service not in self._tokens:
                await self._fetch_token(service)
            token = {"x-csrf-token": self._tokens[service]}
            try:
                answer = await self._ask("POST", url, token, dict(record), once=True)
            except Said as said:
                if again or not _needs_token(said):
                    raise
                continue
            made: dict[str, Any] = self._read(odata.body, answer.content)
            return made
        raise AssertionError("a second refusal was raised")

    async def _fetch_token(self, service: str) -> None:
        answer = await self._ask("GET", f"{self._url(service)}/", {"x-csrf-token": "Fetch"})
        token = answer.headers.get("x-csrf-token", "")
        if not token or token.lower() == "required":
            raise Down(_("SAP gives no token for writing"))
        self._tokens[service] = token

    def _url(self, service: str) -> str:
        return f"{self._base}{ROOT}/{service}"

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, record: Any = None, *, once: bool = False
    ) -> httpx.Response:
        """Asked again once, unless it was a write. Raises Said with SAP's words, Down with ours."""
        try:
            return await self._exchange(method, url, headers or {}, record)
        except (Down, Said) as error:
            if once or (isinstance(error, Said) and error.status not in STUMBLES):
                raise
        return await self._exchange(method, url, headers or {}, record)

    async def _exchange(self, method: str, url: str, headers: Mapping[str, str], record: Any) -> httpx.Response:
        target = httpx.URL(url)
        said = {
            "host": target.netloc.decode(), "accept": "application/json", "accept-encoding": "identity",
            "sap-language": self._system.language, "sap-client": self._system.client, **headers,
            "cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }  # fmt: skip
        request = self._http.build_request(
            method, target.copy_with(host=str(self._address)), headers={k: v for k, v in said.items() if v},
            json=record, extensions={"sni_hostname": self._host},
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._http.send(
                    request, auth=httpx.BasicAuth(self._system.user, self._system.password), stream=True
                )
                try:
                    return await self._taken(answer)
                finally:
                    await answer.aclose()
        except TimeoutError as error:
            raise Down(_("{host} did not answer in time").format(host=self._host)) from error
        except httpx.HTTPError as error:
            raise Down(in_words(error, self._host)) from error

    async def _taken(self, answer: httpx.Response) -> httpx.Response:
        """Read to its end, its cookies kept, and judged."""
        content = bytearray()
        async for piece in answer.aiter_raw():
            content += piece
            if len(content) > LARGEST:
                raise Down(_("{host} answers far more than is expected").format(host=self._host))
        self._keep_cookies(answer)
        if answer.is_redirect:
            raise Down(_("{host} sends us on to another address, which is not followed").format(host=self._host))
        if answer.is_success:
            return httpx.Response(answer.status_code, headers=answer.headers, content=bytes(content))
        raise Said(answer.status_code, _with_token_hint(answer, odata.fault(answer.status_code, bytes(content))))

    def _keep_cookies(self, answer: httpx.Response) -> None:
        """By hand: SAP sets them for its name, and the connection goes to an address."""
        for line in answer.headers.get_list("set-cookie"):
            jar = SimpleCookie()
            try:
                jar.load(line)
            except CookieError:
                continue
            self._cookies |= {name: each.coded_value for name, each in jar.items()}

    async def _readable(self, how: Any, url: str) -> Any:
        """What broke off in the middle is asked once more."""
        try:
            return self._read(how, (await self._ask("GET", url)).content)
        except Unfinished:
            return self._read(how, (await self._ask("GET", url)).content)

    def _read(self, how: Any, content: bytes) -> Any:
        try:
            return how(content)
        except odata.NotOData as error:
            raise Unfinished(
                _("The answer of {host} cannot be read: {why}").format(host=self._host, why=error)
            ) from error


WITHOUT_ONE = "csrf"


def _with_token_hint(answer: httpx.Response, fault: odata.Fault) -> odata.Fault:
    if answer.status_code == 403 and answer.headers.get("x-csrf-token", "").lower() == "required":
        return odata.Fault(WITHOUT_ONE, fault.message, fault.details, fault.transaction)
    return fault


def _needs_token(said: Said) -> bool:
    return said.status == 403 and said.fault.code == WITHOUT_ONE
