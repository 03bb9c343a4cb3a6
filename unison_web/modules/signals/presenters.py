"""What the pipeline did, as it is told."""

from __future__ import annotations

from unison_web.modules.signals.models import Connection
from unison_web.modules.signals.schemas import FaultOut, TakenOut
from unison_web.modules.signals.service.pipeline import Taken


def taken_out(connection: Connection, done: Taken) -> TakenOut:
    faults = [FaultOut(row, tag, why) for row, tag, why in done.faults]
    return TakenOut(
        connection.id, done.rows, done.taken, done.repeated, done.late, done.unmapped, done.refused, done.again, faults
    )
