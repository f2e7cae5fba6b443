"""2026_11_22 faults_in_english"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_faults_in_english"
down_revision = "2026_11_22_day_plans"
branch_labels = None
depends_on = None

COLUMNS = ("causes_en", "checks_en", "remedies_en", "parts_en")


def upgrade() -> None:
    """Apply; faults that are there already stay in Chinese until somebody translates them."""
    for name in COLUMNS:
        op.add_column("fault_codes", sa.Column(name, sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    for name in COLUMNS:
        op.drop_column("fault_codes", name)
