"""State machines and verdicts, for ``rules.py``: plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from unison_web.kit.errors import Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something may happen, and if not, why, in sentences a person can act on."""

    reasons: tuple[Any, ...] = ()
    field: str = ""
    code: str = "refused"

    def __bool__(self) -> bool:
        return not self.reasons

    @property
    def why(self) -> str:
        """One after the other, each but the last with its full stop."""
        said = [str(reason) for reason in self.reasons]
        return " ".join([*(each if each.endswith((".", "!", "?")) else f"{each}." for each in said[:-1]), *said[-1:]])

    def or_refuse(self) -> None:
        """Raise :class:`Refused` with the reasons, at the field if there is one."""
        if self.reasons and self.field:
            raise Refused.at(self.field, self.why, code=self.code)
        if self.reasons:
            raise Refused(self.why, code=self.code)


YES = Verdict()


def no(*reasons: Any, field: str = "", code: str = "refused") -> Verdict:
    return Verdict(tuple(reasons), field, code)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Every reason of every refusal, so that a person sees all of them at once."""
    refusals = [verdict for verdict in verdicts if not verdict]
    if not refusals:
        return YES
    return Verdict(
        tuple(reason for verdict in refusals for reason in verdict.reasons), refusals[0].field, refusals[0].code
    )


@dataclass(frozen=True, slots=True)
class StateMachine:
    """States and the verbs between them: ``{"release": ({"planned"}, "released")}``."""

    states: tuple[str, ...]
    verbs: Mapping[str, tuple[frozenset[str], str]] = field(default_factory=dict)

    def allows(self, verb: str, state: str) -> bool:
        return state in self.verbs[verb][0]

    def after(self, verb: str) -> str:
        return self.verbs[verb][1]

    def verbs_from(self, state: str) -> tuple[str, ...]:
        return tuple(verb for verb, (sources, _target) in self.verbs.items() if state in sources)
