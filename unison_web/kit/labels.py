"""Barcodes as inline SVG, sized in millimetres by module width so that a 203 dpi printer can print them.

GS1 symbols are written with real FNC1 (``gs1=True`` with bracketed application identifiers); DataMatrix is forced
square, because many scanners refuse the rectangular form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import zxingcpp
from markupsafe import Markup
from PIL import Image

SIZE = re.compile(r'<svg[^>]*width="(\d+)" height="(\d+)"')
#: Module widths a 203 dpi thermal printer (0.125 mm a dot) can print: whole dots.
DOT = 0.125


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawn symbol and its size in modules. ``barcode`` is what the encoder made."""

    svg: str
    width: int
    height: int
    barcode: Any = None

    def png(self, dots: int) -> bytes:
        """As a picture with ``dots`` dots a module, quiet zone included."""
        drawn = memoryview(self.barcode.to_image(scale=dots, add_quiet_zones=True))
        assert drawn.shape
        high, wide = drawn.shape
        picture, file = Image.frombytes("L", (wide, high), drawn.tobytes()), BytesIO()
        picture.convert("1").save(file, "PNG")
        return file.getvalue()

    def sized(self, module: float, height: float | None = None) -> Markup:
        """As SVG with ``module`` mm a module; linear codes are ``height`` mm high."""
        tall = self.height * module if height is None else height
        attributes = (
            f'width="{self.width * module:.3f}mm" height="{tall:.3f}mm" viewBox="0 0 {self.width} {self.height}" '
            'preserveAspectRatio="none" shape-rendering="crispEdges"'
        )
        return Markup(self.svg.replace("<svg", f"<svg {attributes}", 1))  # noqa: S704  made by the encoder, holds paths only

    def placed(self, x: float, y: float, module: float, height: float) -> str:
        """As a part of a larger drawing whose unit is the millimetre."""
        attributes = (
            f'x="{x:g}" y="{y:g}" width="{self.width * module:g}" height="{height:g}" '
            f'viewBox="0 0 {self.width} {self.height}" preserveAspectRatio="none" shape-rendering="crispEdges"'
        )
        return self.svg.replace("<svg", f"<svg {attributes}", 1)


def data_matrix(element_string: str) -> Symbol:
    """GS1 DataMatrix of bracketed element strings: ``(01)09506000134352(10)A1``."""
    return _drawn(
        zxingcpp.create_barcode(element_string, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
    )


def plain_data_matrix(text: str) -> Symbol:
    """DataMatrix of any text."""
    return _drawn(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, force_square=True))


def gs1_128(element_string: str) -> Symbol:
    return _drawn(zxingcpp.create_barcode(element_string, zxingcpp.BarcodeFormat.Code128, gs1=True))


def code_128(text: str) -> Symbol:
    return _drawn(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128))


def qr(text: str) -> Symbol:
    return _drawn(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M"))


def _drawn(barcode: zxingcpp.Barcode) -> Symbol:
    """The encoder's SVG without prolog and size."""
    drawn = barcode.to_svg(add_quiet_zones=False)
    found = SIZE.search(drawn)
    assert found
    bare = re.sub(r' (?:width|height)="\d+"', "", drawn[drawn.index("<svg") :], count=2)
    bare = bare.replace(' id="barcode"', "", 1)  # there may be several on a page
    return Symbol(bare, int(found[1]), int(found[2]), barcode)
