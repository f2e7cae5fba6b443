"""2026_11_22_loss_asked_by: whose word a loss is, so that somebody else approves it"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_loss_asked_by"
down_revision = "2026_11_22_claimed_cards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. Of a loss that waits already nobody knows whose id it was: any manager may decide it."""
    op.add_column("removed_parts", sa.Column("asked_by_id", sa.String(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("removed_parts", "asked_by_id")
