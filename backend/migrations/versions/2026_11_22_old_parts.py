"""2026_11_22_old_parts: what becomes of a part that was replaced; a technician's number cases are found by an index"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_old_parts"
down_revision = "2026_11_22_regulated"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("order_items") as table:
        table.add_column(sa.Column("old_parts", sa.JSON(), nullable=False, server_default="{}"))
    op.create_index("ix_number_cases_technician", "number_cases", ["technician_id", "settled_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_number_cases_technician", "number_cases")
    with op.batch_alter_table("order_items") as table:
        table.drop_column("old_parts")
