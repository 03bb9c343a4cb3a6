"""The list of calls."""

from __future__ import annotations

from sqlalchemy.orm import contains_eager, joinedload

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period, reference
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Records
from unison_web.kit.web.states import words
from unison_web.modules.calls import rules
from unison_web.modules.calls.models import Call
from unison_web.modules.calls.presenters import call_out
from unison_web.modules.calls.schemas import CallOut
from unison_web.modules.identity.models import User
from unison_web.modules.machines.models import Machine

KINDS = (
    ("maintenance", _("Maintenance")), ("quality", _("Quality")), ("material", _("Material")),
    ("supervisor", _("Supervisor")),
)  # fmt: skip


def kinds() -> tuple[tuple[str, str], ...]:
    """(code, word) of everybody who can be called."""
    return tuple((code, str(word)) for code, word in KINDS)


def called(kind: str) -> str:
    return dict(kinds())[kind]


STATES = tuple(words(rules.STATES, "call").items())

CALLS: Listing[CallOut] = Listing(
    noun="calls",
    url="/calls",
    model=Call,
    columns=(
        Column("called_at", _("When"), Call.called_at),
        Column("machine", _("Machine"), Machine.code),
        Column("kind", _("Who is needed"), Call.kind, words=dict(KINDS)),
        Column("note", _("What is the matter")),
        Column("caller", _("Called by"), User.name),
        Column("waited", _("Waited"), numeric=True),
        Column("helper", _("Who came")),
        Column("took", _("Took"), numeric=True),
        Column("state", _("State"), Call.state, words=dict(STATES)),
    ),
    reads=Records(call_out, (contains_eager(Call.machine), contains_eager(Call.caller), joinedload(Call.helper))),
    default_sort="-called_at",
    search=(Machine.code, Machine.name, Call.note, Call.solution, User.name),
    filters=(
        choice("state", _("State"), Call.state, STATES),
        choice("kind", _("Who is needed"), Call.kind, KINDS),
        reference("machine", _("Machine"), Machine.code),
        *period("called", _("When"), Call.called_at),
    ),
    joins=lambda statement: statement.join(Call.machine).join(Call.caller),
)
VIEW = ListView(
    CALLS, _("Calls"), _("Machine, person or words"), "{n} call", "{n} calls",
    views=((_("Under way"), {"state": ",".join(rules.ALIVE)}), (_("All"), {})),
)  # fmt: skip
