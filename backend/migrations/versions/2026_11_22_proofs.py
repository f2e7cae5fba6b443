"""2026_11_22_proofs"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_proofs"
down_revision = "2026_11_22_carrier_tasks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
