"""English as a tester reads it: longer, accented, in brackets, with every value in its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cast import Person
from unison_web.kit import i18n


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    i18n.speak("en")


def test_words_grow_and_keep_their_places() -> None:
    i18n.speak("en-XA")
    said = i18n._("Order {number} created")
    assert said.startswith("[")
    assert said.endswith("]")
    assert "{number}" in said
    assert len(said) > len("Order {number} created") * 1.2
    assert i18n.ngettext("%(n)s row", "%(n)s rows", 2).startswith("[%(n)s röwš")


def test_numbers_and_days_stay_english() -> None:
    i18n.speak("en_XA")
    assert i18n.language() == "en"
    assert i18n.direction() == "ltr"


async def test_a_page_speaks_it(nobody: Person) -> None:
    page = await nobody.client.get("/login", headers={"accept": "text/html", "accept-language": "en-XA"})
    assert "[Šîgñ" in page.text
    english = await nobody.client.get("/login", headers={"accept": "text/html", "accept-language": "en"})
    assert "[Š" not in english.text, "what was drawn for one language is not shown in another"
