"""Materials by the hundred thousand, as an ERP would bring them: written by the server itself, in SQL."""

from __future__ import annotations

from uuid import UUID

import psycopg

COMPANIES, EACH, LARGE = 10, 100_000, 1_000_000
#: What the names are made of; the last word of a description is its row's alone.
KINDS = (
    "Hexagon bolt", "Socket screw", "Washer", "Lock nut", "Deep groove ball bearing", "Shaft seal", "Bracket",
    "Cable gland", "Gear wheel", "Spacer", "Compression spring", "Cover plate", "Sensor", "Śruba", "Flansch",
)  # fmt: skip
FINISHES = ("galvanised", "stainless", "anodised", "black", "hardened", "ocynkowana", "verzinkt")

COPIED = """
INSERT INTO organizations (id, created_at, slug, name) SELECT %(to)s, now(), %(slug)s, %(slug)s;
INSERT INTO units (organization_id, id, created_at, code, name, dimension)
  SELECT %(to)s, id, created_at, code, name, dimension FROM units WHERE organization_id = %(from)s;
INSERT INTO material_categories (organization_id, id, created_at, name)
  SELECT %(to)s, id, created_at, name FROM material_categories WHERE organization_id = %(from)s"""
FILLED = """
INSERT INTO materials (organization_id, id, created_at, number, name, description, type, unit_id, category_id,
    standard_cost, currency, custom, search_text)
SELECT %(to)s, gen_random_uuid(), now(), number, name, description, type, unit, category, cost, 'EUR', custom,
    search_folded(number || ' ' || name || ' ' || description)
FROM (
    SELECT 'MT-' || lpad(n::text, 7, '0') AS number,
        (%(kinds)s::text[])[1 + h %% %(kinds_n)s::int] || ' M' || (4 + h / 17 %% 40) || '×' || (10 + h / 701 %% 190)
            || ', ' || (%(finishes)s::text[])[1 + h / 97 %% %(finishes_n)s::int] AS name,
        'DIN ' || (100 + h / 31 %% 900) || ' drawing ' || upper(substr(md5(n::text), 1, 8)) || ' ' || word
            AS description,
        CASE WHEN h %% 5 = 0 THEN 'make' ELSE 'buy' END AS type, h %% 100000 / 100.0 AS cost,
        jsonb_build_object('alloy', 'A' || h / 13 %% 400, 'weight', (h / 7 %% 5000)::text) AS custom, units[1] AS unit,
        categories[1 + h %% cardinality(categories)] AS category
    FROM (SELECT n, abs(hashint4(n)) AS h, translate(md5(n::text || 'w'), '0123456789', 'ghijklmnop') AS word
          FROM generate_series(1, %(rows)s::int) n) seed,
        (SELECT array_agg(id ORDER BY code) AS units FROM units WHERE organization_id = %(to)s) u,
        (SELECT array_agg(id ORDER BY name) AS categories FROM material_categories WHERE organization_id = %(to)s) c
) made"""


def fill(url: str, model: UUID, companies: int, each: int, large: int) -> list[UUID]:
    """``companies`` of ``each`` materials like the company ``model``, which gets ``large`` itself. Returns them."""
    vocabulary = {
        "kinds": list(KINDS), "kinds_n": len(KINDS), "finishes": list(FINISHES), "finishes_n": len(FINISHES),
    }  # fmt: skip
    found = []
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SET maintenance_work_mem = '256MB'")
        for number in range(companies):
            [(company,)] = server.execute("SELECT gen_random_uuid()")
            for statement in COPIED.split(";"):
                server.execute(statement.encode(), {"to": company, "from": model, "slug": f"company-{number}"})
            server.execute(FILLED.encode(), {"to": company, "rows": each, **vocabulary})
            found.append(company)
        if large:
            server.execute(FILLED.encode(), {"to": model, "rows": large, **vocabulary})
        server.execute("VACUUM ANALYZE materials")
    return found
