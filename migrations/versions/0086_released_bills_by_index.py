"""Nobody looks a released bill up in the GiST index that excludes two on a day.

The planner takes an index of trees and one of GiST for equally dear, and the latter reads ten pages a question where
the other reads three. A structure of a hundred thousand lines asks ninety thousand times. A condition that no query
proves keeps the constraint and takes the index away from the planner.
"""

from __future__ import annotations

from alembic import op

revision = "0086"
down_revision = "0079"

EXCLUDED = (
    "ALTER TABLE boms DROP CONSTRAINT one_released_bom_a_day, ADD CONSTRAINT one_released_bom_a_day EXCLUDE USING gist "
    "(organization_id WITH =, material_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&) WHERE ({})"
)


def upgrade() -> None:
    op.execute(EXCLUDED.format("state || '' = 'released'"))


def downgrade() -> None:
    op.execute(EXCLUDED.format("state = 'released'"))
