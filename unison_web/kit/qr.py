"""Two-dimensional codes as inline SVG, without size or prolog: the page or the label says how large."""

from __future__ import annotations

import re

import zxingcpp
from markupsafe import Markup

SIZE = re.compile(r'<svg[^>]*width="(\d+)" height="(\d+)"')


def qr_svg(text: str) -> Markup:
    """A QR code with error correction M, quiet zone included, scaled by its container."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=True)
    drawn = drawn[drawn.index("<svg") :]
    found = SIZE.search(drawn)
    assert found
    width, height = found.groups()
    sized = drawn.replace(
        f'width="{width}" height="{height}"',
        f'viewBox="0 0 {width} {height}" class="qr" shape-rendering="crispEdges"',
        1,
    )
    return Markup(sized)  # noqa: S704  made by the encoder, holds paths only
