"""Which tests stay together when several processes run them: a module's, whose files share what they say of a company;
elsewhere a file's."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/modules/"


class ByModule(LoadScopeScheduling):
    def __init__(self, config: Any, log: Any) -> None:
        config.option.loadscopereorder = False  # the largest first would undo whose turn it is
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return file.rpartition("/")[0] if file.startswith(TOGETHER) else file
