"""What somebody was told."""

from __future__ import annotations

from tests.contracts.recipes.book import recipe
from tests.contracts.world import Call, World
from unison_web.kit.db.unit_of_work import unit_of_work
from unison_web.modules.notifications.models import Notification


async def told(w: World) -> str:
    """The administrator, of something that leads to where all of it is."""
    assert w.admin.actor
    assert w.admin.actor.user_id
    async with unit_of_work(w.admin.app.state.engine, w.admin.actor) as uow:
        row = Notification(
            user_id=w.admin.actor.user_id, kind="jobs", key=w.mark(), way="bell", title=w.mark(), text=w.mark(),
            href="/notifications",
        )  # fmt: skip
        uow.session.add(row)
        await uow.session.flush()
        return str(row.id)


@recipe("POST /notifications/{notification_id}/reading")
async def _(w: World) -> Call:
    return Call({"notification_id": await told(w)}, {})


@recipe("POST /notifications/reading")
async def _(w: World) -> Call:
    await told(w)
    return Call(body={})
