"""What webhooks mount."""

from __future__ import annotations

from unison_web.kit.i18n import lazy as _
from unison_web.kit.job_records import JobKind
from unison_web.kit.manifest import Entry, Manifest
from unison_web.modules.webhooks import (
    subscribers as subscribers,  # importing it registers that everything is offered
)
from unison_web.modules.webhooks import words
from unison_web.modules.webhooks.controllers import DeliveryController, WebhookController
from unison_web.modules.webhooks.jobs import keep_telling, send_webhooks
from unison_web.modules.webhooks.listings import DELIVERY_VIEW, VIEW
from unison_web.modules.webhooks.rules import Webhooks

MANIFEST = Manifest(
    name="webhooks",
    controllers=(WebhookController, DeliveryController),
    permissions=(Webhooks,),
    navigation=(
        Entry("setup", _("Webhooks"), "/webhooks", Webhooks.READ, 63, group="people", also=("/webhook-deliveries",)),
    ),
    jobs=(JobKind(send_webhooks, _("Telling another program"), "/webhooks/{webhook_id}"),),
    schedule=(("* * * * *", keep_telling),),
    listings=(VIEW, DELIVERY_VIEW),
    tables=("webhooks", "webhook_deliveries"),
    words={"webhook_kind": words.kind, "webhook_kinds": words.KINDS},
)
