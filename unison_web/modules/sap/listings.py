"""Runs and messages as lists."""

from __future__ import annotations

from sqlalchemy import Numeric, cast

from unison_web.kit.i18n import lazy as _
from unison_web.kit.web.filters import choice, period
from unison_web.kit.web.listing import Column, Listing
from unison_web.kit.web.listview import ListView
from unison_web.kit.web.reading import Columns
from unison_web.kit.web.states import words
from unison_web.modules.sap import rules
from unison_web.modules.sap.models import SapMessage, SapRun
from unison_web.modules.sap.schemas import MessageRow, RunRow
from unison_web.modules.sap.words import KINDS
from unison_web.modules.work_orders.models import WorkOrder

RUN_STATES = words(rules.RUN_STATES, "sap_run")
MESSAGE_STATES = words(rules.MESSAGE_STATES, "sap_message")

RUNS: Listing[RunRow] = Listing(
    noun="sap-runs",
    url="/sap/runs",
    model=SapRun,
    columns=(
        Column("created", _("Began"), SapRun.created_at, holds=(("created_at", _("Began")),)),
        Column("kind", _("What"), SapRun.kind, words=KINDS),
        Column("state", _("State"), SapRun.state, words=RUN_STATES),
        Column("read", _("Read"), SapRun.read, numeric=True),
        Column("created_n", _("New"), SapRun.created, numeric=True, holds=(("created", _("New")),)),
        Column("changed", _("Changed"), SapRun.changed, numeric=True),
        Column("asked", _("To decide"), SapRun.asked, numeric=True),
        Column("refused", _("Refused"), SapRun.refused, numeric=True),
    ),
    reads=Columns(RunRow, SapRun),
    default_sort="-created",
    search=(SapRun.error,),
    filters=(
        choice("kind", _("What"), SapRun.kind, tuple(KINDS.items())),
        choice("state", _("State"), SapRun.state, tuple(RUN_STATES.items())),
    ),
)
RUN_VIEW = ListView(RUNS, _("Runs"), _("What went wrong"), "{n} run", "{n} runs")

MESSAGES: Listing[MessageRow] = Listing(
    noun="sap-messages",
    url="/sap/messages",
    model=SapMessage,
    columns=(
        Column("happened", _("When"), SapMessage.happened_at, holds=(("happened_at", _("When")),)),
        Column("order", _("Order"), WorkOrder.number),
        Column("operation", _("Operation"), SapMessage.operation),
        Column("good", _("Good")),
        Column("scrap", _("Bad")),
        Column("state", _("State"), SapMessage.state, words=MESSAGE_STATES),
        Column("error", _("What SAP says"), SapMessage.error),
        Column("document", _("Document"), SapMessage.document),
    ),
    reads=Columns(
        MessageRow,
        SapMessage,
        order=WorkOrder.number,
        good=cast(SapMessage.good, Numeric(18, 6)),
        scrap=cast(SapMessage.scrap, Numeric(18, 6)),
    ),
    default_sort="-happened",
    search=(WorkOrder.number, SapMessage.sap_order, SapMessage.error),
    filters=(
        choice("state", _("State"), SapMessage.state, tuple(MESSAGE_STATES.items())),
        *period("happened", _("When"), SapMessage.happened_at),
    ),
    joins=lambda statement: statement.join(SapMessage.order),
)
MESSAGE_VIEW = ListView(
    MESSAGES, _("Messages to SAP"), _("Order or what SAP says"), "{n} message", "{n} messages",
    views=((_("All"), {}), (_("Refused"), {"state": "refused"}), (_("Waiting"), {"state": "waiting"})),
)  # fmt: skip
