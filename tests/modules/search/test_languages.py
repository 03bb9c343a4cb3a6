"""Words have forms, and companies have languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from tests.cast import Person
from tests.factories.plant import SmallFactory
from tests.modules.search.test_search import codes, found, material


async def speaks(admin: Person, language: str) -> None:
    said = {"scope": "organization", "value": language}
    assert (await admin.api("PUT", "/settings/values/search.language", said)).status_code == 200


@pytest.fixture
async def of_the_company(admin: Person) -> AsyncIterator[None]:
    yield
    await speaks(admin, "")


@pytest.mark.usefixtures("of_the_company", "factory")
async def test_another_language_counts_at_once(admin: Person) -> None:
    mark = f"LG-{uuid4().hex[:6].upper()}"
    await material(admin, f"{mark}-1", "Zylinderschraube verzinkt")
    await material(admin, f"{mark}-2", "Satz Zylinderschrauben, verzinkt")
    words = f"zylinderschrauben {mark}"
    await speaks(admin, "german")
    assert codes(await found(admin, words), "materials") == [f"{mark}-2", f"{mark}-1"]
    await speaks(admin, "simple")
    assert codes(await found(admin, words), "materials") == [f"{mark}-2"], "the other one only looks alike"


async def test_a_company_that_said_nothing_is_searched_in_its_own(admin: Person, factory: SmallFactory) -> None:
    mark = f"LG-{uuid4().hex[:6].upper()}"
    await material(admin, mark, "Hexagon bolt")
    for words in ("hexagons bolt", "hexagon bolts", "hexa bol", "HEXAGON"):
        assert codes(await found(admin, f"{words} {mark}"), "materials") == [mark], words


async def test_a_word_in_the_name_weighs_more_than_one_in_the_description(admin: Person, factory: SmallFactory) -> None:
    word = "w" + "".join(chr(ord("a") + int(sign, 16)) for sign in uuid4().hex[:8])
    said = {"name": "Cap", "description": f"Goes onto the {word}", "type": "buy", "unit": "EA"}
    numbers = [f"WG-{uuid4().hex[:6].upper()}" for _each in range(2)]
    await admin.api("POST", "/materials", {"number": numbers[0], **said})
    await material(admin, numbers[1], f"Long name of the {word} that everybody means, with much behind it")
    assert codes(await found(admin, word), "materials") == numbers[::-1]


async def test_codes_are_sorted_as_people_count(admin: Person, factory: SmallFactory) -> None:
    mark = f"N{uuid4().hex[:5]}X".upper()
    for number in ("10", "9", "100", "09A"):
        await material(admin, f"{mark}{number}", f"Sorted {mark}")
    asked = {"q": mark, "sort": "number"}
    rows = (await admin.api("GET", "/materials", params=asked)).json()["items"]
    assert [row["number"].removeprefix(mark) for row in rows] == ["9", "09A", "10", "100"]
