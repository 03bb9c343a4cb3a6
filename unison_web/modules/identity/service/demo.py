"""The demo's people, from the file the seeder leaves in the data folder. Anywhere else there are none."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from unison_web.kit.errors import NotFound
from unison_web.settings import Settings


class Person(msgspec.Struct):
    name: str
    email: str
    role: str
    company: str
    badge: str = ""


def people(settings: Settings) -> list[Person]:
    return [msgspec.convert(person, Person, strict=False) for person in _kept(settings).get("people", [])]


def password(settings: Settings) -> str:
    if not settings.is_demo or "password" not in (kept := _kept(settings)):
        raise NotFound
    return str(kept["password"])


def _kept(settings: Settings) -> dict[str, Any]:
    path = settings.data_dir / "demo.json"
    if not settings.is_demo or not path.is_file():
        return {}
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
