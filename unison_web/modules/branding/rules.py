"""What a company may make of the product's face."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256

from unison_web.engine import contrast
from unison_web.kit.i18n import _, lazy
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

STATES = ("draft", "published", "past")
KINDS = ("logo", "icon", "label")
KIND_LABELS = {"logo": lazy("Logo"), "icon": lazy("Small icon"), "label": lazy("Logo on labels")}
#: Grounds that links and buttons stand on, in the light and in the dark.
LIGHT, DARK = "#eceef0", "#1f2328"
DARK_TEXT = "#0e1116"
HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
#: Words a company may have its own for: the product's word, one and many.
TERMS = {
    "work_order": ("work order", "work orders"),
    "order": ("order", "orders"),
    "material": ("material", "materials"),
    "bill": ("bill of materials", "bills of materials"),
    "routing": ("routing", "routings"),
    "operation": ("operation", "operations"),
    "work_center": ("work center", "work centers"),
    "machine": ("machine", "machines"),
    "plant": ("plant", "plants"),
    "traveler": ("traveler", "travelers"),
}
LONGEST_TERM = 30


class Branding(Permission):
    READ = "branding:read"
    WRITE = "branding:write"


def good_accent(accent: str, field: str = "accent", ground: str = LIGHT) -> Verdict:
    """Refused with the ratio where links or the words on buttons could not be read."""
    if not accent:
        return YES
    if not contrast.is_colour(accent):
        return no(_("Write a colour like #1b5aa6"), field=field)
    found = contrast.ratio(accent, ground)
    if found >= contrast.TEXT:
        return YES
    words = _(
        "Too close to the ground it stands on: contrast {ratio} to 1, at least {least} is needed. {near} would do"
    )
    near = contrast.until_readable(accent, ground)
    shown = found.quantize(Decimal("0.01"))
    return no(words.format(ratio=shown, least=contrast.TEXT, near=near), field=field)


def good_host(host: str) -> Verdict:
    if not host or HOST.fullmatch(host):
        return YES
    return no(_("Write the name of a host, as in mes.example.com"), field="host")


def good_terms(terms: Mapping[str, str]) -> dict[str, str]:
    """Errors by field: words only, and not too long for a button."""
    return {
        f"terms.{key}": _("At most {n} letters, no signs").format(n=LONGEST_TERM)
        for key, word in terms.items()
        if len(word) > LONGEST_TERM or re.search(r"[<>{}%\[\]()\"\n]", word)
    }


def pairs(terms: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(the product's word, the company's), the longest first, so that *work order* is not taken for an *order*."""
    found = []
    for key, word in terms.items():
        name, _sep, number = key.rpartition("_")
        if word and name in TERMS and number in ("one", "many"):
            found.append((TERMS[name][number == "many"], word))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def css_name(accent: str, accent_dark: str) -> str:
    """Changes with what is in it, so that a browser may keep it for ever."""
    return f"{sha256(css(accent, accent_dark).encode()).hexdigest()[:16]}.css"


def css(accent: str, accent_dark: str) -> str:
    """The one rule a brand is. A dark variant that nobody chose is the accent, lightened until it can be read."""
    if not accent:
        return ""
    dark = accent_dark or contrast.until_readable(accent, DARK)
    on, on_dark = contrast.text_on(accent, DARK_TEXT), contrast.text_on(dark, DARK_TEXT)
    colours = f"--accent:light-dark({accent},{dark});--on-accent:light-dark({on},{on_dark})"
    return f"@layer brand{{:root,[data-bs-theme]{{{colours}}}}}"
