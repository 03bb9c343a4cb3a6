"""Uploads become pictures that can do nothing but be looked at."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from hashlib import sha256
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from unison_web.kit.errors import Refused
from unison_web.kit.i18n import _

LARGEST = 512 * 1024
#: Pixels of the longer side: a logo at twice its size on screen, an icon on a home screen.
SIDES = {"logo": 640, "icon": 192, "label": 640}
MOST_PIXELS = 16_000_000
RASTER = {"PNG": "image/png", "JPEG": "image/png", "WEBP": "image/png", "GIF": "image/png"}
SVG = "{http://www.w3.org/2000/svg}"
#: What draws. Whatever else there is (script, style, foreignObject, animation, links, other namespaces) is left out.
SHAPES = frozenset(
    {
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "title", "desc", "symbol", "use",
    }
)  # fmt: skip
ATTRIBUTES = frozenset(
    {
        "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "d", "dx", "dy",
        "points", "transform", "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap",
        "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-opacity", "opacity", "clip-path",
        "clip-rule", "mask", "id", "offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform",
        "spreadMethod", "fx", "fy", "font-family", "font-size", "font-weight", "text-anchor", "letter-spacing",
        "preserveAspectRatio", "clipPathUnits", "maskUnits", "color",
    }
)  # fmt: skip
#: A reference inside the picture; everything else that looks like an address is dropped.
INSIDE = re.compile(r"url\(#[\w.-]+\)")
MOST_NODES = 5_000


@dataclass(frozen=True)
class Picture:
    media_type: str
    content: bytes

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()[:32]


def cleaned(kind: str, content: bytes) -> Picture:
    """Raises Refused at the field ``kind`` for what is no picture, or too much of one."""
    if len(content) > LARGEST:
        raise Refused(**{kind: _("At most {n} kB").format(n=LARGEST // 1024)})
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        _drawing(kind, content)
        if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype"))
        else _photo(kind, content)
    )


def _photo(kind: str, content: bytes) -> Picture:
    """Read and written anew: metadata, trailers and disguises stay behind."""
    try:
        with Image.open(io.BytesIO(content), formats=list(RASTER)) as found:
            if found.width * found.height > MOST_PIXELS:
                raise Refused(**{kind: _("This picture has too many pixels")})
            picture = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError, SyntaxError):
        raise Refused(**{kind: _("This is no picture. Send a PNG, JPEG, WebP or SVG file")}) from None
    picture.thumbnail((SIDES[kind], SIDES[kind]))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return Picture("image/png", out.getvalue())


def _drawing(kind: str, content: bytes) -> Picture:
    if re.search(rb"<!(doctype|entity)", content, re.I):
        content = re.sub(rb"<!doctype[^>\[]*>", b"", content, flags=re.I)
        if re.search(rb"<!(doctype|entity)", content, re.I):
            raise Refused(**{kind: _("This drawing defines things of its own. Save it as a plain SVG")})
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  no DOCTYPE, no entities
    except (ElementTree.ParseError, ValueError):
        raise Refused(**{kind: _("This is no picture. Send a PNG, JPEG, WebP or SVG file")}) from None
    if root.tag not in (f"{SVG}svg", "svg") or sum(1 for _node in root.iter()) > MOST_NODES:
        raise Refused(**{kind: _("This drawing has too many parts")})
    ElementTree.register_namespace("", SVG.strip("{}"))
    return Picture("image/svg+xml", ElementTree.tostring(_without_harm(root), encoding="utf-8"))


def _without_harm(node: ElementTree.Element) -> ElementTree.Element:
    name = node.tag.removeprefix(SVG)
    kept = ElementTree.Element(SVG + name)
    for key, value in node.attrib.items():
        bare = key.rpartition("}")[2]
        local = bare == "href" and name == "use" and value.startswith("#")
        harmless = key in ATTRIBUTES and ("url(" not in value or INSIDE.fullmatch(value.strip()))
        if local or harmless:
            kept.set(bare, value)
    kept.text, kept.tail = node.text, node.tail
    for part in node:
        if str(part.tag).removeprefix(SVG) in SHAPES:
            kept.append(_without_harm(part))
    return kept
