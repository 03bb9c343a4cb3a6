"""What came of verifying, in plain words: for the page and for the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from unison_web.kit.i18n import _, ngettext
from unison_web.kit.web import frame
from unison_web.kit.web.formats import number
from unison_web.modules.audit.schemas import FoundOut, VerifiedOut
from unison_web.modules.audit.words import UUID_TEXT, noun

SHAPE = "%Y-%m-%d %H:%M:%S"


def instants(instant: datetime) -> tuple[str, str]:
    """To the second: plant time, and UTC."""
    local = instant.astimezone(frame.zone())
    return f"{local:{SHAPE}} {frame.zone()}", f"{instant.astimezone(UTC):{SHAPE}} UTC"


def exactly(instant: datetime) -> str:
    local, utc = instants(instant)
    return utc if local == utc else f"{local} ({utc})"


def passed(done: VerifiedOut) -> str:
    """Of a chain that holds."""
    if not done.seals or done.upto is None:
        return _("Nothing is sealed yet.")
    counted = ngettext("{n} entry is as it was sealed", "{n} entries are as they were sealed", done.entries)
    return _("{counted}, up to {upto}.").format(counted=counted.format(n=number(done.entries)), upto=exactly(done.upto))


def finding(found: FoundOut) -> str:
    """The first thing that is wrong, by name."""
    if found.kind == "gap":
        return _("Seal {n} is missing.").format(n=found.seal)
    if found.kind == "seal" and found.first_at and found.last_at:
        said = _("Seal {n}, over entries from {first} to {last}, or the list of what it holds was changed.")
        return said.format(n=found.seal, first=exactly(found.first_at), last=exactly(found.last_at))
    kinds = {
        "changed": _("The entry about {record}, {at}, by {who}, was changed after it was sealed."),
        "missing": _("The entry about {record}, {at}, by {who}, was sealed and is gone."),
        "added": _("The entry about {record}, {at}, by {who}, was added later: it came after those of that time."),
    }
    at = exactly(found.at) if found.at else ""
    return kinds[found.kind].format(record=_record(found), at=at, who=found.actor_name)


def _record(found: FoundOut) -> str:
    """An id says nothing to anybody."""
    return str(noun(found.entity)) if UUID_TEXT.fullmatch(found.label) else f"{noun(found.entity)} {found.label}"
