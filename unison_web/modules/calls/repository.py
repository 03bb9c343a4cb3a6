"""Named questions about calls."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import joinedload

from unison_web.kit.db.repository import Repository
from unison_web.modules.calls.models import Call
from unison_web.modules.calls.rules import ALIVE

WHOLE = (joinedload(Call.machine), joinedload(Call.caller), joinedload(Call.helper))


class CallRepository(Repository[Call]):
    model_type = Call

    async def whole(self, call_id: UUID) -> Call:
        return await self.by_id(call_id, *WHOLE)

    async def under_way(self, machine: UUID) -> list[Call]:
        """The oldest first."""
        alive = self.mine().where(Call.machine_id == machine, Call.state.in_(ALIVE))
        return await self.all(alive.order_by(Call.called_at), *WHOLE)
