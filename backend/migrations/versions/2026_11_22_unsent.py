"""2026_11_22_unsent: what each phone says it still holds"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_unsent"
down_revision = "2026_11_22_loss_asked_by"
branch_labels = None
depends_on = None

_OPEN_REFUSAL = sa.text("outcome = 'refused' AND settled_at IS NULL")


def upgrade() -> None:
    """Apply. Commands that are here already belong to the first centre of their person."""
    op.create_table(
        "phone_holds",
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("technician_id", sa.String(), nullable=True),
        sa.Column("centre_id", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("commands", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("oldest_at", sa.BigInteger(), nullable=True),
        sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("put_away_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["sync_clients.client_id"]),
        sa.PrimaryKeyConstraint("client_id"),
    )
    op.create_index("ix_phone_holds_centre_id", "phone_holds", ["centre_id"])
    op.create_table(
        "phone_policy",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("sync_commands", sa.Column("centre_id", sa.String(), nullable=True))
    op.add_column("sync_commands", sa.Column("settled_at", sa.BigInteger(), nullable=True))
    for name in ("settled_by", "settled_note"):
        op.add_column("sync_commands", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE sync_commands SET centre_id ="
        " (SELECT min(g.centre_id) FROM user_grants g WHERE g.user_id = sync_commands.user_id)"
    )
    op.create_index(
        "ix_sync_refusals",
        "sync_commands",
        ["centre_id", "received_at"],
        sqlite_where=_OPEN_REFUSAL,
        postgresql_where=_OPEN_REFUSAL,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_sync_refusals", "sync_commands")
    with op.batch_alter_table("sync_commands") as table:
        for name in ("centre_id", "settled_at", "settled_by", "settled_note"):
            table.drop_column(name)
    op.drop_table("phone_policy")
    op.drop_table("phone_holds")
