"""Writes the last part of every docs/reference/<module>.md: the permissions and the endpoints, from the application.

python bin/reference.py          write them
python bin/reference.py --check  only say which pages are not up to date

What stands above the mark is written by people: nouns, states, and what one has to know.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from unison_web.modules import ORDER  # noqa: E402
from unison_web.modules.identity.words import in_words  # noqa: E402

PAGES = ROOT / "docs" / "reference"
API = "/api/v1"
MARK = "<!-- From here on written by `make docs`, from the application. -->"
#: Pages that are called otherwise than their module.
NAMES = {"settings": "chosen-settings"}
HOME = "unison_web.modules."
#: The document of the API itself.
DOCUMENTS = ("/docs", "/openapi.json", "/{path}")


def page_of(module: str) -> Path:
    return PAGES / f"{NAMES.get(module, module.replace('_', '-'))}.md"


def module_of(handler: Any) -> str:
    """The module a route belongs to: that of its controller."""
    name = type(handler.owner).__module__ if handler.owner is not None else handler.fn.__module__
    name = name if name.startswith(HOME) else str(handler.fn.__module__)
    return name.removeprefix(HOME).split(".")[0] if name.startswith(HOME) else ""


def answers(app: Any) -> list[tuple[str, str, str, str, str]]:
    """(module, path, method, permission, what it does) of everything a program can ask."""
    found = list(_routes(app))
    lists = {path: module for module, path, *_rest in found if module}
    return [(module or _neighbour(path, lists), path, *rest) for module, path, *rest in found]


def _routes(app: Any) -> Iterator[tuple[str, str, str, str, str]]:
    for route in app.routes:
        path = route.path_format
        for handler in getattr(route, "route_handlers", []):
            if not path.startswith(f"{API}/") or path.removeprefix(API) in DOCUMENTS:
                continue
            told = inspect.getdoc(handler.fn) or ""
            first = " ".join(told.split("\n\n")[0].split())
            for method in sorted(handler.http_methods - {"OPTIONS", "HEAD"}):
                permission = str(handler.opt.get("permission") or "")
                yield module_of(handler), path.removeprefix(API), method, permission, first


def _neighbour(path: str, lists: dict[str, str]) -> str:
    """What the workbench adds to a list, cells and verbs for many, belongs to the list's module."""
    return next((lists[start] for n in range(path.count("/"), 1, -1) if (start := _first(path, n)) in lists), "")


def _first(path: str, parts: int) -> str:
    return "/".join(path.split("/")[:parts])


def written(app: Any, manifests: list[Any]) -> dict[str, str]:
    """Module → the part of its page below the mark."""
    found: dict[str, list[str]] = {module: [] for module in ORDER}
    for module, path, method, permission, told in sorted(answers(app)):
        if module:
            found[module].append(f"| `{method} {path}` | `{permission}` | {told.replace('|', '/')} |")
    rights = {m.name: [str(item) for enum in m.permissions for item in enum] for m in manifests}
    return {module: _section(rights.get(module, []), lines) for module, lines in found.items()}


def _section(rights: list[str], lines: list[str]) -> str:
    said = [MARK, ""]
    if rights:
        said += ["## Permissions", "", "| permission | in words |", "| --- | --- |"]
        said += [*(f"| `{right}` | {in_words(right)} |" for right in rights), ""]
    said += ["## Endpoints", ""]
    if lines:
        said += [f"Under `{API}`; the pages of the product have the same addresses without it.", ""]
        said += ["| endpoint | permission | what it does |", "| --- | --- | --- |", *lines]
    else:
        said += ["Programs ask nothing here; what people see are pages."]
    return "\n".join(said) + "\n"


def renewed(page: str, section: str) -> str:
    return page.split(MARK)[0].rstrip() + "\n\n" + section


def main(check: bool) -> int:
    os.environ.setdefault("DATABASE_URL", "postgresql://unison_app@127.0.0.1/unison")  # named, never opened
    app = importlib.import_module("unison_web.app").create_app()
    manifests = importlib.import_module("unison_web.modules").manifests()
    old = []
    for module, section in written(app, manifests).items():
        page = page_of(module)
        before = page.read_text(encoding="utf-8") if page.is_file() else ""
        after = renewed(before, section)
        if after != before:
            old.append(page.name)
            if not check:
                page.write_text(after, encoding="utf-8")
    print(f"{'not up to date' if check else 'written'}: {', '.join(old) or 'none'}")
    return bool(check and old)


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
