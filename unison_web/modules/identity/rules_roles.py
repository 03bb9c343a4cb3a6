"""What may be said about roles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.identity.rules import NOT_BY_PATTERN, SEEDED_ROLES
from unison_web.modules.identity.rules_reach import Matching, Standing, rights_of


def may_change_roles(mine: Standing) -> Verdict:
    """A role counts in every plant where somebody has it, so changing it is for those who look after all plants."""
    if mine.places("roles:write") is None:
        return YES
    return no(_("A role counts in every plant. Only an administrator of all plants can change it"))


def may_include(mine: Standing, added: Iterable[str], known: Iterable[str], words: Matching) -> Verdict:
    """Nobody puts into a role what they may not do themselves."""
    wanted = frozenset(added)
    if strange := sorted(wanted - frozenset(known) | (wanted & NOT_BY_PATTERN)):
        return no(_("There is no right of this name: {name}").format(name=strange[0]), field="rights")
    if missing := sorted(wanted - mine.at(None)):
        listed = "; ".join(str(words(name)) for name in missing[:3])
        return no(_("You cannot give what you may not do yourself: {rights}").format(rights=listed), field="rights")
    return YES


def difference(role: str, rights: frozenset[str], matching: Matching) -> tuple[set[str], set[str]]:
    """What has to be written down for a role to include exactly ``rights``: added, and taken out of what Unison says
    of a role it came with."""
    given = rights_of(role, (), matching) if role in SEEDED_ROLES else frozenset()
    return set(rights - given), set(given - rights)


def code_of(name: str) -> str:
    """A short name for programs, made of the one people read."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:50] or "role"
