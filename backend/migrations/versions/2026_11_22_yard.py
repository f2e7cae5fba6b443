"""2026_11_22_yard: two values for one field of a vehicle, for a person to choose"""

revision = "2026_11_22_yard"
down_revision = "2026_11_22_remote_signature"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
