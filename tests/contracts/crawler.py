"""Two companies and a document: everything one of them can try with the other's ids, in every place an id fits.

It knows nothing of the application but its OpenAPI document and, per company, how to make each operation work. What was
never shown to work for its owner counts as UNPROVEN, not as safe. ``leaky.py`` has the faults it is known to find.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.contracts.world import Call

UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SMUGGLED = ("X-Organization-Id", "X-Tenant-Id", "X-Company-Id", "X-Plant-Id", "X-User-Id", "X-Original-User")
#: What differs between two refusals that say the same.
PASSING = ("instance", "request_id")


@dataclass(frozen=True)
class Finding:
    """LEAK, ORACLE, OPEN, TAMPERED, CRASH or UNPROVEN, where, and what was seen."""

    kind: str
    operation: str
    seen: str

    def __str__(self) -> str:
        return f"{self.kind} {self.operation}: {self.seen[:300]}"


@dataclass
class Company:
    """``call`` makes one operation work from nothing; ``state`` sums up all its rows, by table."""

    tag: str
    organization: str
    token: str
    belongings: set[str]
    call: Callable[[str, str], Awaitable[Call]]
    state: Callable[[], Awaitable[dict[str, str]]]


@dataclass
class Crawler:
    """``outsider`` tries to get at ``owner``. ``free`` are operations that ask nobody who they are, ``once`` those that
    work a single time, so that trying them would use them up."""

    http: httpx.AsyncClient
    document: dict[str, Any]
    owner: Company
    outsider: Company
    root: str = ""
    free: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    attempts: int = 0
    #: What the outsider wrote into its own rows while it tried.
    planted: set[str] = field(default_factory=set)

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        for path, item in sorted(self.document["paths"].items()):
            for method, operation in item.items():
                bare = path.removeprefix(self.root)
                if f"{method.upper()} {bare}" not in self.once:
                    yield method.upper(), bare, operation

    async def run(self) -> None:
        """Attempts first and the owner's own calls last, so that the owner's rows must not have moved in between."""
        calls, said = {}, {}
        for method, path, _operation in self.operations():
            calls[method, path] = call = await self.owner.call(method, path)
            said[method, path] = await self._already_said(method, path) if self._values(call) else {}
        before = await self.owner.state()
        for method, path, operation in self.operations():
            if f"{method} {path}" not in self.free:
                await self._try(method, path, operation, calls[method, path])
                await self._foreign_body(method, path, said[method, path])
        after = await self.owner.state()
        for table in sorted(name for name in before | after if before.get(name) != after.get(name)):
            self.findings.append(Finding("TAMPERED", table, "rows of the owner changed while only the outsider acted"))
        for (method, path), call in calls.items():
            await self._prove(method, path, call)

    async def _already_said(self, method: str, path: str) -> dict[str, Any]:
        """The owner's values of a body, all of which exist by now: what they refer to, and the names they gave."""
        call = await self.owner.call(method, path)
        await self._send(method, path, call, headers={"authorization": f"Bearer {self._owners_token(call)}"})
        return self._values(call)

    def _values(self, call: Call) -> dict[str, Any]:
        return {name: value for name, value in dict(call.body or {}).items() if self._is_owners(value)}

    async def _try(self, method: str, path: str, operation: dict[str, Any], theirs: Call) -> None:
        await self._without_a_name(method, path, theirs)
        mine = await self.outsider.call(method, path)
        if method == "GET":
            await self._foreign_query(path, operation, mine)
        elif (await self._with(method, path, {"organization_id": self.owner.organization}, mine)).is_success:
            mine = await self.outsider.call(method, path)
        await self._foreign_path(method, path, theirs, mine)
        await self._smuggled(method, path, mine)

    async def _without_a_name(self, method: str, path: str, theirs: Call) -> None:
        for token in ("", "Bearer nonsense", "Bearer " + "a.b.c"):
            answer = await self._send(method, path, theirs, headers={"authorization": token} if token else {})
            if answer.status_code != 401:
                self._found("OPEN", method, path, answer, f"with {token or 'no token'}")

    async def _foreign_path(self, method: str, path: str, theirs: Call, mine: Call) -> None:
        """All of the owner's ids in the path, then each alone among the outsider's own."""
        swaps = [dict(theirs.params)] if theirs.params else []
        if len(theirs.params) > 1:
            swaps += [{**mine.params, name: value} for name, value in theirs.params.items() if is_reference(value)]
        for params in swaps:
            foreign = {name: value for name, value in params.items() if mine.params.get(name) != value}
            if not foreign:  # a word that means the same to everybody, such as a kind
                continue
            invented = {**params, **{name: invent(value) for name, value in foreign.items()}}
            said = await self._as_outsider(method, path, Call(params, mine.body, mine.query))
            control = await self._as_outsider(method, path, Call(invented, mine.body, mine.query))
            if said.is_success:
                self._found("LEAK", method, path, said, f"with the owner's {sorted(foreign)}")
            elif meaning(said, params) != meaning(control, invented):
                self._found("ORACLE", method, path, said, f"an invented id gets {control.status_code} {control.text}")

    async def _foreign_body(self, method: str, path: str, theirs: dict[str, Any]) -> None:
        """Each value of the owner's in an otherwise good body must be worth as much as an invented one."""
        for name, value in theirs.items():
            self.planted.add(value)
            said, control = [await self._with(method, path, {name: tried}) for tried in (value, invent(value))]
            if said.status_code != control.status_code:
                self._found(
                    "ORACLE", method, path, said, f"{name}: an invented one gets {control.status_code} {control.text}"
                )

    async def _with(self, method: str, path: str, change: dict[str, Any], mine: Call | None = None) -> httpx.Response:
        """A call of the outsider's own, with something in its body exchanged."""
        mine = mine or await self.outsider.call(method, path)
        changed = Call(mine.params, {**(mine.body or {}), **change}, mine.query, mine.by)
        return await self._as_outsider(method, path, changed)

    async def _smuggled(self, method: str, path: str, mine: Call) -> None:
        """Headers, cookies and the query that name the owner's company. None of them counts."""
        owner = self.owner.organization
        headers = {**dict.fromkeys(SMUGGLED, owner), "cookie": f"organization={owner}; organization_id={owner}"}
        await self._as_outsider(method, path, mine, headers=headers)
        if method == "GET":
            more = {**mine.query, "organization_id": owner}
            await self._as_outsider(method, path, Call(mine.params, mine.body, more, mine.by))

    async def _foreign_query(self, path: str, operation: dict[str, Any], mine: Call) -> None:
        named = [item["name"] for item in operation.get("parameters", []) if item["in"] == "query"]
        for name in {*named, "q"}:
            value = self.owner.tag if name == "q" else self.owner.organization
            await self._as_outsider("GET", path, Call(mine.params, None, {**mine.query, name: value}, mine.by))

    async def _prove(self, method: str, path: str, call: Call) -> None:
        answer = await self._send(method, path, call, headers={"authorization": f"Bearer {self._owners_token(call)}"})
        if answer.is_success:
            self.proven.append(f"{method} {path}")
        else:
            self._found("UNPROVEN", method, path, answer, "the owner's own call")

    def _owners_token(self, call: Call) -> str:
        return call.by.token if call.by else self.owner.token

    async def _as_outsider(self, method: str, path: str, call: Call, headers: Any = None) -> httpx.Response:
        token = call.by.token if call.by else self.outsider.token
        bearer = {"authorization": f"Bearer {token}", **(headers or {})}
        answer = await self._send(method, path, call, headers=bearer)
        self._look_for_canaries(method, path, call, answer)
        return answer

    async def _send(self, method: str, path: str, call: Call, headers: dict[str, str]) -> httpx.Response:
        self.attempts += 1
        key = {"idempotency-key": str(uuid4())} if method != "GET" else {}
        answer = await self.http.request(
            method,
            self.root + path.format_map(call.params),
            json=call.body,
            params=call.query,
            headers={**key, **headers},
        )
        if answer.status_code >= 500:
            self._found("CRASH", method, path, answer, "")
        return answer

    def _look_for_canaries(self, method: str, path: str, call: Call, answer: httpx.Response) -> None:
        sent = json.dumps([call.params, call.body, call.query], default=str)
        text = answer.text
        for value in self.planted:
            text = text.replace(value, "")
        seen = {value for value in set(UUIDS.findall(text)) & self.owner.belongings if value not in sent}
        if self.owner.tag in text and self.owner.tag not in sent:
            seen.add(self.owner.tag)
        if seen:
            self._found("LEAK", method, path, answer, f"{sorted(seen)[:3]} of the owner")

    def _is_owners(self, value: Any) -> bool:
        return isinstance(value, str) and (value in self.owner.belongings or self.owner.tag in value)

    def _found(self, kind: str, method: str, path: str, answer: httpx.Response, seen: str) -> None:
        self.findings.append(Finding(kind, f"{method} {path}", f"{seen} {answer.status_code} {answer.text[:200]}"))


def is_reference(value: Any) -> bool:
    """Ids and document numbers; not a place in a row, such as operation 10."""
    return isinstance(value, str)


def invent(value: Any) -> Any:
    """Something of the same shape that nobody has."""
    if not isinstance(value, str):
        return value
    if UUIDS.fullmatch(value):
        return str(uuid4())
    return re.sub(r"[0-9A-F]{6,}\d*$|\d+$", lambda found: invented_digits(found.group()), value)


def invented_digits(text: str) -> str:
    return f"{secrets.randbelow(10**9):09}" + "0" * max(0, len(text) - 9)


def meaning(answer: httpx.Response, sent: dict[str, Any]) -> tuple[int, str]:
    """A refusal without what names the request itself."""
    text = answer.text
    if "json" in answer.headers.get("content-type", ""):
        said = answer.json()
        if isinstance(said, dict):
            text = json.dumps({name: value for name, value in said.items() if name not in PASSING}, sort_keys=True)
    for value in sent.values():
        text = text.replace(str(value), "…") if is_reference(value) else text
    return answer.status_code, text
