"""What the exchange with SAP mounts."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.sap import jobs, listings, subscribers, words
from unison_web.modules.sap.controllers.messages import MessageController
from unison_web.modules.sap.controllers.runs import DifferenceController, RunController
from unison_web.modules.sap.controllers.system import SapController
from unison_web.modules.sap.rules import SapRights

REACTIONS = (subscribers.noted_for_sap,)

MANIFEST = Manifest(
    name="sap",
    feature=_("Exchange with SAP"),
    controllers=(SapController, RunController, DifferenceController, MessageController),
    permissions=(SapRights,),
    navigation=(Entry("setup", _("SAP"), "/sap", SapRights.READ, order=66, group="products"),),
    jobs=(
        JobKind(jobs.pull_from_sap, _("Exchange with SAP"), "/sap/runs/{run_id}", again=False),
        JobKind(jobs.send_to_sap, _("Messages to SAP"), "/sap/messages"),
    ),
    schedule=(("* * * * *", jobs.keep_sap_going),),
    listings=(listings.RUN_VIEW, listings.MESSAGE_VIEW),
    tables=("sap_systems", "sap_links", "sap_runs", "sap_differences", "sap_messages"),
    words={
        "sap_kinds": words.KINDS, "sap_wins": words.WINS, "sap_outcomes": words.OUTCOMES, "sap_field": words.field
    },
)  # fmt: skip
