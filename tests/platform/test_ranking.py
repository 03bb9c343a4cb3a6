"""With the extra `bm25` the search ranks by how rare a word is; without, by likeness. The rows are the same."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from alembic import command

from unison_web.commands.checks import audit, search_ranks
from unison_web.commands.db import configuration
from unison_web.kit.db import ranking
from unison_web.kit.db.embedded import EmbeddedServer
from unison_web.settings import Settings, load

COMPANY = UUID(int=7)
ASKED = "SELECT m.number FROM search_materials(%s, %s, %s, '{}', '{}', 50, 'simple') f JOIN materials m USING (id)"


@pytest.fixture(scope="module")
def settings() -> Iterator[Settings]:
    """A server of its own, which begins with the extension."""
    if ranking.donor() is None:
        pytest.skip("needs pip install 'unison[bm25]'")
    with tempfile.TemporaryDirectory(prefix="unison-bm25-") as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedServer(Path(folder))
        server.start()
        try:
            settings = load({"UNISON_DATA_DIR": folder, "UNISON_ENV": "development", "LOG_LEVEL": "ERROR"})
            command.upgrade(configuration(settings), "head")
            filled(server.url("admin"))
            yield settings
        finally:
            server.stop()


def filled(url: str) -> None:
    """Bolts by the hundred; one of them is of zirconium, in the middle of a long text."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("INSERT INTO organizations (id, created_at, slug, name) VALUES (%s, now(), 'b', 'B')", [COMPANY])
        admin.execute("INSERT INTO units (organization_id, id, created_at, code, name, dimension) "
                      "VALUES (%s, %s, now(), 'EA', 'Each', 'count')", [COMPANY, COMPANY])  # fmt: skip
        admin.execute(
            "INSERT INTO materials (organization_id, id, created_at, number, name, type, unit_id, search_text) "
            "SELECT %(c)s, gen_random_uuid(), now(), 'B-' || n, name, 'buy', %(c)s, 'b-' || n || ' ' || name "
            "FROM (SELECT n, CASE WHEN n = 77 THEN 'a bolt, bolt for bolt as long as it takes, of zirconium and bolt' "
            "WHEN n = 78 THEN 'zirconium bolt bolt bolt bolt bolt bolt bolt bolt bolt of the zirconium kind' "
            "ELSE 'bolt zirconiumlike' END AS name FROM generate_series(1, 300) n) made", {"c": COMPANY},
        )  # fmt: skip


def found(settings: Settings) -> list[str]:
    with psycopg.connect(settings.url("app")) as app:
        app.execute(f"SET LOCAL app.current_organization_id = '{COMPANY}'")
        return [row[0] for row in app.execute(ASKED, ["zirconium", "zirconium", ["%zirconium%"]])]


def test_the_rare_word_stands_first_and_nothing_is_lost(settings: Settings) -> None:
    plain = found(settings)
    assert ranking.follow(settings.url("owner")) == "1.0.0"
    ranked = found(settings)
    assert set(ranked[:2]) == {"B-77", "B-78"}, "what only contains the letters comes later"
    assert len(ranked) == len(plain) == 50
    assert [finding.what for finding in search_ranks(settings)] == ["ranks by BM25 (pg_textsearch 1.0.0)"]
    assert not audit(settings.url("owner"))


def test_the_cluster_keeps_what_its_index_needs(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody takes the extra away: writing and searching go on."""
    monkeypatch.setattr(ranking, "donor", lambda: None)
    server = EmbeddedServer(settings.data_dir)
    server.stop()
    server.start()
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("UPDATE materials SET search_text = search_text || ' again' WHERE number = 'B-77'")
    assert "B-77" in found(settings)[:2]


def test_without_it_likeness_decides(settings: Settings) -> None:
    server = EmbeddedServer(settings.data_dir)
    with psycopg.connect(server.url("admin"), autocommit=True) as admin:
        admin.execute("DROP EXTENSION pg_textsearch CASCADE")
    assert ranking.follow(settings.url("owner")) == ""
    assert len(found(settings)) == 50
    assert "likeness" in next(search_ranks(settings)).what
