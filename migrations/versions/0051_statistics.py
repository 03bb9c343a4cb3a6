"""Statistics of tables that just grew, refreshed inside the transaction that made them grow.

Until autovacuum comes round, the planner takes a table for as large as it was: a lookup by number then reads all rows
a large file has written so far, once for each piece of the file. ANALYZE needs the owner; the application is none, and
MAINTAIN (PostgreSQL 17) would also let it lock and rewrite tables.
"""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0051"
down_revision = "0050"

WHY = "ANALYZE of tables the application may write; it returns nothing and changes no row"


def upgrade() -> None:
    op.execute(
        f"""
        CREATE FUNCTION refresh_statistics(tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $refresh$
        DECLARE known name;
        BEGIN
          FOR known IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
            AND c.relkind = 'r' AND c.relname = ANY (tables) AND pg_has_role(c.relowner, 'USAGE')
            AND has_table_privilege('{p.APP}', c.oid, 'INSERT')
          LOOP
            EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', known);
          END LOOP;
        END $refresh$
        """  # noqa: S608  the name of a role of ours
    )
    op.execute(f"COMMENT ON FUNCTION refresh_statistics(text[]) IS '@definer {WHY}'")
    op.execute("REVOKE ALL ON FUNCTION refresh_statistics(text[]) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION refresh_statistics(text[]) TO {p.APP}")


def downgrade() -> None:
    op.execute("DROP FUNCTION refresh_statistics(text[])")
