"""Finding: codes in their natural order, lists that are searched through an index, and words in a company's language.

``natural_order`` is stored beside each code: an expression would not do, as row-level security keeps conditions on
functions away from indexes. ``filter_…`` is for lists what ``search_…`` is for the palette: the ids of one company
whose words match, up to so many. ``search_stem`` takes a word back to what its forms have in common, so a company that
changes its language has nothing to index again. ``search_scores`` knows nothing; where the server ranks by BM25,
``kit.db.ranking`` puts another in its place.
"""

from __future__ import annotations

from pathlib import Path
from runpy import run_path

import sqlalchemy as sa
from alembic import op

from migrations import policies as p

revision = "0053"
down_revision = "0052"

#: Codes that lists are sorted by, by table.
CODED = {
    "materials": "number", "work_orders": "number", "partners": "number", "customer_orders": "number",
    "machines": "code", "work_centers": "code",
}  # fmt: skip
WHY = "ids of one company that words were found in; the caller joins them under its own policies"
ASKED = "(text, text, text[], text[], text[], integer)"
LOOKED_AT = {
    "materials": ("search_text", ""),
    "work_orders": (
        "search_folded(number || ' ' || customer)",
        f"AND ({p.PLANT} IS NULL OR t.plant_id = {p.PLANT}::uuid)",
    ),
}
#: As in 0021: numbers that fill what is shown; rows ranked; hits that make guessing needless; how alike a slip is,
#: and rows that are guessed.
ENOUGH, MOST_RANKED, CERTAIN, ALIKE, MOST_GUESSED = 8, 1000, 3, 0.5, 80


def upgrade() -> None:
    natural()
    stems()
    scores()
    op.execute(f"GRANT SELECT (name) ON materials TO {p.GATE}")
    op.execute(f"GRANT SELECT (material_id) ON work_orders TO {p.GATE}")
    for table, (text, here) in LOOKED_AT.items():
        op.execute(f"DROP FUNCTION search_{table}{ASKED}")
        define(finder(table, text, here), f"search_{table}(text, text, text[], text[], text[], integer, text)")
    define(FILTER_MATERIALS, "filter_materials(text[], integer)")
    define(FILTER_ORDERS, "filter_work_orders(text[], integer)")
    p.index("materials", "category_id", "id")
    op.drop_index("ix_materials_category_id", "materials")


def natural() -> None:
    """WO-9 before WO-10: each run of digits as eighteen, capitals or not."""
    op.execute(
        r"""
        CREATE FUNCTION natural_order(code text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT upper(regexp_replace(regexp_replace(code, '([0-9]+)', '00000000000000000\1', 'g'),
            '[0-9]*([0-9]{18})', '\1', 'g')) $$
        """
    )
    for table, code in CODED.items():
        stored = sa.Computed(f"natural_order({code})", persisted=True)
        op.add_column(table, sa.Column(f"{code}_order", sa.Text, stored, nullable=False))
        p.index(table, f"{code}_order", "id")


def stems() -> None:
    """What a pattern's word and its other forms begin with. Codes, short words and numbers stay as they are."""
    op.execute(
        r"""
        CREATE FUNCTION search_stem(pattern text, language text) RETURNS text
        LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $stem$
        DECLARE word text := trim(BOTH '% ' FROM pattern); stem text; same integer := 0;
        BEGIN
          IF language IN ('', 'simple') OR word !~ '^[[:alpha:]]{5,}$' THEN RETURN pattern; END IF;
          stem := (ts_lexize((language || '_stem')::regdictionary, word))[1];
          WHILE same < length(coalesce(stem, '')) AND substr(stem, same + 1, 1) = substr(word, same + 1, 1) LOOP
            same := same + 1;
          END LOOP;
          IF same < 4 THEN RETURN pattern; END IF;
          RETURN replace(pattern, word, left(word, same));
        END $stem$
        """
    )


def scores() -> None:
    op.execute(
        "CREATE FUNCTION search_scores(looked_at text, asked text, company uuid, ids uuid[]) RETURNS real[] "
        "LANGUAGE sql STABLE AS $$ SELECT NULL::real[] $$"
    )
    op.execute(
        "COMMENT ON FUNCTION search_scores(text, text, uuid, uuid[]) IS 'replaced where the server ranks by BM25'"
    )


def define(body: str, signature: str) -> None:
    op.execute(body)
    op.execute(f"COMMENT ON FUNCTION {signature} IS '@definer {WHY}'")
    op.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {signature} TO {p.APP}")
    op.execute(f"ALTER FUNCTION {signature} OWNER TO {p.GATE}")


HEAD = """LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan"""
REFUSE = "IF company IS NULL THEN RAISE insufficient_privilege USING MESSAGE = 'no company'; END IF;"


