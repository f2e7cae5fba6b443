"""2026_11_22_evidence"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_evidence"
down_revision = "2026_11_22_proofs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "evidence_links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("chained_by", sa.String(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("visit_id", "seq"),
    )
    op.create_index(op.f("ix_evidence_links_visit_id"), "evidence_links", ["visit_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_evidence_links_visit_id"), table_name="evidence_links")
    op.drop_table("evidence_links")
