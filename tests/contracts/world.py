"""A company as the contract tests see it: records of every kind, and fresh ones for whatever a call needs."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from tests.cast import ORIGIN, Person
from tests.factories.plant import SmallFactory
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.floor.service import tablets
from unison_web.modules.identity.models import Session, User
from unison_web.modules.identity.service import sessions

PASSWORD = "a password for the tests"
DUE = "2031-01-15T16:00:00"


@dataclass
class Call:
    """One request that works: what goes into the path, the query and the body, and who may do it."""

    params: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    query: dict[str, str] = field(default_factory=dict)
    by: Person | None = None


class World:
    """One company. ``tag`` stands in every name it gives, so that a leak can be seen from far away."""

    def __init__(self, admin: Person, operator: Person, factory: SmallFactory) -> None:
        self.admin, self.operator, self.factory = admin, operator, factory
        self.tag = f"OWN{secrets.token_hex(4).upper()}"
        self.belongings: set[str] = {self.tag, str(admin.organization), str(factory.frame_id), factory.frame}
        self.records: dict[str, Any] = {}
        self.guest: Person | None = None
        self._count = itertools.count(1)
        transport = httpx.ASGITransport(app=admin.app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url=ORIGIN)

    def mark(self) -> str:
        """A name nobody has yet."""
        return f"{self.tag}{next(self._count)}"

    def higher(self) -> int:
        """A number above every one asked for before."""
        return 1_000_000 + 1000 * next(self._count)

    async def ask(
        self, method: str, path: str, body: Any = None, *, by: Person | None = None, **options: Any
    ) -> httpx.Response:
        """The JSON API, as the administrator unless somebody else is named."""
        headers = {"authorization": f"Bearer {(by or self.admin).token}", **options.pop("headers", {})}
        return await self.http.request(method, "/api/v1" + path, json=body, headers=headers, **options)

    async def make(self, path: str, body: Any = None, *, by: Person | None = None) -> dict[str, Any]:
        """A POST that has to succeed. What it answers belongs to this company."""
        answer = await self.ask("POST", path, body, by=by)
        assert answer.is_success, f"POST {path} {body}: {answer.status_code} {answer.text}"
        made: dict[str, Any] = answer.json()
        self.own(made)
        return made

    def own(self, said: Any) -> None:
        """Remember every id in an answer."""
        if isinstance(said, dict):
            for value in said.values():
                self.own(value)
        elif isinstance(said, list):
            for value in said:
                self.own(value)
        elif isinstance(said, str) and (is_uuid(said) or self.tag in said):
            self.belongings.add(said)

    async def someone(self, role: str = "administrator") -> Person:
        """A new colleague who is signed in, for calls that end a session."""
        made = await self.make(
            "/users",
            {"name": self.mark(), "email": f"{self.mark().lower()}@example.test", "role": role, "badge": self.mark()},
        )
        state = self.admin.app.state
        async with unit_of_work(state.engine, system(self.admin.organization)) as uow:
            user = await uow.session.get(User, (self.admin.organization, UUID(made["id"])))
            assert user
            signed = sessions.open_session(uow, user, "api", sessions.rules.REFRESH_LIFE, plant=self.factory.plant)
        token = state.signer.access(user, signed.session.id, None)
        return Person(
            made["email"], user.name, role, user.email, user.organization_id, self.admin.app, signed.secret, token
        )

    async def tablet(self) -> Person:
        """The operator, badged in at a tablet of the first machine."""
        machine = await self.make_machine()
        made = await self.make("/tablets", {"name": self.mark(), "machine": machine["code"]})
        here = Person("tablet", "Tablet", "", "", self.admin.organization, self.admin.app)
        key, _device = await tablets.enrol(self.admin.app.state.engine, made["code"])
        here.client.cookies.set("device", key)
        async with unit_of_work(self.admin.app.state.engine, system(self.admin.organization)) as uow:
            user = await uow.session.get(User, (self.admin.organization, self.operator.actor.user_id))
            assert user
            signed = sessions.open_session(
                uow, user, "badge", sessions.rules.BADGE_SESSION,
                plant=self.factory.plant, device=UUID(made["id"]), agent=made["name"],
            )  # fmt: skip
        here.client.cookies.set("floor", signed.secret)
        return here

    async def make_machine(self) -> dict[str, Any]:
        center = await self.make("/work-centers", {"code": self.mark(), "name": self.mark()})
        return await self.make("/machines", {"code": self.mark(), "name": self.mark(), "work_center": center["code"]})

    async def material(self, kind: str = "make") -> dict[str, Any]:
        return await self.make("/materials", {"number": self.mark(), "name": self.mark(), "type": kind, "unit": "EA"})

    async def bom(self) -> dict[str, Any]:
        """A draft with one line."""
        made, bought = await self.material(), await self.material("buy")
        bill = await self.make("/bom", {"material": made["number"]})
        line = {"component": bought["number"], "quantity": "2", "note": self.mark()}
        return await self.make(f"/bom/{bill['id']}/lines", line)

    async def routing(self) -> dict[str, Any]:
        """A draft with one operation of one step."""
        made = await self.material()
        center = await self.make("/work-centers", {"code": self.mark(), "name": self.mark()})
        routing = await self.make("/routings", {"material": made["number"], "source": self.mark()})
        operation = {"sequence": 10, "work_center": center["code"], "name": self.mark(), "run_minutes": "2"}
        whole = await self.make(f"/routings/{routing['id']}/operations", operation)
        at = f"/routings/{routing['id']}/operations/{whole['operations'][0]['id']}"
        await self.make(f"{at}/steps", {"text": self.mark()})
        answer = await self.ask("GET", f"/routings/{routing['id']}")
        self.own(answer.json())
        found: dict[str, Any] = answer.json()
        return found

    async def order(self, state: str = "planned", quantity: str = "10") -> dict[str, Any]:
        """An order that has come as far as ``state``."""
        made = await self.make(
            "/work-orders",
            {"material": self.factory.frame, "quantity": quantity, "due_at": DUE, "note": self.mark()},
        )
        at = f"/work-orders/{made['number']}"
        self.belongings.add(made["number"])
        if state != "planned":
            await self.make(f"{at}/release", {"accept_shortage": True})
        if state in ("running", "paused", "reported", "completed"):
            await self.make(f"{at}/operations/10/start", {})
        if state in ("reported", "completed"):
            await self.make(f"{at}/operations/10/reports", {"quantity": quantity})
        if state == "completed":
            await self.make(f"{at}/operations/10/finish", {})
            for sequence in (20, 30):
                await self.make(f"{at}/operations/{sequence}/reports", {"quantity": quantity})
                await self.make(f"{at}/operations/{sequence}/finish", {})
        if state == "on_hold":
            await self.make(f"{at}/hold", {"reason": "until tomorrow"})
        answer = await self.ask("GET", at)
        self.own(answer.json())
        found: dict[str, Any] = answer.json()
        return found

    async def first_entry(self, order: dict[str, Any]) -> str:
        """Id of the newest log entry at the order's first operation."""
        entries = (await self.ask("GET", f"/work-orders/{order['number']}/operations/10/reports")).json()
        found: str = entries[0]["id"]
        return found

    async def handover(self) -> dict[str, Any]:
        """A touch the server refused, given away by the tablet."""
        here, order = await self.tablet(), await self.order("released")
        operation = order["operations"][0]["id"]
        body = {"key": self.mark(), "to": f"/floor/operations/{operation}/reports", "label": self.mark(), "words": "no"}
        headers = {"origin": ORIGIN, "x-csrf-token": here.csrf, "accept": "application/json"}
        answer = await here.client.post("/floor/handovers", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        self.own(answer.json())
        found: dict[str, Any] = answer.json()
        return found

    async def shift_note(self) -> None:
        """What a shift tells the next one, at a tablet."""
        here = await self.tablet()
        headers = {"origin": ORIGIN, "x-csrf-token": here.csrf, "accept": "application/json"}
        answer = await here.client.post("/floor/handover-note", json={"note": self.mark()}, headers=headers)
        assert answer.status_code == 201, answer.text

    async def printed(self) -> dict[str, Any]:
        """A print that is ready, without the worker."""
        order = await self.order("released")
        made = await self.make(f"/work-orders/{order['number']}/prints", {"kind": "traveler"})
        await self.run_sql(
            "update prints set state = 'ready', ready_at = now(), document = '%PDF-1.7 test' where id = :id",
            id=made["id"],
        )
        return made

    async def run_sql(self, statement: str, **values: Any) -> None:
        """As the application, in this company."""
        async with unit_of_work(self.admin.app.state.engine, system(self.admin.organization)) as uow:
            await uow.session.execute(text(statement), values)

    async def number_far_away(self) -> None:
        """Order numbers nobody else has: the other company counts from the same start."""
        await self.order()
        await self.run_sql("update number_series set next_value = next_value + 50000 where kind = 'work_order'")

    async def session_of(self, person: Person) -> Session:
        async with unit_of_work(self.admin.app.state.engine, system(self.admin.organization)) as uow:
            found = await uow.session.get(Session, (self.admin.organization, person.actor.session_id))
            assert found
            return found


def is_uuid(said: str) -> bool:
    try:
        return str(UUID(said)) == said
    except ValueError:
        return False
