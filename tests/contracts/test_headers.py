"""The headers no answer may miss: pages, fragments, JSON, refusals, files, and what is not there at all."""

from __future__ import annotations

from typing import Any

import httpx
import msgspec
import pytest
from litestar import Litestar

from tests.cast import ORIGIN, Person
from tests.contracts.findings import nothing
from tests.contracts.records import params_of
from tests.contracts.routes import Route
from tests.contracts.world import World
from unison_web.app import create_app
from unison_web.settings import Settings

EXPECTED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
DIRECTIVES = {
    "default-src": "'none'", "style-src": "'self'", "font-src": "'self'", "connect-src": "'self'",
    "form-action": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip
REFUSALS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "nothing there": ("GET", "/no-such-page", {}),
    "nothing there on the API": ("GET", "/api/v1/no-such-thing", {}),
    "wrong method": ("DELETE", "/materials", {}),
    "not signed in": ("GET", "/materials", {}),
    "another site": ("POST", "/materials", {"headers": {"origin": "https://evil.example"}}),
    "a broken body": ("POST", "/api/v1/auth/login", {"content": b"{", "headers": {"content-type": "text/json"}}),
    "a file": ("GET", "/static/css/unison.css", {}),
    "no such file": ("GET", "/static/none.css", {}),
    "outside of the files": ("GET", "/static/..%2f..%2fpyproject.toml", {}),
    "options": ("OPTIONS", "/materials", {}),
    "head": ("HEAD", "/login", {}),
    "health": ("GET", "/health/live", {}),
    "the document": ("GET", "/api/v1/openapi.json", {}),
    "its page": ("GET", "/api/v1/docs", {}),
}


def lacking(answer: httpx.Response, path: str) -> list[str]:
    found = [
        f"{name}: {answer.headers.get(name)}" for name, value in EXPECTED.items() if answer.headers.get(name) != value
    ]
    said = [part.strip().partition(" ") for part in answer.headers.get("content-security-policy", "").split(";")]
    policy = {name: value for name, _space, value in said if name}
    alone = {"default-src": DIRECTIVES["default-src"]}  # a file in a sandbox may do nothing at all
    wanted = alone if "sandbox" in policy else DIRECTIVES
    found += [f"{name} {policy.get(name)}" for name, value in wanted.items() if policy.get(name) != value]
    found += [
        f"csp has {word}" for word in ("'unsafe-inline'", "'unsafe-eval'", "*", "http:", "blob:") if word in str(policy)
    ]
    if "'wasm-unsafe-eval'" in str(policy) and not path.startswith(("/scan", "/floor/")):
        found.append("wasm where nothing is scanned")
    if not answer.headers.get("x-request-id"):
        found.append("no request id")
    if not answer.headers.get("cache-control"):
        found.append("no cache-control")
    return [f"{path} {answer.status_code}: {what}" for what in found]


async def test_every_answer_has_them(routes: list[Route], owner: World) -> None:
    """As page for somebody who may, and as a refusal for nobody."""
    wrong = []
    async with httpx.AsyncClient(transport=owner.http._transport, base_url=ORIGIN) as nobody:
        for route in routes:
            path = route.at(params_of(owner, route))
            headers = {"accept": "text/html", "authorization": f"Bearer {owner.admin.token}"}
            if route.method == "GET":
                wrong += lacking(await owner.admin.client.get(path, headers=headers), path)
            wrong += lacking(await nobody.request(route.method, path), path)
    nothing(wrong)


@pytest.mark.parametrize("what", REFUSALS)
async def test_also_on(nobody: Person, what: str) -> None:
    method, path, options = REFUSALS[what]
    answer = await nobody.client.request(method, path, **options)
    nothing(lacking(answer, path))
    assert answer.status_code < 500


async def test_what_is_anybodys_is_not_kept(routes: list[Route], owner: World) -> None:
    """no-store wherever somebody is signed in; only files with a fingerprint are kept for ever."""
    wrong = []
    for route in routes:
        if route.method != "GET" or route.permission == "anyone":
            continue
        path = route.at(params_of(owner, route))
        headers = {"accept": "text/html", "authorization": f"Bearer {owner.admin.token}"}
        answer = await owner.admin.client.get(path, headers=headers)
        wrong += (
            [] if "no-store" in answer.headers["cache-control"] else [f"{route}: {answer.headers['cache-control']}"]
        )
    nothing(wrong)


async def test_files_are_kept_for_ever(nobody: Person) -> None:
    answer = await nobody.client.get("/static/css/unison.css")
    assert "immutable" in answer.headers["cache-control"]


async def test_a_browser_on_https_stays_there(settings: Settings) -> None:
    """HSTS, and cookies that no other host and no plain connection sees."""
    secure = create_app(settings_with(settings, public_url_setting="https://unison.example"))
    transport = httpx.ASGITransport(secure, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="https://unison.example") as client:
        answer = await client.get("/login", headers={"accept": "text/html"})
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"))
    assert "Domain" not in cookie
    await secure.state.engine.dispose()


def settings_with(settings: Settings, **change: Any) -> Settings:
    return msgspec.structs.replace(settings, **change)


async def test_the_table_of_files_is_not_shown(nobody: Person) -> None:
    for path in ("/static/", "/static/css/", "/static"):
        assert (await nobody.client.get(path)).status_code in (404, 405)


async def test_an_unknown_host_changes_nothing(app: Litestar, nobody: Person) -> None:
    """Addresses in answers come from settings, not from what a caller says the host is."""
    answer = await nobody.client.get("/", headers={"host": "evil.example", "x-forwarded-host": "evil.example"})
    assert "evil.example" not in answer.headers.get("location", "") + answer.text
