"""The simulated SAP as a web application."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode
from xml.sax.saxutils import quoteattr

from litestar import Litestar, Request, Response, get, post
from litestar.params import FromPath

from unison_web.demo.sap import asking, writing
from unison_web.demo.sap.records import SERVICES, SETS, Records, example

ROOT, CANCEL = "/sap/opu/odata/sap", "CancelProdnOrdConf"
SERVICE_OF = {name: service for name, (service, _key) in SETS.items()} | {CANCEL: SETS["ProdnOrdConf2"][0]}
#: What it can be asked to do wrong: so many times each.
FAULTS = {
    "500": "answers with an internal error", "stall": "lets you wait for a minute",
    "truncated": "breaks off in the middle of an answer", "expired-token": "forgets the tokens for writing",
    "next-elsewhere": "says that the next page lies on another server", "repeated-page": "sends a page once more",
    "endless": "says that this page is the next one", "lost-answer": "does what it is told, and fails to say so",
}  # fmt: skip
STALL = 60.0


@dataclass
class Sap:
    """``faults`` count down. ``asked`` is what was asked, newest last."""

    records: Records = field(default_factory=example)
    user: str = "UNISON"
    password: str = "simulate"  # noqa: S105  of a simulation
    page_size: int = 50
    stall: float = STALL
    faults: dict[str, int] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def stumbles(self, name: str) -> bool:
        left = self.faults.get(name, 0)
        self.faults[name] = max(0, left - 1)
        return left > 0

    def knows(self, request: Request[Any, Any, Any]) -> bool:
        said = request.headers.get("authorization", "").removeprefix("Basic ")
        own = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return hmac.compare_digest(said.encode(), own.encode())

    def session(self) -> tuple[str, str]:
        name, token = secrets.token_urlsafe(18), base64.b64encode(secrets.token_bytes(16)).decode()
        self.sessions[name] = token
        return name, token

    def may_write(self, request: Request[Any, Any, Any]) -> bool:
        """The token belongs to the session of the cookie; one alone is worth nothing."""
        token = self.sessions.get(request.cookies.get("SAP_SESSIONID_SIM_100", ""))
        return bool(token) and token == request.headers.get("x-csrf-token")


def answer(said: Any, status: int = 200, **headers: str) -> Response[bytes]:
    return Response(json.dumps(said).encode(), status_code=status, media_type="application/json", headers=headers)


def error(status: int, code: str, words: str, **headers: str) -> Response[bytes]:
    inner = {"transactionid": secrets.token_hex(16).upper(), "errordetails": [
        {"code": code, "message": words, "target": "", "severity": "error"}]}  # fmt: skip
    said = {"code": code, "message": {"lang": "en", "value": words}, "innererror": inner}
    return answer({"error": said}, status, **headers)


async def troubled(sap: Sap, request: Request[Any, Any, Any]) -> Response[bytes] | None:
    sap.asked.append(f"{request.method} {request.url.path}")
    if sap.stumbles("stall"):
        await asyncio.sleep(sap.stall)
    if sap.stumbles("500"):
        return error(500, "SY/530", "An internal error occurred")
    if not sap.knows(request):
        page = b"<html><head><title>Logon Error Message</title></head></html>"
        return Response(page, status_code=401, media_type="text/html", headers={"www-authenticate": "Basic"})
    return None


def read(sap: Sap, request: Request[Any, Any, Any], service: str, rest: str) -> Response[bytes]:
    root = f"{str(request.base_url).rstrip('/')}{ROOT}/{service}"
    asked = dict(parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True))
    name, _bracket, key = unquote(rest.strip("/")).partition("(")
    if not name:
        return _root(sap, request, service)
    if name == "$metadata":
        return Response(metadata(service).encode(), media_type="application/xml")
    if SETS.get(name, ("",))[0] != service:
        return error(404, "005056A509B11EE1B9A8FEC11C21D78E", f"Resource not found for segment '{name}'")
    try:
        if key:
            return _record(sap, name, key.rstrip(")"), asked, root)
        return _page(sap, name, asked, root)
    except asking.Wrong as wrong:
        return error(400, "005056A509B11EE1B9A8FEC11C23378E", str(wrong))


def _root(sap: Sap, request: Request[Any, Any, Any], service: str) -> Response[bytes]:
    sets = [name for name, (its, _key) in SETS.items() if its == service]
    if request.headers.get("x-csrf-token", "").lower() != "fetch":
        return answer({"d": {"EntitySets": sets}})
    name, token = sap.session()
    cookie = f"SAP_SESSIONID_SIM_100={name}; path=/; HttpOnly"
    said = json.dumps({"d": {"EntitySets": sets}}).encode()
    headers = {"x-csrf-token": token, "set-cookie": cookie}
    return Response(said, media_type="application/json", headers=headers)


def _record(sap: Sap, name: str, key: str, asked: dict[str, str], root: str) -> Response[bytes]:
    keys = SETS[name][1]
    pairs = [part.partition("=") for part in key.split(",")] if "=" in key else [(keys[0], "=", key)]
    wanted = {one: value.strip("'").replace("''", "'") for one, _is, value in pairs}
    for row in sap.records.rows[name]:
        if all(str(row.get(one)) == value for one, value in wanted.items()):
            return answer({"d": asking.shown(sap.records, name, row, asked, root)})
    return error(404, "/IWBEP/CM_MGW_RT/020", "Resource not found")


def _page(sap: Sap, name: str, asked: dict[str, str], root: str) -> Response[bytes]:
    rows = asking.rows_of(sap.records, name, asked)
    many = len(rows)  # of all that fit, whatever $top says
    rows = rows[: int(asked["$top"])] if asked.get("$top", "").isdigit() else rows
    start = int(asked.get("$skiptoken", "0").partition("-")[0] or 0)
    listed = [asking.shown(sap.records, name, row, asked, root) for row in rows[start : start + sap.page_size]]
    said: dict[str, Any] = {"results": listed}
    if asked.get("$inlinecount") == "allpages":
        said["__count"] = str(many)
    token = str(start + sap.page_size) if start + sap.page_size < len(rows) else ""
    if sap.stumbles("repeated-page"):
        token = f"{start}-again"
    if sap.stumbles("endless"):
        token = asked.get("$skiptoken", "0")
    if token:
        said["__next"] = f"{root}/{name}?{urlencode({**asked, '$skiptoken': token})}"
    if token and sap.stumbles("next-elsewhere"):
        said["__next"] = f"https://elsewhere.example{ROOT}?$skiptoken={token}"
    whole = json.dumps({"d": said}).encode()
    half = whole[: len(whole) // 2] if sap.stumbles("truncated") else whole
    return Response(half, media_type="application/json")


def metadata(service: str) -> str:
    """Its sets and their keys; types are all texts, as far as a client here is concerned."""
    kinds, sets = [], []
    for name, (its, keys) in SETS.items():
        if its == service:
            named = "".join(f"<PropertyRef Name={quoteattr(key)}/>" for key in keys)
            fields = "".join(f'<Property Name={quoteattr(key)} Type="Edm.String" Nullable="false"/>' for key in keys)
            kinds.append(f'<EntityType Name="{name}Type"><Key>{named}</Key>{fields}</EntityType>')
            sets.append(f'<EntitySet Name="{name}" EntityType="{service}.{name}Type"/>')
    return (
        '<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="1.0" '
        'xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices>'
        f'<Schema Namespace="{service}" xmlns="http://schemas.microsoft.com/ado/2008/09/edm">{"".join(kinds)}'
        f'<EntityContainer Name="{service}_Entities">{"".join(sets)}</EntityContainer>'
        "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def write(sap: Sap, request: Request[Any, Any, Any], name: str, said: Any) -> Response[bytes]:
    if sap.stumbles("expired-token"):
        sap.sessions.clear()
    if not sap.may_write(request):
        return Response(b"CSRF token validation failed", status_code=403, headers={"x-csrf-token": "Required"})
    if not isinstance(said, dict):
        return error(400, "/IWFND/CM_MGW/130", "Malformed request body")
    try:
        made = writing.write(sap.records, name, said)
    except (writing.Refusal, ValueError) as refusal:
        return error(400, getattr(refusal, "code", "SY/530"), str(refusal))
    if sap.stumbles("lost-answer"):
        return error(504, "SY/530", "Gateway timeout")
    return answer({"d": made}, 201)


def application(sap: Sap) -> Litestar:
    """Listens to everything below the usual root, and to what it should do wrong next."""

    @get(f"{ROOT}/{{service:str}}/{{rest:path}}")
    async def reading(request: Request[Any, Any, Any], service: FromPath[str], rest: FromPath[str]) -> Response[bytes]:
        trouble = await troubled(sap, request)
        return trouble or (read(sap, request, service, rest) if service in SERVICES else unknown(service))

    @get(f"{ROOT}/{{service:str}}")
    async def root(request: Request[Any, Any, Any], service: FromPath[str]) -> Response[bytes]:
        trouble = await troubled(sap, request)
        return trouble or (read(sap, request, service, "") if service in SERVICES else unknown(service))

    @post(f"{ROOT}/{{service:str}}/{{rest:path}}")
    async def writes(request: Request[Any, Any, Any], service: FromPath[str], rest: FromPath[str]) -> Response[bytes]:
        trouble, name = await troubled(sap, request), rest.strip("/")
        if trouble is None and SERVICE_OF.get(name) != service:
            return unknown(service)
        said = dict(request.query_params) if name == CANCEL else await request.json()
        return trouble or write(sap, request, name, said)

    @post("/simulator/faults", status_code=200)
    async def faults(request: Request[Any, Any, Any]) -> Response[bytes]:
        said = await request.json()
        sap.faults |= {name: int(times) for name, times in said.items() if name in FAULTS}
        return answer({name: times for name, times in sap.faults.items() if times})

    return Litestar([reading, root, writes, faults], openapi_config=None)


def unknown(service: str) -> Response[bytes]:
    return error(403, "/IWFND/MED/170", f"No service found for namespace '', name '{service[:60]}', version '0001'")
