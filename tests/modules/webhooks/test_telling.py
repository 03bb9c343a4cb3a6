"""What happens at Kestrel is told to a program on a socket of this machine: signed, in order, once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.cast import Person
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.outside import Outside
from unison_web.kit.vault import Vault
from unison_web.modules.stock.events import LotHeld
from unison_web.modules.webhooks import rules
from unison_web.modules.webhooks.service import noting
from unison_web.modules.webhooks.service.sending import Sender
from unison_web.settings import Settings


@dataclass
class Program:
    """Somebody's program. It answers ``status`` and keeps what it was told."""

    status: int = 204
    heard: list[tuple[dict[str, str], str]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value
            for name, _colon, value in (line.partition(": ") for line in head.split("\r\n")[1:] if line)
        }
        body = (await reader.readexactly(int(headers["content-length"]))).decode()
        self.heard.append((headers, body))
        writer.write(
            f"HTTP/1.1 {self.status} x\r\ncontent-length: 0\r\nlocation: /on\r\nconnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        writer.close()

    @property
    def reasons(self) -> list[str]:
        return [json.loads(body)["data"]["reason"] for _headers, body in self.heard]


@asynccontextmanager
async def listening(program: Program) -> AsyncIterator[str]:
    server = await asyncio.start_server(program.serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"


@pytest.fixture
async def program() -> AsyncIterator[tuple[Program, str]]:
    program = Program()
    async with listening(program) as url:
        yield program, url


@pytest.fixture(autouse=True)
async def nobody_left(engine: AsyncEngine, other_admin: Person) -> AsyncIterator[None]:
    yield
    async with unit_of_work(engine, system(other_admin.organization)) as uow:
        await uow.session.execute(text("delete from webhooks"))
    noting.forget(other_admin.organization)


@pytest.fixture
def sender(engine: AsyncEngine, settings: Settings, other_admin: Person) -> Sender:
    return Sender(engine, other_admin.organization, Vault(settings.secret_key), Outside(loopback=True))


async def told(admin: Person, url: str, *kinds: str) -> dict[str, Any]:
    body = {"name": f"ERP {uuid4()}", "url": url, "kinds": list(kinds) or ["stock.lot_held"]}
    answer = await admin.api("POST", "/webhooks", body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def held(engine: AsyncEngine, admin: Person, lot: UUID, *because: str) -> None:
    for reason in because:
        async with unit_of_work(engine, system(admin.organization)) as uow:
            uow.emit(LotHeld(lot, "L-1", True, reason))


async def later(engine: AsyncEngine, admin: Person, **ago: float) -> None:
    """As if everything had been written so long ago, and its time had come."""
    async with unit_of_work(engine, system(admin.organization)) as uow:
        said = {"by": timedelta(**ago)}
        for table, column in (
            ("webhook_deliveries", "created_at"),
            ("webhook_deliveries", "next_at"),
            ("webhooks", "rests_until"),
        ):
            await uow.session.execute(text(f"update {table} set {column} = {column} - cast(:by as interval)"), said)


async def deliveries(admin: Person) -> list[dict[str, Any]]:
    told = await admin.api("GET", "/webhook-deliveries", params={"sort": "created_at"})
    return [row for row in told.json()["items"] if row["webhook"].startswith("ERP ")]


async def test_what_happens_is_told_signed_and_in_order(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    lot = uuid4()
    await held(engine, other_admin, lot, "cracks", "dents", "rust")
    assert await sender.send_all(UUID(made["id"])) == 3
    assert heard.reasons == ["cracks", "dents", "rust"]
    for headers, body in heard.heard:
        mine = rules.signature(made["secret"], headers["webhook-id"], int(headers["webhook-timestamp"]), body)
        assert headers["webhook-signature"] == mine
    assert {row["state"] for row in await deliveries(other_admin)} == {"delivered"}
    assert await sender.send_all(UUID(made["id"])) == 0, "once"


async def test_what_was_rolled_back_is_not_told(
    engine: AsyncEngine, other_admin: Person, program: tuple[Program, str]
) -> None:
    await told(other_admin, program[1])
    with pytest.raises(ZeroDivisionError):
        async with unit_of_work(engine, system(other_admin.organization)) as uow:
            uow.emit(LotHeld(uuid4(), "L-2", True, "dents"))
            await uow.settle()
            raise ZeroDivisionError
    assert await deliveries(other_admin) == []


async def test_only_what_was_chosen_is_told_and_only_to_the_own_company(
    engine: AsyncEngine, other_admin: Person, admin: Person, program: tuple[Program, str]
) -> None:
    await told(other_admin, program[1], "calls.called")
    await held(engine, other_admin, uuid4(), "dents")
    await held(engine, admin, uuid4(), "dents")
    assert await deliveries(other_admin) == []
    assert [row for row in await deliveries(admin) if row["kind"] == "stock.lot_held"] == []


async def test_a_program_that_was_down_for_two_hours_hears_everything_once_and_in_order(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made, lot = await told(other_admin, url), uuid4()
    heard.status = 503
    await held(engine, other_admin, lot, "cracks")
    await sender.send_all(UUID(made["id"]))
    await held(engine, other_admin, lot, "dents", "rust")
    assert await sender.send_all(UUID(made["id"])) == 0, "it is left alone for a while"
    assert len(heard.heard) == 1
    page = (await other_admin.api("GET", f"/webhooks/{made['id']}")).json()
    assert (page["waiting"], page["trouble"]) == (3, "HTTP 503")
    heard.status, heard.heard = 200, []
    await later(engine, other_admin, hours=2)
    assert await sender.send_all(UUID(made["id"])) == 3
    assert heard.reasons == ["cracks", "dents", "rust"]


async def test_what_one_record_says_wrongly_holds_up_only_that_record(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made, stuck, other = await told(other_admin, url), uuid4(), uuid4()
    heard.status = 422
    await held(engine, other_admin, stuck, "cracks")
    await sender.send_all(UUID(made["id"]))
    heard.status, heard.heard = 200, []
    await held(engine, other_admin, stuck, "dents")
    await held(engine, other_admin, other, "rust")
    await sender.send_all(UUID(made["id"]))
    assert heard.reasons == ["rust"]


async def test_after_two_days_it_is_given_up_and_may_be_sent_again_by_hand(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    heard.status = 500
    await held(engine, other_admin, uuid4(), "dents")
    await later(engine, other_admin, days=3)
    await sender.send_all(UUID(made["id"]))
    [row] = await deliveries(other_admin)
    assert (row["state"], row["status"]) == ("failed", 500)
    answer = await other_admin.api("POST", f"/webhook-deliveries/{row['id']}/again")
    assert answer.json()["state"] == "pending"
    heard.status = 200
    await later(engine, other_admin, minutes=5)
    assert await sender.send_all(UUID(made["id"])) == 1
    ids = {headers["webhook-id"] for headers, _body in heard.heard}
    assert ids == {row["id"]}, "under the same id"


async def test_two_workers_do_not_tell_the_same_twice(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    for number in range(6):
        await held(engine, other_admin, uuid4(), f"step {number}")
    await asyncio.gather(*(sender.send_all(UUID(made["id"])) for _worker in range(4)))
    await sender.send_all(UUID(made["id"]))
    assert sorted(heard.reasons) == [f"step {number}" for number in range(6)]


async def test_after_a_new_secret_the_old_one_signs_for_a_day(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    new = (await other_admin.api("POST", f"/webhooks/{made['id']}/rotation")).json()
    await held(engine, other_admin, uuid4(), "dents")
    await sender.send_all(UUID(made["id"]))
    [(headers, body)] = heard.heard
    signed = [
        rules.signature(each["secret"], headers["webhook-id"], int(headers["webhook-timestamp"]), body)
        for each in (new, made)
    ]
    assert headers["webhook-signature"] == " ".join(signed)
    page = (await other_admin.client.get(f"/webhooks/{made['id']}", headers={"accept": "text/html"})).text
    assert made["secret"] not in page
    assert new["secret"] not in page


async def test_paused_it_is_told_nothing_and_what_waited_goes_when_it_goes_on(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    await held(engine, other_admin, uuid4(), "cracks")
    await other_admin.api("POST", f"/webhooks/{made['id']}/pause")
    await held(engine, other_admin, uuid4(), "dents")
    assert await sender.send_all(UUID(made["id"])) == 0
    await other_admin.api("POST", f"/webhooks/{made['id']}/resume")
    assert await sender.send_all(UUID(made["id"])) == 1
    assert heard.reasons == ["cracks"]


HOSTILE = [
    "http://example.com/", "https://10.0.0.1/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/",
    "https://192.168.1.1/", "https://172.16.0.1/", "https://0.0.0.0/", "https://[fe80::1]/", "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://[2002:0a00:0001::]/", "https://2130706433/",
    "https://0x7f000001/", "https://017700000001/", "https://127.1/", "https://localhost/", "https://user:pw@example.com/",
    "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1/", "https://224.0.0.1/", "https://240.0.0.1/",
    "https://255.255.255.255/", "https://100.64.0.1/", "https://198.18.0.1/", "https://[ff02::1]/", "https://localhost.localdomain/",
    "https://[::]/",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
async def test_no_address_leads_into_our_own_house(
    engine: AsyncEngine, settings: Settings, other_admin: Person, program: tuple[Program, str], url: str
) -> None:
    """In production. What is not refused when it is typed is refused when it is asked; nobody hears anything."""
    made = await told(other_admin, program[1])
    async with unit_of_work(engine, system(other_admin.organization)) as uow:
        await uow.session.execute(text("update webhooks set url = :url"), {"url": url})
    await held(engine, other_admin, uuid4(), "dents")
    strict = Sender(engine, other_admin.organization, Vault(settings.secret_key), Outside())
    assert await strict.send_all(UUID(made["id"])) == 0
    [row] = await deliveries(other_admin)
    assert row["status"] is None
    assert row["words"]


async def test_somebody_who_sends_us_on_is_not_followed(
    engine: AsyncEngine, other_admin: Person, sender: Sender, program: tuple[Program, str]
) -> None:
    heard, url = program
    made = await told(other_admin, url)
    heard.status = 302
    await held(engine, other_admin, uuid4(), "dents")
    assert await sender.send_all(UUID(made["id"])) == 0
    assert "not followed" in (await deliveries(other_admin))[0]["words"]
    assert len(heard.heard) == 1
