"""2026_11_22_number_tails: numbers are found by their last four places, as people read them from a label"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_number_tails"
down_revision = "2026_11_22_extras"
branch_labels = None
depends_on = None

TAILS = (
    ("devices", "terminal_no"),
    ("devices", "imei"),
    ("sims", "iccid"),
    ("sims", "iccid_key19"),
    ("sims", "msisdn"),
)


def upgrade() -> None:
    """Apply."""
    for table, column in TAILS:
        op.create_index(f"ix_{table}_{column}_tail", table, [sa.text(f"substr({column}, length({column}) - 3)")])


def downgrade() -> None:
    """Take back."""
    for table, column in TAILS:
        op.drop_index(f"ix_{table}_{column}_tail", table_name=table)
