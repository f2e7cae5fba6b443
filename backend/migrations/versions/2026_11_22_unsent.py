"""2026_11_22_unsent: what each phone says it still holds"""

revision = "2026_11_22_unsent"
down_revision = "2026_11_22_loss_asked_by"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
