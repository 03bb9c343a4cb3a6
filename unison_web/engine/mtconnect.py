"""Documents of MTConnect agents (streams): what was observed, and where to go on reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from unison_web.engine.signal import Reading, instant

GROUPS = ("Samples", "Events", "Condition")
UNAVAILABLE = "UNAVAILABLE"


class NotStreams(Exception):
    """Not a document of streams; its text says what the agent said instead."""


@dataclass(frozen=True, slots=True)
class Streams:
    """One answer of an agent. ``following`` is where the next question begins; another ``instance`` means that the
    agent was started anew and counts from the beginning."""

    instance: str
    first: int
    following: int
    readings: list[Reading]


def read(document: bytes) -> Streams:
    """Raises NotStreams."""
    try:
        root = fromstring(document, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise NotStreams("no XML") from error
    kind = _bare(root.tag)
    if kind == "MTConnectError":
        said = next((each for each in root.iter() if _bare(each.tag) == "Error"), None)
        raise NotStreams((said.get("errorCode") or said.text or "") if said is not None else "error")
    header = next((each for each in root if _bare(each.tag) == "Header"), None)
    if kind != "MTConnectStreams" or header is None:
        raise NotStreams(kind)
    try:
        first, following = int(header.get("firstSequence", "")), int(header.get("nextSequence", ""))
    except ValueError as error:
        raise NotStreams("no sequence") from error
    return Streams(header.get("instanceId", ""), first, following, list(_observed(root)))


def _observed(root: Element) -> Iterator[Reading]:
    for device in root.iter():
        if _bare(device.tag) != "DeviceStream":
            continue
        name = device.get("name") or device.get("uuid") or ""
        for group in device.iter():
            if _bare(group.tag) in GROUPS:
                yield from (_reading(name, each, condition=_bare(group.tag) == "Condition") for each in group)


def _reading(device: str, item: Element, *, condition: bool) -> Reading:
    """Conditions say by their element how things are; the rest says it in its text."""
    label = item.get("name") or item.get("dataItemId") or _bare(item.tag)
    text = _bare(item.tag) if condition else (item.text or "").strip()
    value = None if text.upper() == UNAVAILABLE else text
    return Reading(f"{device}/{label}", instant(item.get("timestamp", "")), value)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]
