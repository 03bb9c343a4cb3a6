"""A small application with faults to choose from: what the crawler is known to find."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
from litestar import Litestar, Request, get, patch, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from tests.contracts.crawler import Company, Crawler
from tests.contracts.world import Call

FAULTS = {
    "reads any company's record": "LEAK",
    "lists everybody's records": "LEAK",
    "says 403 where 404 hides": "ORACLE",
    "names the record in its refusal": "LEAK",
    "words foreign and missing differently": "ORACLE",
    "breaks over a foreign id": "CRASH",
    "changes any company's record": "TAMPERED",
    "changes it, then says 404": "TAMPERED",
    "asks nobody who they are": "OPEN",
    "takes any token for good": "OPEN",
    "believes a header": "LEAK",
    "believes a cookie": "LEAK",
    "believes the query": "LEAK",
    "believes a field of the body": "TAMPERED",
    "refers to foreign records": "ORACLE",
    "keeps codes unique across companies": "ORACLE",
    "searches everywhere": "LEAK",
    "does not work for its owner": "UNPROVEN",
}
TOKENS = {"token-a": "11111111-1111-4111-8111-111111111111", "token-b": "22222222-2222-4222-8222-222222222222"}


class Leaky:
    """Parts of two companies. ``fault`` switches one thing wrong."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        self.parts: dict[str, dict[str, Any]] = {}

    def has(self, fault: str) -> bool:
        return self.fault == fault

    def who(self, request: Request[Any, Any, Any]) -> str:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.has("asks nobody who they are") or (token and self.has("takes any token for good")):
            return TOKENS.get(token, TOKENS["token-a"])
        if token not in TOKENS:
            raise HTTPException(status_code=401)
        if self.has("believes a header"):
            return request.headers.get("x-organization-id") or TOKENS[token]
        if self.has("believes a cookie"):
            return request.cookies.get("organization") or TOKENS[token]
        if self.has("believes the query"):
            return request.query_params.get("organization_id") or TOKENS[token]
        return TOKENS[token]

    def part(self, company: str, part_id: str) -> dict[str, Any]:
        found = self.parts.get(part_id)
        mine = found is not None and found["organization"] == company
        if found and not mine:
            self.refuse_foreign(found)
        if found is None or not (mine or self.has("reads any company's record")):
            raise HTTPException(status_code=404, detail="nothing here")
        return found

    def refuse_foreign(self, found: dict[str, Any]) -> None:
        if self.has("says 403 where 404 hides"):
            raise HTTPException(status_code=403)
        if self.has("names the record in its refusal"):
            raise HTTPException(status_code=404, detail=f"{found['code']} is not yours")
        if self.has("words foreign and missing differently"):
            raise HTTPException(status_code=404, detail="not yours")
        if self.has("breaks over a foreign id"):
            raise HTTPException(status_code=500)

    def seen_by(self, company: str, words: str) -> list[dict[str, Any]]:
        everywhere = self.has("lists everybody's records") or (bool(words) and self.has("searches everywhere"))
        return [part for part in self.parts.values() if everywhere or part["organization"] == company]

    def add(self, company: str, data: dict[str, Any]) -> dict[str, Any]:
        known = [
            p
            for p in self.parts.values()
            if p["organization"] == company or self.has("keeps codes unique across companies")
        ]
        if any(part["code"] == data["code"] for part in known):
            raise HTTPException(status_code=409)
        above = data.get("above")
        if above and not self.has("does not work for its owner"):
            there = self.parts.get(above)
            if there is None or (there["organization"] != company and not self.has("refers to foreign records")):
                raise HTTPException(status_code=422, detail="there is no such part")
        if self.has("does not work for its owner"):
            raise HTTPException(status_code=422)
        if self.has("believes a field of the body"):
            company = data.get("organization_id", company)
        made = {"id": str(uuid4()), "code": data["code"], "organization": company}
        self.parts[made["id"]] = made
        return made

    def rename(self, company: str, part_id: str, code: str) -> dict[str, Any]:
        if self.fault.startswith("changes") and part_id in self.parts:
            self.parts[part_id]["code"] = code
            if self.parts[part_id]["organization"] != company and self.has("changes any company's record"):
                return {}
        part = self.part(company, part_id)
        part["code"] = code
        return part


def app_with(state: Leaky) -> Litestar:
    @get("/parts")
    async def index(request: Request[Any, Any, Any]) -> list[dict[str, Any]]:
        return state.seen_by(state.who(request), request.query_params.get("q", ""))

    @get("/parts/{part_id:str}")
    async def show(request: Request[Any, Any, Any], part_id: FromPath[str]) -> dict[str, Any]:
        return state.part(state.who(request), part_id)

    @post("/parts")
    async def create(request: Request[Any, Any, Any]) -> dict[str, Any]:
        return state.add(state.who(request), await request.json())

    @patch("/parts/{part_id:str}")
    async def update(request: Request[Any, Any, Any], part_id: FromPath[str]) -> dict[str, Any]:
        return state.rename(state.who(request), part_id, (await request.json())["code"])

    return Litestar([index, show, create, update], openapi_config=None)


DOCUMENT = {
    "paths": {
        "/parts": {"get": {"parameters": [{"in": "query", "name": "q"}]}, "post": {}},
        "/parts/{part_id}": {"get": {}, "patch": {}},
    }
}


async def crawl(fault: str) -> Crawler:
    state = Leaky(fault)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app_with(state)), base_url="http://test")
    crawler = Crawler(http, DOCUMENT, company(state, "token-a"), company(state, "token-b"))
    await crawler.run()
    return crawler


def company(state: Leaky, token: str) -> Company:
    organization, tag, belongings = TOKENS[token], f"TAG{token[-1].upper()}", {TOKENS[token]}

    def part() -> str:
        made = {"id": str(uuid4()), "code": f"{tag}{uuid4().hex[:8].upper()}", "organization": organization}
        state.parts[made["id"]] = made
        belongings.update((made["id"], made["code"]))
        return made["id"]

    async def call(method: str, path: str) -> Call:
        above = part()
        if path == "/parts":
            code = f"{tag}{uuid4().hex[:8].upper()}"
            return Call(body={"code": code, "above": above}) if method == "POST" else Call()
        return Call({"part_id": above}, {"code": f"{tag}{uuid4().hex[:8].upper()}"} if method == "PATCH" else None)

    async def rows() -> dict[str, str]:
        return {"parts": str([part for part in state.parts.values() if part["organization"] == organization])}

    return Company(tag, organization, token, belongings, call, rows)
