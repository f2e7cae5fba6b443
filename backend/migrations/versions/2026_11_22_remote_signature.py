"""2026_11_22_remote_signature: a signature asked for by the private link"""

revision = "2026_11_22_remote_signature"
down_revision = "2026_11_22_push"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
