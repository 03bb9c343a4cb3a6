"""The worker's side of SAP: runs, messages, and what nobody asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from unison_web.kit import i18n
from unison_web.kit.actor import Actor, everything
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.kit.errors import UnisonError
from unison_web.kit.i18n import _
from unison_web.kit.jobs import Context, caller_of, engine_of
from unison_web.kit.vault import Vault
from unison_web.modules.identity.service import gate
from unison_web.modules.sap import rules
from unison_web.modules.sap.repository import MessageRepository, RunRepository, SystemRepository
from unison_web.modules.sap.service import runs
from unison_web.modules.sap.service.pulling import Puller
from unison_web.modules.sap.service.sending import Sender
from unison_web.modules.sap.service.stocktaking import StockComparison
from unison_web.modules.sap.service.systems import outside_of


def vault_of(context: Context) -> Vault:
    settings: Any = context["settings"]
    return Vault(settings.secret_key, settings.secret_keys_before)


async def pull_from_sap(context: Context, *, run_id: str, kind: str = "full") -> None:
    """One run, in the words of who asked. After the last try it says that it failed."""
    job, caller = context["job"], caller_of(context["job"])
    i18n.speak(caller.locale)
    outside = outside_of(context["settings"])
    made = StockComparison if kind == "stock" else Puller
    puller = made(engine_of(context), caller.actor(), vault_of(context), outside, UUID(run_id))
    try:
        await puller.pull()
    except UnisonError as trouble:
        await puller.fail(trouble.message)
    except Exception:
        if job.attempts >= job.retries:
            await puller.fail(_("Something went wrong on our side. Start the run again"))
        raise


async def send_to_sap(context: Context) -> None:
    caller = caller_of(context["job"])
    await _sender(context, caller.organization_id).send_all()


async def keep_sap_going(context: Context) -> None:
    """Every minute: messages that wait are sent, and runs that are due are asked for."""
    engine = engine_of(context)
    for organization_id in await gate.organizations(engine):
        async with unit_of_work(engine, Actor(organization_id, name="Unison", may=everything)) as uow:
            system = await SystemRepository(uow).the_one()
            if system is None or not system.enabled:
                continue
            waits = system.sends and await MessageRepository(uow).next() is not None
            idle = await RunRepository(uow).unfinished() is None
            if idle and rules.is_due(system.every_minutes, await RunRepository(uow).last_began(), uow.now()):
                await runs.start(uow, "delta", trial=False)
        if waits:
            await _sender(context, organization_id).send_all()


def _sender(context: Context, organization: UUID) -> Sender:
    return Sender(engine_of(context), organization, vault_of(context), outside_of(context["settings"]))