def finder(table: str, text: str, here: str) -> str:
    """Numbers that begin with ``typed``; rows that have all the words, first those that have them in number or name;
    where hardly any has, rows with words like ``guesses``. Names of this file; no words of anybody."""
    rows = f"FROM {table} t WHERE t.organization_id = company {here}"
    front = "length(t.number) + length(t.name) + 1" if table == "materials" else "length(t.number)"
    return f"""
    CREATE FUNCTION search_{table}
    (typed text, folded text, patterns text[], guesses text[], others text[], most integer, language text)
    RETURNS TABLE (id uuid, rank real) ROWS 20 {HEAD} AS $search$
    DECLARE company uuid := {p.ORGANIZATION}; stems text[]; ids uuid[]; texts text[]; fronts integer[]; bm25 real[];
      numbers integer; hits integer;
    BEGIN
      {REFUSE}
      RETURN QUERY SELECT f.id, 3::real FROM (
        (SELECT t.id, t.number {rows} AND t.number ^@ typed ORDER BY t.number LIMIT most) UNION
        (SELECT t.id, t.number {rows} AND t.number ^@ upper(typed) ORDER BY t.number LIMIT most)
      ) f ORDER BY f.number LIMIT most;
      GET DIAGNOSTICS numbers = ROW_COUNT;
      IF numbers >= {ENOUGH} THEN RETURN; END IF;
      SELECT array_agg(search_stem(word, language) ORDER BY place) INTO stems
        FROM unnest(patterns) WITH ORDINALITY AS said(word, place);
      SELECT array_agg(w.id), array_agg(w.words), array_agg(w.front) INTO ids, texts, fronts FROM (
        SELECT t.id, {text} AS words, {front} AS front {rows} AND {text} LIKE stems[1]
        AND {text} LIKE coalesce(stems[2], stems[1]) AND {text} LIKE coalesce(stems[3], stems[1])
        AND {text} LIKE ALL (stems) AND NOT t.number ^@ typed AND NOT t.number ^@ upper(typed)
        LIMIT {MOST_RANKED}
      ) w;
      hits := coalesce(cardinality(ids), 0);
      bm25 := search_scores('{table}', folded, company, ids);
      RETURN QUERY SELECT w.id, (1
        + 0.4 * coalesce(w.score / nullif(max(w.score) OVER (), 0), word_similarity(folded, w.words))
        + 0.3 * (left(w.words, w.front) LIKE ALL (stems))::integer
        + 0.2 * (w.words LIKE ALL (patterns))::integer)::real AS rank
        FROM unnest(ids, texts, fronts, bm25) AS w(id, words, front, score) ORDER BY rank DESC, w.id LIMIT most;
      IF numbers > 0 OR hits >= {CERTAIN} OR cardinality(guesses) = 0 THEN RETURN; END IF;
      {slipped(text, rows)}
    END $search$
    """  # noqa: S608


def slipped(text: str, rows: str) -> str:
    """Where a finger may have slipped."""
    return f"""
      PERFORM set_config('pg_trgm.word_similarity_threshold', '{ALIKE}', true);
      RETURN QUERY SELECT w.id, word_similarity(folded, w.words)::real AS rank FROM (
        SELECT t.id, {text} AS words {rows} AND guesses[1] <% {text}
        AND coalesce(guesses[2], guesses[1]) <% {text} AND coalesce(guesses[3], guesses[1]) <% {text}
        AND {text} LIKE ALL (others) AND NOT {text} LIKE ALL (stems) LIMIT least(most, {MOST_GUESSED})
      ) w ORDER BY rank DESC, w.id;"""  # noqa: S608


FILTER_MATERIALS = f"""
    CREATE FUNCTION filter_materials(patterns text[], most integer) RETURNS uuid[] {HEAD} AS $filter$
    DECLARE company uuid := {p.ORGANIZATION};
    BEGIN
      {REFUSE}
      RETURN array(SELECT t.id FROM materials t WHERE t.organization_id = company AND t.search_text LIKE patterns[1]
        AND t.search_text LIKE coalesce(patterns[2], patterns[1])
        AND t.search_text LIKE coalesce(patterns[3], patterns[1])
        AND t.search_text LIKE ALL (patterns) LIMIT most);
    END $filter$
    """  # noqa: S608
#: An order has a word itself, or its material has it. As many as ``most`` mean: too many to name them.
FILTER_ORDERS = f"""
    CREATE FUNCTION filter_work_orders(patterns text[], most integer) RETURNS uuid[] {HEAD} AS $filter$
    DECLARE company uuid := {p.ORGANIZATION}; made uuid[];
    BEGIN
      {REFUSE}
      made := array(SELECT m.id FROM materials m
        WHERE m.organization_id = company AND m.search_text LIKE patterns[1] LIMIT most);
      IF cardinality(made) = most THEN RETURN made; END IF;
      RETURN array(SELECT t.id FROM work_orders t WHERE t.organization_id = company
        AND ({p.PLANT} IS NULL OR t.plant_id = {p.PLANT}::uuid)
        AND (search_folded(t.number || ' ' || t.customer) LIKE patterns[1] OR t.material_id = ANY (made))
        AND NOT EXISTS (SELECT FROM unnest(patterns[2:]) word WHERE NOT (
          search_folded(t.number || ' ' || t.customer) LIKE word OR EXISTS (SELECT FROM materials m
          WHERE m.organization_id = company AND m.id = t.material_id AND m.search_text LIKE word)))
        LIMIT most);
    END $filter$
    """  # noqa: S608


def downgrade() -> None:
    p.index("materials", "category_id")
    op.drop_index("ix_materials_category_id_id", "materials")
    op.execute("DROP FUNCTION filter_work_orders(text[], integer)")
    op.execute("DROP FUNCTION filter_materials(text[], integer)")
    for table, (text, here) in LOOKED_AT.items():
        op.execute(f"DROP FUNCTION search_{table}(text, text, text[], text[], text[], integer, text)")
        old = run_path(str(Path(__file__).with_name("0021_search.py")))
        old["finder"](table, text, bool(here))
    op.execute(f"REVOKE SELECT (material_id) ON work_orders FROM {p.GATE}")  # noqa: S608
    op.execute(f"REVOKE SELECT (name) ON materials FROM {p.GATE}")  # noqa: S608
    op.execute("DROP INDEX IF EXISTS ix_materials_bm25")
    op.execute("DROP FUNCTION search_scores(text, text, uuid, uuid[])")
    op.execute("DROP FUNCTION search_stem(text, text)")
    for table, code in CODED.items():
        op.drop_column(table, f"{code}_order")
    op.execute("DROP FUNCTION natural_order(text)")
