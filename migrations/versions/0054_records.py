"""Records a person opened last, fields of their own for partners and customer orders, and materials that look alike."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql as pg

from migrations import policies as p

revision = "0054"
down_revision = "0053"

EXTENDED = ("partners", "customer_orders")


def upgrade() -> None:
    p.create_tenant_table(
        "recent_records",
        p.reference("user_id"),
        p.words("noun"),
        p.reference("record_id"),
        p.instant("opened_at"),
        p.tenant_fk("user_id", "users"),
        p.tenant_unique("user_id", "noun", "record_id"),
        comment="Which records a person opened, and when last.",
    )
    p.index("recent_records", "user_id", "opened_at")
    for table in EXTENDED:
        op.add_column(table, sa.Column("custom", pg.JSONB, nullable=False, server_default="{}"))
    p.create_tenant_table(
        "material_pairs",
        p.reference("first_id"),
        p.reference("second_id"),
        p.reference("judged_by"),
        p.words("note", ""),
        cascading("first_id", "materials"),
        cascading("second_id", "materials"),
        p.tenant_fk("judged_by", "users"),
        p.tenant_unique("first_id", "second_id"),
        sa.CheckConstraint("first_id <= second_id", name="once"),
        comment="Materials that look alike and are not the same, as somebody said.",
    )
    p.index("material_pairs", "second_id")
    p.index("materials", "gtin", "id", where="gtin <> ''")
    alike()


def alike() -> None:
    """Materials whose words are like these, the likest first; through the index of words, as in 0046."""
    op.execute(
        f"""
        CREATE FUNCTION alike_materials(said text, most integer) RETURNS TABLE (id uuid, rank real)
        LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
        SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $alike$
        DECLARE company uuid := {p.ORGANIZATION};
        BEGIN
          IF company IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'no company'; END IF;
          PERFORM set_config('pg_trgm.word_similarity_threshold', '0.7', true);
          RETURN QUERY SELECT w.id, w.rank FROM (
            SELECT t.id, word_similarity(said, t.search_text) AS rank FROM materials t
            WHERE t.organization_id = company AND said <% t.search_text LIMIT 1000
          ) w ORDER BY w.rank DESC, w.id LIMIT most;
        END $alike$
        """  # noqa: S608
    )
    signature = "alike_materials(text, integer)"
    why = "ids of one company whose words are alike; the caller joins them under its own policies"
    op.execute(f"COMMENT ON FUNCTION {signature} IS '@definer {why}'")
    op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {p.APP}")
    op.execute(f"ALTER FUNCTION {signature} OWNER TO {p.GATE}")


def cascading(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organization_id", column], [f"{table}.organization_id", f"{table}.id"], ondelete="CASCADE"
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION alike_materials(text, integer)")
    op.drop_index("ix_materials_gtin_id", "materials")
    op.drop_table("material_pairs")
    for table in EXTENDED:
        op.drop_column(table, "custom")
    op.drop_table("recent_records")
