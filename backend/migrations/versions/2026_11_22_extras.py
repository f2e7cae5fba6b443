"""2026_11_22_extras: extra work and vehicles that the customer is asked about"""

revision = "2026_11_22_extras"
down_revision = "2026_11_22_yard"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""


def downgrade() -> None:
    """Take back."""
