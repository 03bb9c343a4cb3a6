"""Words as they are compared, whatever keyboard they were typed on."""

from __future__ import annotations

import unicodedata

_ODD_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "×": "x", "æ": "ae", "œ": "oe"}
)


def folded(*texts: str) -> str:
    """Letters without their accents, small, with × as x: what a search without the right keyboard finds."""
    joined = " ".join(filter(None, texts))
    if joined.isascii() or (joined := joined.translate(_ODD_LETTERS)).isascii():
        return joined.lower()
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(sign))
    return bare.casefold()
