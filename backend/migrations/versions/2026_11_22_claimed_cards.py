"""2026_11_22_claimed_cards: the timeline of a card finds also the lines in which it was only claimed, by an index"""

from alembic import op

revision = "2026_11_22_claimed_cards"
down_revision = "2026_11_22_old_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_installations_claimed", "installations", ["claimed_sim_id", "from_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_installations_claimed", "installations")
