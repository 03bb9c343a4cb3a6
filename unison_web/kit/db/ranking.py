"""BM25 where the server can: how rare a word is decides what stands first. Without it, likeness decides.

The extension `pg_textsearch` comes with the extra `unison[bm25]` (docs/decisions/0039-bm25.md). Only its files are
used: they are copied beside the cluster once, because from then on an index needs them, whatever is installed later. On
a server of one's own it counts as soon as somebody made the extension there.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import psycopg

from unison_web.kit.db.programs import Programs

EXTENSION, OLDEST = "pg_textsearch", 18
INDEX = "ix_materials_bm25"
#: In the place of what migration 0046 made. The caller is a reviewed function that runs as the gate.
RANKS = f"""
    CREATE OR REPLACE FUNCTION search_scores(looked_at text, asked text, company uuid, ids uuid[]) RETURNS real[]
    LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN looked_at = 'materials' THEN array(
        SELECT -(m.search_text <@> to_bm25query(asked, '{INDEX}'))::real
        FROM unnest(ids) WITH ORDINALITY AS w(id, place)
        JOIN materials m ON m.organization_id = company AND m.id = w.id ORDER BY w.place) END $$
"""  # noqa: S608
PLAIN = """
    CREATE OR REPLACE FUNCTION search_scores(looked_at text, asked text, company uuid, ids uuid[]) RETURNS real[]
    LANGUAGE sql STABLE AS $$ SELECT NULL::real[] $$
"""


def bring(place: Path, programs: Programs) -> str:
    """Lines of the server's configuration: nothing where there is no extension, or none for this server."""
    kept = place / "extensions"
    if programs.major < OLDEST or not programs.bundled:
        return ""
    if not (kept / "lib").exists() and (found := donor()):
        _copy(found, kept)
    if not (kept / "lib").exists():
        return ""
    return (
        f"extension_control_path = '$system:{kept}/share'\ndynamic_library_path = '$libdir:{kept}/lib'\n"
        f"shared_preload_libraries = '{EXTENSION}'\n"
    )


def donor() -> Path | None:
    """The package that carries it: found, not imported."""
    spec = importlib.util.find_spec("pgserver")
    folder = Path(spec.origin).parent / "pginstall" if spec and spec.origin else None
    return folder if folder and (folder / "lib/postgresql" / f"{EXTENSION}.so").exists() else None


def _copy(source: Path, to: Path) -> None:
    partial = to.with_name(to.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for part in ("share/extension", "lib"):
        (partial / part).mkdir(parents=True)
    for file in (source / "share/postgresql/extension").glob(f"{EXTENSION}*"):
        shutil.copy(file, partial / "share/extension")
    shutil.copy(source / "lib/postgresql" / f"{EXTENSION}.so", partial / "lib")
    subprocess.run(["chmod", "-R", "a+rX", str(partial)], check=True)
    partial.rename(to)


def allow(admin_url: str) -> None:
    """As a superuser, once the server runs with it."""
    with psycopg.connect(admin_url, autocommit=True) as server:
        asked = "SELECT current_setting('shared_preload_libraries') ~ %s FROM pg_available_extensions WHERE name = %s"
        if server.execute(asked, [EXTENSION, EXTENSION]).fetchone() == (True,):
            server.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")


def version(url: str) -> str:
    """Of the extension in this database; nothing without."""
    with psycopg.connect(url, connect_timeout=5) as server:
        row = server.execute("SELECT extversion FROM pg_extension WHERE extname = %s", [EXTENSION]).fetchone()
    return row[0] if row else ""


def follow(owner_url: str) -> str:
    """After the migrations: the index and the function that fit what the server can. Returns the version."""
    found = version(owner_url)
    with psycopg.connect(owner_url) as server:
        if server.execute("SELECT to_regprocedure('search_scores(text, text, uuid, uuid[])')").fetchone() == (None,):
            return ""
        if found:
            made = f"CREATE INDEX IF NOT EXISTS {INDEX} ON materials USING bm25 (search_text)"
            server.execute(f"{made} WITH (text_config = 'simple')".encode())
        server.execute((RANKS if found else PLAIN).encode())
    return found
