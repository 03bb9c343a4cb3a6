"""Two people in each other's way: the one PostgreSQL stopped is served all the same, once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.cast import Person
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web import again
from unison_web.modules.organizations import service

STOPPED = "do $$ begin raise exception 'stopped' using errcode = '{}'; end $$"


class Stopping:
    """``service.add_department``, whose transaction PostgreSQL stops ``times`` times after the row was written."""

    def __init__(self, sqlstate: str, times: int) -> None:
        self.tries, self._times, self._sqlstate = 0, times, sqlstate
        self._add = service.add_department

    async def __call__(self, uow: UnitOfWork, *said: Any, **more: Any) -> Any:
        self.tries += 1
        added = await self._add(uow, *said, **more)
        await uow.session.flush()
        if self.tries <= self._times:
            await uow.session.execute(text(STOPPED.format(self._sqlstate)))
        return added


async def department(admin: Person, code: str, key: str = "") -> Any:
    return await admin.api("POST", "/departments", {"code": code, "name": "Paint"}, key=key)


@pytest.mark.parametrize("sqlstate", sorted(again.IN_THE_WAY))
async def test_a_stopped_change_is_made_once(admin: Person, monkeypatch: pytest.MonkeyPatch, sqlstate: str) -> None:
    stopping = Stopping(sqlstate, again.TRIES - 1)
    monkeypatch.setattr(service, "add_department", stopping)
    key, code = str(uuid4()), f"AGAIN-{sqlstate}"
    answer = await department(admin, code, key)
    assert (answer.status_code, stopping.tries) == (201, again.TRIES), answer.text
    assert (await department(admin, code, key)).json() == answer.json(), (
        "the key holds the answer of the try that counted"
    )
    found = (await admin.api("GET", "/departments", params={"q": code})).json()
    assert found["count"] == 1


async def test_a_form_is_read_again_too(admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = Stopping("40001", 1)
    monkeypatch.setattr(service, "add_department", stopping)
    assert (await admin.send("/departments", code="AGAIN-F", name="Paint")).status_code == 303
    assert stopping.tries == 2


async def test_who_is_always_in_the_way_is_told(admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = Stopping("40P01", 99)
    monkeypatch.setattr(service, "add_department", stopping)
    answer = await department(admin, "AGAIN-N")
    assert (answer.status_code, answer.json()["code"], stopping.tries) == (503, "try-again", again.TRIES)
    assert answer.headers["retry-after"]
    assert (await admin.api("GET", "/departments", params={"q": "AGAIN-N"})).json()["count"] == 0


async def test_nothing_else_is_tried_again(admin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping = Stopping("23514", 1)
    monkeypatch.setattr(service, "add_department", stopping)
    assert (await department(admin, "AGAIN-X")).status_code == 422
    assert stopping.tries == 1
