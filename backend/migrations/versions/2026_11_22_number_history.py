"""2026_11_22_number_history"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_number_history"
down_revision = "2026_11_22_removed_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
