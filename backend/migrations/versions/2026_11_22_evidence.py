"""2026_11_22_evidence"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_evidence"
down_revision = "2026_11_22_proofs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
