"""Which tests stay together when several processes run them: a module's, whose files share what they say of a company;
elsewhere a file's."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = "tests/modules/"


class ByModule(LoadScopeScheduling):
    """The longest walks begin first, so that no process is left with one at the end."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return file.rpartition("/")[0] if file.startswith(TOGETHER) else file
