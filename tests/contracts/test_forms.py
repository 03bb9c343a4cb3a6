"""Every form, filled in with nothing and with rubbish: back comes the same form, each mistake at its field, in plain
words, with everything that was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import httpx
import msgspec
import pytest
from msgspec import inspect as mi

from tests.cast import Person
from tests.contracts.findings import nothing
from tests.contracts.records import params_of
from tests.contracts.routes import Route
from tests.contracts.world import World

#: Signed in elsewhere: tablets, and the sign-in page itself; or filled in by a device. They have tests of their own.
ELSEWHERE = ("/floor/", "/auth/", "/visits", "/me/security/app", "/me/security/passkeys")
#: What a program would say and a person should not read.
JARGON = re.compile(
    r"`|Expected|msgspec|UUID|RFC ?3339|\bNone\b|\$\.|regex|\bstr\b|\bint\b|decimal\b|^[a-z_]+:|Traceback", re.ASCII
)
PASSWORDS = ("password", "current", "secret", "smtp_password", "sendgrid_key", "ses_secret")


@pytest.fixture(scope="session")
def forms(routes: list[Route]) -> list[Route]:
    mine = [r for r in routes if r.method == "POST" and r.opt.get("form") and not r.on_api]
    return [r for r in mine if not r.record.startswith(ELSEWHERE)]


def fields(route: Route) -> dict[str, mi.Type]:
    model: Any = route.handler.parsed_data_field.annotation
    info = mi.type_info(model)
    assert isinstance(info, mi.StructType)
    return {field.encode_name: field.type for field in info.fields if field.encode_name != "version"}


def bare(kind: mi.Type) -> mi.Type:
    while isinstance(kind, mi.Metadata | mi.UnionType):
        some = [kind.type] if isinstance(kind, mi.Metadata) else [t for t in kind.types if t != mi.NoneType()]
        kind = some[0]
    return kind


def rubbish(name: str, kind: mi.Type) -> str | None:
    """What somebody could type into this field by mistake; None where there is nothing to type."""
    plain = bare(kind)
    if isinstance(plain, mi.BoolType | mi.ListType | mi.DictType):
        return None
    if isinstance(plain, mi.StrType) and plain.max_length is None:
        return f"rubbish {name}"
    if isinstance(plain, mi.StrType):
        return f"<{name}> & " + "x" * (plain.max_length or 0)
    return "a dozen"


async def send(world: World, route: Route, values: dict[str, str]) -> httpx.Response:
    who: Person = world.admin
    await who.see("/me")
    return await who.send(route.at(params_of(world, route)), **values)


def drawn(page: str, kinds: str = "input|select|textarea") -> set[str]:
    return set(re.findall(rf'<(?:{kinds})\b[^>]*\bname="([^"]+)"', page))


def errors(page: str) -> dict[str, str]:
    """Field → sentence, as the page shows them."""
    found = re.findall(r'<p class="err" id="e-f-([^"]+)"><span[^>]*>[^<]*</span>\s*(.*?)</p>', page, re.S)
    return {name: unescape(text) for name, text in found}


async def test_an_empty_form_says_what_is_missing_at_each_field(forms: list[Route], owner: World) -> None:
    found = []
    for route in forms:
        needed = {
            f.encode_name for f in msgspec.structs.fields(route.handler.parsed_data_field.annotation) if f.required
        }
        answer = await send(owner, route, {})
        if not needed:
            continue
        said, shown = errors(answer.text), drawn(answer.text)
        if answer.status_code != 422 or "<html" not in answer.text:
            found.append(f"{route}: {answer.status_code}, not the form again")
        elif missing := (needed & shown) - said.keys():
            found.append(f"{route}: says nothing at {sorted(missing)}")
        elif "There is a problem" not in answer.text or "<title>Error:" not in answer.text:
            found.append(f"{route}: no summary")
    nothing(found)


async def test_rubbish_comes_back_with_a_sentence_at_its_field(forms: list[Route], owner: World) -> None:
    found = []
    for route in forms:
        kinds = fields(route)
        typed = {name: words for name, kind in kinds.items() if (words := rubbish(name, kind))}
        answer = await send(owner, route, typed)
        if answer.status_code != 422:
            found.append(f"{route}: {answer.status_code} for rubbish")
            continue
        said, shown, page = errors(answer.text), drawn(answer.text), unescape(answer.text)
        free = drawn(answer.text, "input|textarea") - set(PASSWORDS)
        limited = {name for name, kind in kinds.items() if getattr(bare(kind), "max_length", 1) is not None}
        found += [f"{route}: nothing at {name}" for name in (typed.keys() & shown & limited) - said.keys()]
        found += [f"{route}: {name} is gone" for name in typed.keys() & free if typed[name] not in page]
        found += [f"{route} at {name}: {words!r}" for name, words in said.items() if JARGON.search(words)]
    nothing(found)


async def test_a_form_about_a_record_that_is_not_there_is_not_there_either(
    routes: list[Route], owner: World, outsider: World
) -> None:
    """With the records of the other company in the path: forms to fill in, and forms that were filled in."""
    asked = [r for r in routes if r.params and r.opt.get("page") and r.method == "GET" and r.record[1:5] != "floo"]
    found = []
    for route in asked:
        if route.record.startswith(("/settings", "/s/", "/welcome/", "/login/", "/me/security/")):
            continue  # the same word in every company, and a link for whoever holds it
        answer = await outsider.admin.see(route.at(params_of(owner, route)))
        if answer.status_code != 404:
            found.append(f"{route}: {answer.status_code}")
    nothing(found)
