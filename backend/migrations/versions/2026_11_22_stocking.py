"""2026_11_22_stocking"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_stocking"
down_revision = "2026_11_22_faults_in_english"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
