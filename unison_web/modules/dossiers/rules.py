"""What may be signed, and what may be put on paper."""

from __future__ import annotations

from unison_web.kit.i18n import _
from unison_web.kit.state import YES, Verdict, no

PAPERS = ("trace", "dossier", "letters", "drill")


def may_sign(signed: bool, statement: str) -> Verdict:
    if signed:
        return no(_("This drill was signed already"), code="wrong-state")
    return YES if len(statement.strip()) >= 3 else no(_("Say what you stand for"), field="statement")


def has_customers(count: int) -> Verdict:
    return YES if count else no(_("Nothing of it has left: there is nobody to write to"), code="nobody")
