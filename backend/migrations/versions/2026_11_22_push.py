"""2026_11_22_push: phones and group chats that want to be told"""

revision = "2026_11_22_push"
down_revision = "2026_11_22_unsent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
