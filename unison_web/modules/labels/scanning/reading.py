"""One field does everything: what was scanned, what it is, what may be done with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote, unquote, urlsplit

from unison_web.engine.gs1.elements import Element, NotGs1
from unison_web.engine.gs1.scan import bare, suspect, understand
from unison_web.kit.db.unit_of_work import UnitOfWork
from unison_web.kit.i18n import _
from unison_web.modules.labels import nouns, rules
from unison_web.modules.labels.repository import TemplateRepository
from unison_web.modules.labels.scanning.elements import by_elements, facts
from unison_web.modules.labels.scanning.found import Found, by_own_code
from unison_web.modules.labels.schemas_printing import DeedOut, ScanOut

Scan = Callable[[UnitOfWork, str], Awaitable[str | None]]


async def read(uow: UnitOfWork, said: str, base: str, others: Sequence[Scan]) -> ScanOut:
    """A scan never changes anything: it only says what is there. ``others`` are what further modules resolve."""
    code = own_part(bare(said), base)
    if not code:
        return ScanOut("")
    found, elements, trouble = await find(uow, code)
    if found:
        return await _shown(uow, said, found, elements)
    if trouble:
        return ScanOut(said, trouble=trouble)
    if elements:
        return await _of_elements(uow, said, elements, others)
    if href := await _elsewhere(uow, code, others):
        return ScanOut(said, "record", code, href=href, deeds=[DeedOut(_("Open"), href)])
    return ScanOut(said, trouble=_("Nothing has the number {number}").format(number=code[:80]))


async def find(uow: UnitOfWork, code: str) -> tuple[Found | None, Sequence[Element], str]:
    """The record a code is about, what a GS1 code says beside it, and what is wrong with the code."""
    if found := await by_own_code(uow, code):
        return found, (), ""
    try:
        elements = understand(code)
    except NotGs1 as wrong:
        return None, (), rules.what_is_wrong(wrong)
    if elements:
        return await by_elements(uow, elements), elements, ""
    problem = suspect(code)
    return None, (), rules.what_is_wrong(problem) if problem else ""


async def _of_elements(uow: UnitOfWork, said: str, elements: Sequence[Element], others: Sequence[Scan]) -> ScanOut:
    for item in elements:
        if item.code in ("00", "91", "21", "10") and (href := await _elsewhere(uow, item.value, others)):
            return ScanOut(said, "record", item.value, href=href, facts=facts(uow, elements),
                           deeds=[DeedOut(_("Open"), href)])  # fmt: skip
    words = _("This label is in order, but nothing here has its number")
    return ScanOut(said, facts=facts(uow, elements), trouble=words)


async def _shown(uow: UnitOfWork, said: str, found: Found, elements: Sequence[Element]) -> ScanOut:
    """With the deeds the person may do; what they may not see is not told."""
    may = uow.actor.may
    if not may(found.needs):
        return ScanOut(said, found.kind, trouble=_("You may not see this. Ask your administrator"))
    deeds = [DeedOut(_("Open"), found.href), *(deed for permission, deed in found.deeds if may(permission))]
    if found.noun and may(str(rules.Labels.PRINT)) and found.noun in await TemplateRepository(uow).nouns():
        href = f"/label-prints/new?noun={found.noun}&code={quote(found.label)}"
        deeds.append(DeedOut(_("Print label"), href))
    return ScanOut(
        said, found.kind, found.label, found.name, found.href, found.state, facts(uow, elements), deeds, found.warnings
    )


async def _elsewhere(uow: UnitOfWork, code: str, others: Sequence[Scan]) -> str | None:
    for scan in others:
        if href := await scan(uow, code):
            return href
    return None


def own_part(code: str, base: str) -> str:
    """Our own addresses hold the code behind ``/s/``; every other address stays what it is."""
    if not code.lower().startswith(("http://", "https://")):
        return code
    address, ours = urlsplit(code), urlsplit(base)
    if address.netloc != ours.netloc or not address.path.startswith(f"{ours.path}/"):
        return code
    rest = unquote(address.path.removeprefix(f"{ours.path}/"))
    return code if rest.startswith(("01/", "00/")) else rest


async def resolve(uow: UnitOfWork, code: str) -> str | None:
    """For ``/s/…``: element strings and the path of a Digital Link. Plain codes are everybody's own."""
    try:
        elements = understand(f"https://id.gs1.org/{code}" if code[:3] in ("01/", "00/") else bare(code))
    except NotGs1:
        return None
    found = await by_elements(uow, elements) if elements else None
    return found.href if found and uow.actor.may(found.needs) else None


def printable_nouns(may: Callable[[str], bool]) -> list[tuple[str, str]]:
    """(key, what it is called) of what the person may print labels of."""
    return [(noun.key, str(noun.label)) for noun in nouns.every() if may(noun.permission)]
