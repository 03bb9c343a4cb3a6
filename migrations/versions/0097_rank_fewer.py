"""The search compares five hundred rows with what was typed instead of a thousand.

To say how alike a row and some words are takes fifteen microseconds; of a common word a thousand rows took most of the
time of the question, and two hundred of them are kept. Which thousand of a hundred thousand it was, was chance before.
"""

from __future__ import annotations

from alembic import op

revision = "0097"
down_revision = "0115"

SEARCHES = ("search_materials", "search_work_orders")
BEFORE, AFTER = 1000, 500
#: Replaced as it stands, with its owner, its comment and who may call it.
REPLACED = """
DO $do$ DECLARE body text; BEGIN
  SELECT pg_get_functiondef(oid) INTO STRICT body FROM pg_proc
    WHERE proname = '{name}' AND pronamespace = 'public'::regnamespace;
  IF body NOT LIKE '%LIMIT {old}%' THEN RAISE EXCEPTION '{name} ranks another number of rows'; END IF;
  EXECUTE replace(body, 'LIMIT {old}', 'LIMIT {new}');
END $do$
"""


def upgrade() -> None:
    for name in SEARCHES:
        op.execute(REPLACED.format(name=name, old=BEFORE, new=AFTER))


def downgrade() -> None:
    for name in SEARCHES:
        op.execute(REPLACED.format(name=name, old=AFTER, new=BEFORE))
