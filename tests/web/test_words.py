"""Every word on a screen can be translated, and no catalog breaks a sentence."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from unison_web.kit import i18n

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
TAG = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.S)
#: Blocks that hold a setting, not a word: ``{% block density %}office{% endblock %}``.
SETTING = re.compile(
    r"\{%-? block (?:density|size|margin|kind|back|main_class|live|body)\b.*?%\}.*?\{%-? endblock %\}", re.S
)
SPOKEN = ("aria-label", "placeholder", "title", "alt", "aria-description")
#: The name of the product, and what is the same in every language.
NAMES = re.compile(r"\bUnison\b|/api/v1/openapi\.json|Ctrl K")
PLACE = re.compile(r"%\(\w+\)s|\{\w*\}|%%")


class Words(HTMLParser):
    """Text that is shown or spoken, outside of code."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "code", "kbd"} & set(self.open[-1:]):
            self.found.append(data)


def unmarked(source: str) -> list[str]:
    parser = Words()
    parser.feed(TAG.sub("", SETTING.sub("", source)))
    bare = [NAMES.sub("", text).strip() for text in parser.found]
    return [text for text in bare if re.search(r"[^\W\d_]{2,}", text) and '="' not in text and "/" not in text]


def templates() -> list[str]:
    names = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
    return [name for name in names if not name.startswith("pattern/")]  # for developers, in English


@pytest.mark.parametrize("name", templates())
def test_no_text_stands_in_a_template_without_its_mark(name: str):
    assert unmarked((TEMPLATES / name).read_text(encoding="utf-8")) == []


def test_the_test_finds_what_it_looks_for():
    assert unmarked('<p class="m">{{ _("Due") }} today</p><a aria-label="Close">x</a>') == ["today", "Close"]
    assert unmarked('{% block density %}office{% endblock %}<b>Unison</b> {{ _("Due") }} · 12') == []


@pytest.mark.parametrize("language", i18n.languages()[1:])
def test_a_translation_keeps_every_place_for_a_value(language: str):
    with (i18n.LOCALES / language / "unison.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    broken = []
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        places = set(PLACE.findall(ids[-1]))
        broken += [ids[0] for text in said if text and ids[0] and set(PLACE.findall(text)) - places]
        broken += [ids[0] for text in said[-1:] if text and ids[0] and places - set(PLACE.findall(text))]
    assert broken == []


def test_an_empty_word_is_empty_in_every_language():
    for path in i18n.LOCALES.glob("*.po"):
        i18n.speak(path.stem)
        assert i18n._("") == ""
    i18n.speak("en")


def test_what_nobody_speaks_is_answered_in_english():
    for asked in ("*", "zz", "", "klingon", "../../etc", "en-"):
        i18n.speak(asked)
        assert (i18n.language(), i18n.direction()) == ("en", "ltr")


def test_a_language_has_a_direction():
    for asked, direction in {"he-IL": "rtl", "ar": "rtl", "fa_IR": "rtl", "de-AT": "ltr", "zh-Hans-CN": "ltr"}.items():
        i18n.speak(asked)
        assert i18n.direction() == direction
    i18n.speak("en")


def missing(language: str) -> list[str]:
    with (i18n.LOCALES / language / "unison.po").open("rb") as file:
        said = {message.id: message.string for message in read_po(file, locale=language)}
    with (i18n.LOCALES / "unison.pot").open("rb") as file:
        wanted = [message.id for message in read_po(file) if message.id]
    return [
        str(each)
        for each in wanted
        if not (all(said.get(each) or ("",)) if isinstance(each, tuple) else said.get(each))
    ]


@pytest.mark.parametrize("language", ["de", "es", "ar"])
def test_a_language_we_offer_has_every_word(language: str):
    assert missing(language) == []
