"""Search: words without accents, trigram indexes, and two reviewed functions that may use them.

Row-level security runs a policy before every condition whose operator is not leakproof, and ``LIKE`` and ``<%`` are
not: for the application no such condition ever becomes an index condition. These functions run as the gate, whose
policy is constant, so that the index counts; they return ids of one company, and who asks joins them under its own
policies.
"""

from __future__ import annotations

from alembic import op

from migrations import policies as p

revision = "0021"
down_revision = "0020"

#: What is looked through, by table. Both begin with the number.
LOOKED_AT = {
    "materials": ("search_text", ("search_text",)),
    "work_orders": ("search_folded(number || ' ' || customer)", ("plant_id", "customer")),
}
#: Numbers that fill what is shown; rows that have the words at all before any is ranked; hits that make guessing
#: needless; how alike a typing error is.
ENOUGH, MOST_RANKED, CERTAIN, ALIKE = 8, 1000, 3, 0.5
WHY = "ids of one company that words were found in; the caller joins them under its own policies"


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gin")
    folded()
    for table, (looked_at, reads) in LOOKED_AT.items():
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (organization_id, ({looked_at}) gin_trgm_ops)")
        op.execute(f"GRANT SELECT (organization_id, id, number, {', '.join(reads)}) ON {table} TO {p.GATE}")
        op.execute(f"CREATE POLICY gate_reads ON {table} FOR SELECT TO {p.GATE} USING (true)")
        finder(table, looked_at, "plant_id" in reads)


def folded() -> None:
    """The database's twin of ``kit.search.folded``."""
    op.execute(
        r"""
        CREATE FUNCTION search_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT lower(regexp_replace(normalize(
            translate(replace(replace(replace(said, 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'łŁøØđĐ×', 'llooddx'), NFKD),
            '[\u0300-\u036f]', '', 'g')) $$
        """
    )


def finder(table: str, looked_at: str, plant: bool) -> None:
    """Numbers that begin with ``typed``, then rows that have all the words (``patterns``), and where hardly any has,
    rows with words like ``guesses`` that have the ``others``."""
    here = f"AND ({p.PLANT} IS NULL OR t.plant_id = {p.PLANT}::uuid)" if plant else ""
    rows = f"FROM {table} t WHERE t.organization_id = company {here}"
    op.execute(body(table, rows, f"({looked_at})"))
    signature = f"search_{table}(text, text, text[], text[], text[], integer)"
    op.execute(f"COMMENT ON FUNCTION {signature} IS '@definer {WHY}'")
    op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {p.APP}")
    op.execute(f"ALTER FUNCTION {signature} OWNER TO {p.GATE}")


def body(table: str, rows: str, text: str) -> str:
    """Names and numbers of this file; no words of anybody."""
    return f"""
    CREATE FUNCTION search_{table}
    (typed text, folded text, patterns text[], guesses text[], others text[], most integer)
    RETURNS TABLE (id uuid, rank real) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $search$
    DECLARE company uuid := {p.ORGANIZATION}; numbers integer; hits integer;
    BEGIN
      IF company IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'no company'; END IF;
      RETURN QUERY SELECT f.id, 3::real FROM (
        (SELECT t.id, t.number {rows} AND t.number ^@ typed ORDER BY t.number LIMIT most) UNION
        (SELECT t.id, t.number {rows} AND t.number ^@ upper(typed) ORDER BY t.number LIMIT most)
      ) f ORDER BY f.number LIMIT most;
      GET DIAGNOSTICS numbers = ROW_COUNT;
      IF numbers >= {ENOUGH} THEN RETURN; END IF;
      RETURN QUERY SELECT w.id, (1 + word_similarity(folded, w.words))::real AS rank FROM (
        SELECT t.id, {text} AS words {rows} AND {text} LIKE patterns[1]
        AND {text} LIKE coalesce(patterns[2], patterns[1]) AND {text} LIKE coalesce(patterns[3], patterns[1])
        AND {text} LIKE ALL (patterns) AND NOT t.number ^@ typed AND NOT t.number ^@ upper(typed)
        LIMIT {MOST_RANKED}
      ) w ORDER BY rank DESC, w.id LIMIT most;
      GET DIAGNOSTICS hits = ROW_COUNT;
      IF numbers > 0 OR hits >= {CERTAIN} OR cardinality(guesses) = 0 THEN RETURN; END IF;
      PERFORM set_config('pg_trgm.word_similarity_threshold', '{ALIKE}', true);
      RETURN QUERY SELECT w.id, word_similarity(folded, w.words)::real AS rank FROM (
        SELECT t.id, {text} AS words {rows} AND guesses[1] <% {text}
        AND coalesce(guesses[2], guesses[1]) <% {text} AND coalesce(guesses[3], guesses[1]) <% {text}
        AND {text} LIKE ALL (others) AND NOT {text} LIKE ALL (patterns) LIMIT most
      ) w ORDER BY rank DESC, w.id;
    END $search$
    """  # noqa: S608


def downgrade() -> None:
    for table in LOOKED_AT:
        op.execute(f"DROP FUNCTION search_{table}(text, text, text[], text[], text[], integer)")
        op.execute(f"DROP POLICY gate_reads ON {table}")
        op.execute(f"REVOKE ALL ON {table} FROM {p.GATE}")
        columns = ", ".join(("organization_id", "id", "number", *LOOKED_AT[table][1]))
        op.execute(f"REVOKE SELECT ({columns}) ON {table} FROM {p.GATE}")  # noqa: S608
        op.execute(f"DROP INDEX ix_{table}_words")
    op.execute("DROP FUNCTION search_folded(text)")
    op.execute("DROP EXTENSION IF EXISTS btree_gin")
    op.execute("DROP EXTENSION IF EXISTS pg_trgm")
