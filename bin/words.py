"""Collects every word of the product into unison_web/locales/unison.pot, and brings the catalogs up to date with it.

python bin/words.py            write the template and merge it into every locales/*/unison.po
python bin/words.py --check    only say whether the template is up to date
python bin/words.py --left de  what is not translated yet
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from msgspec import inspect as mi

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from unison_web.kit.web import problems  # noqa: E402
from unison_web.kit.web.forms import SENTENCES, choices  # noqa: E402
from unison_web.kit.web.structs import In  # noqa: E402
from unison_web.modules import manifests  # noqa: E402
from unison_web.modules.branding.rules import TERMS  # noqa: E402
from unison_web.modules.identity.rules import SEEDED_ROLES  # noqa: E402

LOCALES = ROOT / "unison_web" / "locales"
TEMPLATE = LOCALES / "unison.pot"
METHODS = [
    ("unison_web/demo/**", "ignore"), ("unison_web/commands/**", "ignore"), ("templates/pattern/**", "ignore"),
    ("unison_web/**.py", "python"), ("templates/**.html", "jinja2"),
]  # fmt: skip
OPTIONS = {
    "templates/**.html": {
        "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols", "trim_blocks": "true", "lstrip_blocks": "true",
    }
}  # fmt: skip
KEYWORDS: dict[str, Any] = {"_": None, "now_": None, "lazy": None, "gettext": None, "ngettext": (1, 2)}


def main() -> int:
    asked = sys.argv[1:]
    if asked[:1] == ["--left"]:
        return left(asked[1])
    written = rendered(collected())
    if asked == ["--check"]:
        return 0 if TEMPLATE.read_bytes() == written else 1
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(written)
    for file in sorted(LOCALES.glob("*/unison.po")):
        file.write_bytes(merged(file, collected()))
    return 0


def collected() -> Catalog:
    """What stands in the source, and what the tables of words and the structs of forms say."""
    catalog = Catalog(project="Unison", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, comment_tags=())
    for file, _line, message, _comments, _context in found:
        place = "/".join(Path(file).parts[:3])
        catalog.add(message, locations=[(place, 0)])
    for place, message in told_by_tables():
        catalog.add(message, locations=[(place, 0)])
    return catalog


def told_by_tables() -> Iterator[tuple[str, Any]]:
    for _status, _code, words in problems.SQLSTATES.values():
        yield "kit/web/problems.py", words
    yield from (("kit/web/problems.py", words) for words in problems.DEFAULT_WORDS.values())
    yield from (("kit/web/forms.py", words) for _start, words in SENTENCES)
    yield from (("modules/identity", name) for name, _permissions in SEEDED_ROLES.values())
    yield from (("modules/branding", word) for words in TERMS.values() for word in words)
    for manifest in manifests():
        yield from ((f"modules/{manifest.name}", (view.one, view.many)) for view in manifest.listings)
    for struct in sorted(everything_said(In), key=lambda cls: cls.__qualname__):
        yield from ((struct.__module__.replace("unison_web.", ""), words) for words in words_of(struct) if words)


def everything_said(root: type) -> Iterator[type]:
    for cls in root.__subclasses__():
        if cls.__module__.startswith("unison_web.modules."):
            yield cls
        yield from everything_said(cls)


def words_of(struct: type) -> Iterator[str]:
    """Label, hint, unit and choices of each field, as a form shows them."""
    info = mi.type_info(struct)
    assert isinstance(info, mi.StructType)
    for field in info.fields:
        kind, meta = field.type, {}
        while isinstance(kind, mi.Metadata | mi.UnionType):
            if isinstance(kind, mi.Metadata):
                meta |= kind.extra_json_schema or {}
                kind = kind.type
            else:
                kind = next(option for option in kind.types if not isinstance(option, mi.NoneType))
        yield meta.get("title") or field.name.removesuffix("_id").replace("_", " ").capitalize()
        yield from (meta.get("description", ""), meta.get("unit", ""))
        yield from (words for _value, words in choices(kind, meta.get("labels") or {}))


def rendered(catalog: Catalog) -> bytes:
    """Without dates and line numbers: what changes is the words."""
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=True, sort_output=True, include_lineno=False)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + out.getvalue()


def merged(file: Path, template: Catalog) -> bytes:
    """A catalog with the words of now; what nobody says any more is dropped."""
    with file.open("rb") as old:
        catalog = read_po(old, locale=file.parent.name)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True)
    plural = f"nplurals={catalog.num_plurals}; plural={catalog.plural_expr};"
    head = f'msgid ""\nmsgstr ""\n"Language: {file.parent.name}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f'{head}"Plural-Forms: {plural}\\n"\n\n'.encode() + out.getvalue()


def left(language: str) -> int:
    with (LOCALES / language / "unison.po").open("rb") as file:
        missing = [message.id for message in read_po(file, locale=language) if message.id and not message.string]
    print("\n".join(str(message) for message in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
