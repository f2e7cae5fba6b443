"""2026_11_22_regulated: types of vehicles, the authority's clock, why a terminal leaves a regulated vehicle (R39)."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_regulated"
down_revision = "2026_11_22_evidence"
branch_labels = None
depends_on = None

CLOCK = ("authority_due_at", "authority_warn_at", "authority_set_at", "authority_met_at")


def upgrade() -> None:
    """Apply. A vehicle that stands otherwise than its type says keeps that until somebody changes it."""
    op.create_table(
        "vehicle_types",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("regulated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "removal_reasons",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name_zh", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("needs_note", sa.Boolean(), nullable=False),
        sa.Column("needs_release", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.add_column("vehicles", sa.Column("regulated_reason", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("orders") as table:
        for name in CLOCK:
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("authority_set_by", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("authority_notice_no", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("authority_told", sa.Integer(), nullable=False, server_default="0"))
        table.create_index("ix_orders_authority", ["authority_warn_at"])
    with op.batch_alter_table("order_items") as table:
        table.add_column(sa.Column("removal_reason", sa.String(), nullable=True))
        table.add_column(sa.Column("removal_note", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("provider_released", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("order_items") as table:
        for name in ("provider_released", "removal_note", "removal_reason"):
            table.drop_column(name)
    with op.batch_alter_table("orders") as table:
        table.drop_index("ix_orders_authority")
        for name in (*CLOCK, "authority_set_by", "authority_notice_no", "authority_told"):
            table.drop_column(name)
    with op.batch_alter_table("vehicles") as table:
        table.drop_column("regulated_reason")
    op.drop_table("removal_reasons")
    op.drop_table("vehicle_types")
