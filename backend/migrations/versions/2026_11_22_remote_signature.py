"""2026_11_22_remote_signature: a signature asked for by the private link"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_remote_signature"
down_revision = "2026_11_22_push"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "signature_requests",
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_of", sa.String(), nullable=False),
        sa.Column("remind_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"]),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"]),
        sa.PrimaryKeyConstraint("visit_id"),
    )
    op.create_index("ix_signature_requests_order", "signature_requests", ["order_id"])
    op.create_index("ix_signature_requests_remind", "signature_requests", ["state", "remind_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("signature_requests")
