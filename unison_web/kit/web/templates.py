"""The Jinja environment: strict about names, translated, with the ``ui`` macros as one global."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar.plugins.jinja import JinjaTemplateEngine

from unison_web.kit import i18n
from unison_web.kit.web import charts, formats, frame, remembered
from unison_web.kit.web.problems import heading
from unison_web.kit.web.states import look

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES, STATIC = ROOT / "templates", ROOT / "static"


@cache
def asset(name: str) -> str:
    """``/static/css/unison.css?v=<content hash>``: cached for ever, replaced when it changes."""
    content = STATIC / name
    version = hashlib.sha256(content.read_bytes()).hexdigest()[:10] if content.is_file() else "missing"
    return f"/static/{name}?v={version}"


def dom_id(record: Any, block: str = "") -> str:
    """``work-order-WO-10482-row``: the id of a record's element."""
    noun = type(record).__name__.removesuffix("Out").removesuffix("Row")
    dashed = "".join("-" + letter.lower() if letter.isupper() else letter for letter in noun).lstrip("-")
    key = getattr(record, "number", None) or getattr(record, "code", None) or record.id
    return "-".join(part for part in (dashed, str(key), block) if part)


def environment(words: Mapping[str, Any] | None = None, *, reload: bool) -> Environment:
    """Undefined names are errors: a typo in a template is a failing test, not an empty cell."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=reload,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
    )
    jinja.install_gettext_callables(i18n._, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    jinja.filters.update(formats.FILTERS)
    jinja.globals.update(words or {})
    jinja.globals.update(asset=asset, dom_id=dom_id, look=look, scale=charts, csrf=frame.csrf, new_key=frame.new_key)
    jinja.globals.update(error_heading=heading, brand=None)  # a page says which face it wears
    jinja.globals.update(_=remembered.said, gettext=remembered.said, cells_of=remembered.cells_of, once=remembered.once)
    jinja.globals["ui"] = jinja.get_template("ui.html").module
    if not reload:
        remembered.remember(jinja.globals["ui"])
    return jinja


def engine(words: Mapping[str, Any], *, reload: bool = False) -> JinjaTemplateEngine:
    """The environment for Litestar; ``words`` are what the modules' manifests add."""
    return JinjaTemplateEngine.from_environment(environment(words, reload=reload))
