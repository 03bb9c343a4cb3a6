"""What an installation weighs: memory, open files, connections, streams, jobs that wait."""

from __future__ import annotations

import re
import urllib.request
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from tests.full.installation import Installation
from tests.full.processes import children, files, private

CONNECTIONS = text(
    "select count(*),"
    " count(*) filter (where state like 'idle in transaction%' and state_change < now() - interval '5 s')"
    " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
)
JOBS = text("select count(*) from saq.saq_jobs where status not in ('complete', 'failed', 'aborted')")
STREAMS = re.compile(r"^unison_live_streams (\S+)$", re.M)


@dataclass(frozen=True)
class Weight:
    """Megabytes, and numbers of things."""

    web: float
    worker: float
    web_files: int
    worker_files: int
    helpers: int
    connections: int
    stuck: int
    streams: int
    jobs: int

    def __str__(self) -> str:
        return (
            f"web {self.web:.1f} MB, {self.web_files} files; worker {self.worker:.1f} MB, {self.worker_files} files, "
            f"{self.helpers} helpers; {self.connections} connections, {self.streams} streams, {self.jobs} jobs waiting"
        )


async def weigh(installation: Installation, connection: Any) -> Weight:
    """``connection`` stays open all the time, so that weighing adds nothing to what is weighed."""
    web, worker = installation.workers("serve"), installation.running["work"].pid
    connections, stuck = (await connection.execute(CONNECTIONS)).one()
    return Weight(
        web=sum(private(pid) for pid in web),
        worker=private(worker),
        web_files=sum(files(pid) for pid in web),
        worker_files=files(worker),
        helpers=len(children(worker)),
        connections=connections,
        stuck=stuck,
        streams=streams(installation),
        jobs=await connection.scalar(JOBS),
    )


def streams(installation: Installation) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{installation.port}/health/metrics", timeout=5) as answer:
        found = STREAMS.search(answer.read().decode())
    assert found, "the server says how many streams are open"
    return int(float(found[1]))
