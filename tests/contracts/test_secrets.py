"""No log line of a run, and no answer to a mistake, holds a secret."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.cast import ORIGIN, Person
from tests.contracts.findings import nothing
from tests.contracts.world import PASSWORD, World
from unison_web.demo.companies import system
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.logs import JsonFormatter

WRONG = "a wrong password nobody has"


class Kept(logging.Handler):
    """Everything that is logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(JsonFormatter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, root = Kept(), logging.getLogger()
    loggers = [
        root,
        *(logging.getLogger(name) for name in ("unison", "unison.web", "unison.access", "unison.security")),
    ]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


async def everything_with_a_secret(app: Litestar, owner: World, nobody: Person) -> dict[str, str]:
    """Sign-in, refusals, tokens, badges, codes and failures; returns the secrets that were used."""
    ask, email = owner.http, owner.admin.email
    good = (await ask.post("/api/v1/auth/login", json={"email": email, "password": PASSWORD})).json()
    await ask.post("/api/v1/auth/login", json={"email": email, "password": WRONG})
    await ask.post("/api/v1/auth/login", json={"email": email, "password": [WRONG]})
    await ask.post(
        "/api/v1/auth/login", content=b'{"password": "' + WRONG.encode(), headers={"content-type": "application/json"}
    )
    await nobody.client.get("/login")
    await nobody.send("/auth/login", email=email, password=WRONG)
    renewed = (await ask.post("/api/v1/auth/refresh", json={"refresh_token": good["refresh_token"]})).json()
    await ask.get("/api/v1/me", headers={"authorization": f"Bearer {renewed['access_token']}x"})
    await ask.get("/materials", headers={"cookie": f"session={owner.admin.secret}"})
    tablet = await owner.tablet()
    await tablet.send("/floor/sign-in", badge="987654321-badge", pin="471108")
    made = await owner.make("/tablets", {"name": owner.mark(), "machine": (await owner.make_machine())["code"]})
    await nobody.send("/floor/enrol", code=made["code"])
    await ask.post("/materials", data={"_csrf_token": owner.admin.csrf}, headers={"origin": ORIGIN})
    return {
        "password": PASSWORD, "wrong password": WRONG, "access token": good["access_token"].split(".")[2],
        "refresh token": good["refresh_token"], "new access token": renewed["access_token"].split(".")[2],
        "session": owner.admin.secret, "device": str(tablet.client.cookies["device"]), "PIN": "471108",
        "enrolment code": made["code"], "csrf": owner.admin.csrf,
        "key of the installation": app.state.settings.secret_key,
        "database": app.state.settings.database_url.split(":")[2].split("@")[0],
    }  # fmt: skip


async def test_no_line_holds_a_secret(app: Litestar, owner: World, nobody: Person, kept: Kept) -> None:
    secrets = await everything_with_a_secret(app, owner, nobody)
    assert len(kept.lines) > 10, "nothing was logged, so nothing was tried"
    nothing(f"{what}: {line[:200]}" for what, secret in secrets.items() for line in kept.lines if secret in line)


async def test_a_statement_that_fails_does_not_say_its_values(owner: World) -> None:
    """The parameters of a failing statement are what somebody typed: passwords' hashes, tokens, personal data."""
    actor = system(owner.admin.organization)
    with pytest.raises(DBAPIError) as failed:
        async with unit_of_work(owner.admin.app.state.engine, actor) as uow:
            await uow.session.execute(text("select cast(:secret as uuid)"), {"secret": "not-for-the-log"})
    assert "not-for-the-log" not in str(failed.value).partition("[SQL")[2]


async def test_answers_say_nothing_of_the_inside(owner: World, nobody: Person) -> None:
    """No version, no path, no statement, no traceback in a refusal."""
    asked: list[tuple[str, dict[str, Any]]] = [
        ("/no-such-page", {}), ("/materials/not-an-id", {}), ("/api/v1/materials?limit=x", {}), ("/api/v1/none", {}),
        ("/api/v1/materials?sort=__class__", {}), ("/static/none", {}), ("/s/%00", {}),
    ]  # fmt: skip
    wrong = []
    for path, options in asked:
        headers = {"authorization": f"Bearer {owner.admin.token}", "cookie": f"session={owner.admin.secret}"}
        answer = await nobody.client.get(path, headers=headers, **options)
        tells = [
            word
            for word in ("Traceback", "/work/", "site-packages", "asyncpg", "sqlalchemy", "SELECT ")
            if word in answer.text
        ]
        wrong += [f"{path}: {tells}"] if tells or "server" in answer.headers else []
    nothing(wrong)
