"""Who may look after whom, and what may be given away. Plain values; nothing is asked of the database here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no
from unison_web.modules.identity.rules import SEEDED_ROLES

Matching = Callable[[str], Iterable[str]]
#: Together they make an administrator: whoever has both in all plants can give every right back.
KEYS = ("users:write", "roles:write")


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody has, in one plant or, without a plant, in all of them."""

    id: UUID
    role: str
    role_name: str
    plant_id: UUID | None
    plant: str


def rights_of(role: str, grants: Iterable[tuple[str, bool]], matching: Matching) -> frozenset[str]:
    """What a role includes. A role that Unison came with is what this version says, so that an update reaches it,
    plus what the company added and minus what it took out. Patterns stored for such a role are from older versions
    and count for nothing."""
    seeded = role in SEEDED_ROLES
    kept = {name for pattern in (SEEDED_ROLES[role][1] if seeded else ()) for name in matching(pattern)}
    for pattern, taken in grants:
        if taken:
            kept.discard(pattern)
        elif not (seeded and "*" in pattern):
            kept.update(matching(pattern))
    return frozenset(kept)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do where: sets of rights by plant, None for all plants."""

    held: tuple[tuple[UUID | None, frozenset[str]], ...]

    @classmethod
    def of(cls, memberships: Iterable[Held], rights: Mapping[str, frozenset[str]]) -> Standing:
        return cls(tuple((one.plant_id, rights.get(one.role, frozenset())) for one in memberships))

    def at(self, plant: UUID | None) -> frozenset[str]:
        """All rights in a plant; without one, those that count in every plant."""
        return frozenset().union(*(rights for place, rights in self.held if place is None or place == plant))

    def places(self, permission: str) -> frozenset[UUID] | None:
        """Where they may do this; None means everywhere, also in plants to come."""
        if permission in self.at(None):
            return None
        return frozenset(place for place, rights in self.held if place and permission in rights)

    def covers(self, rights: frozenset[str], plant: UUID | None) -> bool:
        return rights <= self.at(plant)


def may_give(
    mine: Standing, role: str, rights: frozenset[str], plant: UUID | None, words: Callable[[str], str]
) -> Verdict:
    """Nobody gives what they do not have: that would be a way to have it."""
    where = mine.places("users:write")
    if where is not None and plant not in where:
        return no(_("You look after the people of your own plant only. Choose that plant"), field="plant_id")
    missing = sorted(rights - mine.at(plant))
    if missing:
        listed = "; ".join(words(name) for name in missing[:3])
        return no(_("You cannot give what you may not do yourself: {rights}").format(rights=listed), field="role")
    return YES


def may_look_after(mine: Standing, theirs: Standing) -> Verdict:
    """Whoever could take over an account would have its rights."""
    where = mine.places("users:write")
    for plant, rights in theirs.held:
        if where is not None and plant not in where:
            return no(_("This person also works outside your plant. An administrator of all plants can do this"))
        if not mine.covers(rights, plant):
            return no(_("This person may do more than you. Somebody who may do as much can do this"))
    return YES
