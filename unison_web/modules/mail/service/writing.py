"""From a letter to its words: in the reader's language, in the company's look, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import css_inline
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from unison_web.kit import i18n
from unison_web.kit.actor import Actor
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.web import formats, frame
from unison_web.kit.web.frame import Frame
from unison_web.kit.web.templates import TEMPLATES
from unison_web.modules.branding.faces import PRODUCT
from unison_web.modules.branding.repository import BrandRepository
from unison_web.modules.organizations.models import Organization

ACCENT = "#1b5aa6"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said to whom. ``template`` is a file of HTML with one of plain text (``.txt``) beside it; both see
    ``said`` and ``letter``. Values that depend on the language are functions, called when it is spoken. The same
    ``key`` is sent once in a company. ``secret``: there is a link in it that nobody else may read once it was sent."""

    kind: str
    key: str
    to: str
    subject: Any
    template: str
    said: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    about: tuple[str, UUID] | None = None
    locale: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """What every letter wears. ``lang`` and ``dir`` are of its language."""

    brand: str
    company: str
    accent: str
    subject: str = ""
    lang: str = "en"
    dir: str = "ltr"


async def look_of(uow: UnitOfWork) -> Look:
    face = await BrandRepository(uow).in_state("published")
    company = await uow.session.get(Organization, uow.organization_id)
    brand, accent = (face.name or PRODUCT, face.accent or ACCENT) if face else (PRODUCT, ACCENT)
    return Look(brand, company.name if company else "", accent)


async def language_of_company(uow: UnitOfWork) -> str:
    """The language of the company, for a reader who has not chosen one."""
    company = await uow.session.get(Organization, uow.organization_id)
    return company.locale if company else ""


async def write(uow: UnitOfWork, letter: Letter) -> Written:
    """Raises what a broken template raises: a mail that cannot be written is a mistake of ours, told at once."""
    look = await look_of(uow)
    with speaking(letter.locale or uow.actor.locale, uow.actor):
        subject = " ".join(str(letter.subject).split())[:200]
        said = {name: value() if callable(value) else value for name, value in letter.said.items()}
        tongue = i18n.language().replace("_", "-")
        dressed = Look(look.brand, look.company, look.accent, subject, tongue, i18n.direction())
        text = plain().get_template(f"{letter.template.removesuffix('.html')}.txt").render(letter=dressed, said=said)
        html = paper().get_template(letter.template).render(letter=dressed, said=said)
    return Written(subject, inlined(html, look.accent), text.strip() + "\n")


@contextmanager
def speaking(locale: str, actor: Actor) -> Iterator[None]:
    """For a while, in another language, and in the time of who writes."""
    before, token = i18n.language(), frame.current.set(Frame(actor.timezone, actor.currency))
    i18n.speak(locale or before)
    try:
        yield
    finally:
        i18n.speak(before)
        frame.current.reset(token)


def _environment(*, escape: bool) -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=escape,  # noqa: S701  plain text is not escaped
        undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, extensions=["jinja2.ext.i18n"], auto_reload=False,
    )  # fmt: skip
    jinja.install_gettext_callables(i18n._, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    jinja.filters.update(formats.FILTERS)
    return jinja


@cache
def paper() -> Environment:
    return _environment(escape=True)


@cache
def plain() -> Environment:
    return _environment(escape=False)


@cache
def _css() -> str:
    return (TEMPLATES / "mail" / "letters" / "letter.css").read_text(encoding="utf-8")


def inlined(html: str, accent: str) -> str:
    """Mail programs drop style sheets, so looks stand at each element; what narrow screens need stays in the head."""
    css = _css().replace(ACCENT, accent)
    narrow = css[css.index("@media") :].strip()
    inliner = css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=css, keep_style_tags=False)
    return inliner.inline(html).replace("</head>", f"<style>{narrow}</style></head>", 1)
