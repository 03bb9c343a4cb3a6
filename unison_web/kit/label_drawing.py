"""A label as one SVG: what an editor shows and what becomes PDF, both to the tenth of a millimetre."""

from __future__ import annotations

from base64 import b64decode
from decimal import Decimal
from io import BytesIO

from markupsafe import Markup, escape
from PIL import Image

from unison_web.engine.gs1.elements import NotGs1
from unison_web.engine.labels.design import BASELINE, LINEAR, ZERO, Design, Element, fitted
from unison_web.engine.labels.filling import Values, encoded, written
from unison_web.engine.labels.zpl import EDGE, MARK_SIZE, Bitmap
from unison_web.kit import labels
from unison_web.kit.i18n import _
from unison_web.kit.labels import Symbol

ANCHORS = {"start": ("start", Decimal(0)), "center": ("middle", Decimal("0.5")), "end": ("end", Decimal(1))}
FONT = "Inter, 'Liberation Sans', 'Noto Sans', sans-serif"
HIGH_LOGO = 400  # dots: no label logo needs more


class DoesNotFit(ValueError):
    """Why an element cannot be drawn, in a sentence."""


def svg(design: Design, values: Values, *, base: str, logo: str = "", mark: str = "") -> Markup:
    """The drawing; what cannot be drawn is left out, ``problems`` says why."""
    parts = []
    for each in design.elements:
        try:
            parts.append(_drawn(each, values, base, logo))
        except (DoesNotFit, NotGs1):
            parts.append(_gap(each))
    if mark:
        corner = Element(
            "text", ZERO, design.height - MARK_SIZE - EDGE, design.width - 1, ZERO, MARK_SIZE, mark, align="end"
        )
        parts.append(_text(corner, mark))
    # Attributes of a drawing are presentation, not style sheets: they pass the policy and print alike.
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="label-drawing" role="img" '
        f'width="{design.width:f}mm" height="{design.height:f}mm" viewBox="0 0 {design.width:f} {design.height:f}">'
        f'<title>{escape(values.code)}</title><rect width="{design.width:f}" height="{design.height:f}" fill="#fff"/>'
    )
    return Markup(opening + "".join(parts) + "</svg>")  # noqa: S704  every value was escaped where it was written


def symbol(each: Element, values: Values, base: str) -> Symbol:
    """The code of an element. Raises NotGs1, DoesNotFit."""
    data = encoded(each, values, base)
    try:
        if each.code in ("qr", "digital_link"):
            return labels.qr(data)
        if each.code == "code128":
            return labels.code_128(data)
        if each.code == "gs1_128":
            return labels.gs1_128(data)
        return labels.data_matrix(data) if each.code == "gs1_datamatrix" else labels.plain_data_matrix(data)
    except (ValueError, RuntimeError):
        raise DoesNotFit(_("“{text}” cannot be written as this code").format(text=data[:40])) from None


def bitmap(picture: str, width: Decimal, height: Decimal, dots: int) -> Bitmap | None:
    """A logo for a label printer: black or white, as large as its place allows. None for what is no picture of
    dots."""
    head, _comma, body = picture.partition(",")
    if not head.startswith("data:image/") or "svg" in head:
        return None
    with Image.open(BytesIO(b64decode(body))) as opened:
        flat = Image.new("RGBA", opened.size, "white")
        flat.alpha_composite(opened.convert("RGBA"))
    flat.thumbnail((max(1, round(width * dots)), min(HIGH_LOGO, max(1, round(height * dots)))))
    black = flat.convert("L").point(lambda level: 0 if level >= 128 else 255).convert("1")
    return Bitmap(black.width, black.height, black.tobytes())


def _drawn(each: Element, values: Values, base: str, logo: str) -> str:
    place = f'x="{each.x:f}" y="{each.y:f}"'
    if each.kind == "text":
        return _text(each, written(each.text, values))
    if each.kind == "line":
        return f'<rect {place} width="{each.width:f}" height="{each.height:f}" fill="#000"/>'
    if each.kind == "box":
        rule = each.size or Decimal("0.25")
        return (
            f'<rect x="{each.x + rule / 2:f}" y="{each.y + rule / 2:f}" width="{each.width - rule:f}" '
            f'height="{each.height - rule:f}" fill="none" stroke="#000" stroke-width="{rule:f}"/>'
        )
    if each.kind == "logo":
        size = f'width="{each.width:f}" height="{each.height:f}"'
        fit = 'preserveAspectRatio="xMinYMin meet"'
        return f'<image {place} {size} {fit} href="{escape(logo)}"/>' if logo else ""
    drawn = symbol(each, values, base)
    high = each.height if each.code in LINEAR else drawn.height * each.size
    return drawn.placed(float(each.x), float(each.y), float(each.size), float(high))


def _text(each: Element, words: str) -> str:
    if not words:
        return ""
    size = fitted(words, each)
    anchor, share = ANCHORS[each.align]
    x = each.x + each.width * share
    weight = ' font-weight="700"' if each.bold else ""
    return (
        f'<text x="{x:f}" y="{each.y + each.size * BASELINE:f}" font-size="{size:.3f}" text-anchor="{anchor}" '
        f'font-family="{FONT}"{weight} fill="#000">{escape(words)}</text>'
    )


def _gap(each: Element) -> str:
    """Where something should be and is not: a crossed box, so that nobody prints it unseen."""
    wide, high = each.width or 12, each.height or 12
    far_x, far_y = each.x + wide, each.y + high
    return (
        f'<path d="M{each.x:f} {each.y:f}H{far_x:f}V{far_y:f}H{each.x:f}ZL{far_x:f} {far_y:f}" '
        'fill="none" stroke="#000" stroke-width=".3" stroke-dasharray="1 1"/>'
    )
