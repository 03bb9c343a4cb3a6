"""What may be kept, and how it is handed out."""

from __future__ import annotations

from unison_web.kit.i18n import _
from unison_web.kit.permissions import Permission
from unison_web.kit.state import YES, Verdict, no

LARGEST = 25 * 1024 * 1024
MOST_OF_A_RECORD = 100
#: How the content begins → what it is. What a file calls itself is nobody's proof.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"ISO-10303-21;", "model/step"),
    (b"\x1a\x45\xdf\xa3", "audio/webm"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
)
#: What a browser may show by itself; everything else is downloaded.
SHOWN = frozenset({
    "application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "audio/webm", "audio/ogg", "audio/mpeg",
    "audio/mp4", "audio/wav",
})  # fmt: skip
#: Programs in any disguise.
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
ACTIVE = (b"<html", b"<!doctype html", b"<script", b"<svg", b"<?php")


class Files(Permission):
    READ = "files:read"
    WRITE = "files:write"


def media_type(content: bytes) -> str:
    """From the content alone."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content[4:8] == b"ftyp":
        return "audio/mp4" if content[8:11] in (b"M4A", b"iso", b"mp4") else "application/octet-stream"
    known = next((kind for start, kind in SIGNATURES if content.startswith(start)), "")
    if known:
        return known
    return "text/plain" if _is_text(content) else "application/octet-stream"


def may_keep(name: str, content: bytes, count: int) -> Verdict:
    if not content:
        return no(_("Choose a file"), field="file")
    if len(content) > LARGEST:
        return no(_("At most {n} MB").format(n=LARGEST // 1024 // 1024), field="file")
    head = content[:1024].lstrip().lower()
    if content.startswith(PROGRAMS) or head.startswith(ACTIVE):
        return no(_("Programs and web pages are not kept here"), field="file")
    if not name.strip() or len(name) > 200:
        return no(_("Give the file a name of at most 200 letters"), field="file")
    if count >= MOST_OF_A_RECORD:
        return no(_("There are {n} files already").format(n=MOST_OF_A_RECORD), field="file")
    return YES


def _is_text(content: bytes) -> bool:
    if b"\x00" in content[:4096]:
        return False
    try:
        content[:4096].decode("utf-8", errors="strict" if len(content) <= 4096 else "ignore")
    except UnicodeDecodeError:
        return False
    return True
