"""Every template compiles, is used, keeps to the policy of the browser, and has no id twice."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes
from jinja2.meta import find_referenced_templates
from litestar import Litestar

from tests.contracts.findings import nothing
from tests.contracts.records import params_of
from tests.contracts.routes import Route, routes_of
from tests.contracts.test_faces import ask, browsers, jinja, pages  # noqa: F401  fixtures
from tests.contracts.world import World

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
#: What a browser that keeps to our policy would not do, and what would be noticed by nobody.
FORBIDDEN = {
    r"<script(?![^>]*\bsrc=)": "a script in the page; the policy stops it",
    r"\son[a-z]+\s*=\s*[\"']": "an inline handler; the policy stops it",
    r"\sstyle\s*=\s*[\"']": "an inline style; the policy stops it",
    r"hx-on[:=]": "evaluated text; the policy stops it",
    r"\{\{[^}]*\|\s*safe\b": "unescaped text",
    r"(?:src|href)=[\"']https?://": "something from elsewhere",
    r"hx-boost": "pages are pages",
    r"javascript:": "a script in an address",
}
#: A drawing that kit/qr.py made of squares.
ALLOWED = {("ui/icon.html", "unescaped text")}
#: Laid out with the rest, for what is still to come.
NOT_YET = ("layouts/email.html",)
#: Not pages: mail programs know no style sheets, and paper has no policy.
OTHER_MEDIA = ("layouts/email.html", "layouts/print.html", "prints/", "email/")


def names() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", names())
def test_it_compiles(jinja: Environment, name: str) -> None:  # noqa: F811
    jinja.compile((TEMPLATES / name).read_text(encoding="utf-8"), name)


def test_every_template_is_used(app: Litestar, jinja: Environment) -> None:  # noqa: F811
    """By a route, by Python by name, or by another template that is used."""
    used = used_by_routes(app) | used_by_code()
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        if not (TEMPLATES / name).is_file():
            continue
        tree = jinja.parse((TEMPLATES / name).read_text(encoding="utf-8"))
        for other in find_referenced_templates(tree):
            below = [other] if other else [found for found in names() if may_be_meant(tree, found)]
            waiting += [found for found in below if found not in used]
            used.update(below)
    nothing(f"{name} is used by nobody" for name in names() if name not in used)


def used_by_routes(app: Litestar) -> set[str]:
    return {route.opt[kind] for route in routes_of(app) for kind in ("template", "form") if route.opt.get(kind)}


def used_by_code() -> set[str]:
    found = set(NOT_YET)
    for path in [*(ROOT / "unison_web").rglob("*.py"), *(ROOT / "tests" / "web").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
                found.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                found |= {name for name in names() if start.endswith("/") and name.startswith(start)}
    return found


def may_be_meant(tree: nodes.Template, name: str) -> bool:
    """An include whose name is put together: every template that starts like one of its parts."""
    parts = [str(node.value) for node in tree.find_all(nodes.Const) if str(node.value).endswith(("/", "/_"))]
    return any(name.startswith(part) for part in parts)


def test_every_template_that_is_asked_for_exists(app: Litestar) -> None:
    nothing(f"{name} is named but is not there" for name in used_by_routes(app) if not (TEMPLATES / name).is_file())


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_nothing_forbidden_in(pattern: str) -> None:
    nothing(
        f"{name}: {FORBIDDEN[pattern]}"
        for name in names()
        if not name.startswith(OTHER_MEDIA)
        and re.search(pattern, (TEMPLATES / name).read_text(encoding="utf-8"))
        and (name, FORBIDDEN[pattern]) not in ALLOWED
    )


async def test_a_page_names_nothing_twice_and_points_at_what_is_there(
    pages: list[Route],  # noqa: F811
    owner: World,
    browsers: Any,  # noqa: F811
) -> None:
    """Ids are unique; what htmx and labels point at exists; nothing inline came out of a macro either."""
    wrong = []
    for route in pages:
        if route.template is None or route.on_api:
            continue
        assert params_of(owner, route) is not None
        html = (await ask(browsers, owner, route)).text
        ids = Counter(re.findall(r'\sid="([^"]+)"', html))
        wrong += [f"{route}: #{name} {count} times" for name, count in ids.items() if count > 1]
        pointed = re.findall(
            r'\s(?:for|aria-labelledby|aria-describedby|aria-controls|popovertarget|list)="([^"]+)"', html
        )
        pointed += [target[1:] for target in re.findall(r'\shx-target="(#[^"]+)"', html)]
        named = {part for value in pointed for part in value.split()}
        wrong += [f"{route}: nothing has the id {name}" for name in sorted(named - set(ids))]
        wrong += [
            f"{route}: {said}"
            for pattern, said in FORBIDDEN.items()
            if "safe" not in pattern and re.search(pattern, html)
        ]
    nothing(wrong)
