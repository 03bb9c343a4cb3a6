"""Somebody new for one test: their own account, and browsers that are theirs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx

from tests.cast import Person

PASSWORD = "correct battery in the stable"


async def newcomer(admin: Person, role: str = "planner", password: str = PASSWORD) -> dict[str, Any]:
    """Added by the administrator, as JSON."""
    mark = uuid4().hex[:8]
    body = {"name": f"New {mark}", "email": f"{mark}@adventure-works.example", "role": role, "password": password}
    answer = await admin.api("POST", "/users", body)
    assert answer.status_code == 201, answer.text
    return answer.json()  # type: ignore[no-any-return]


def browser_of(admin: Person, email: str = "") -> Person:
    """A browser nobody is signed in at."""
    return Person("new", "New", "", email, admin.organization, admin.app)


async def try_password(who: Person, password: str = PASSWORD, **more: str) -> httpx.Response:
    """The sign-in page, filled in and sent."""
    await who.see("/login")
    return await who.send("/auth/login", email=who.email, password=password, **more)


async def signed_in(admin: Person, email: str, password: str = PASSWORD) -> Person:
    who = browser_of(admin, email)
    answer = await try_password(who, password)
    assert answer.status_code == 303, answer.text
    return who
