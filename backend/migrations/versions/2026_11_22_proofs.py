"""2026_11_22_proofs"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_proofs"
down_revision = "2026_11_22_carrier_tasks"
branch_labels = None
depends_on = None
INDEXES = (
    ("ix_proofs_due", "proofs", ["next_at"]),
    ("ix_proofs_watch", "proofs", ["watch_at"]),
    ("ix_proofs_state", "proofs", ["state", "id"]),
    ("ix_proofs_order", "proofs", ["order_id"]),
    ("ix_proofs_item", "proofs", ["item_id"]),
    ("ix_proofs_vehicle", "proofs", ["vehicle_id"]),
    ("ix_proofs_device_no", "proofs", ["device_no"]),
    ("ix_proofs_imei", "proofs", ["imei"]),
    ("ix_proof_answers_proof", "proof_answers", ["proof_id", "id"]),
    ("ix_rework_suggestions_state", "rework_suggestions", ["state", "id"]),
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "proof_rules",
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("satellites", sa.Integer(), nullable=False),
        sa.Column("metres", sa.Integer(), nullable=False),
        sa.Column("volts_percent", sa.Integer(), nullable=False),
        sa.Column("fix_hours", sa.Integer(), nullable=False),
        sa.Column("wait_hours", sa.Integer(), nullable=False),
        sa.Column("dark_hours", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("family"),
    )
    op.create_table(
        "proofs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("centre_id", sa.String(), nullable=False),
        sa.Column("technician_id", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("vin", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("device_no", sa.String(), nullable=False),
        sa.Column("imei", sa.String(), nullable=False),
        sa.Column("iccid", sa.String(), nullable=False),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lng", sa.Float(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("located_at", sa.BigInteger(), nullable=True),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("awaited_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("warranty_end", sa.String(), nullable=False),
        sa.Column("watch_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause"),
    )
    op.create_table(
        "proof_answers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("proof_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proofs.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "rework_suggestions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("proof_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=False),
        sa.Column("centre_id", sa.String(), nullable=False),
        sa.Column("technician_id", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.String(), nullable=False),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("device_no", sa.String(), nullable=False),
        sa.Column("proven_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("back_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("new_order_id", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proofs.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("proof_id"),
    )
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    with op.batch_alter_table("order_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proof_failure", sa.JSON(), nullable=True))
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proven_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("visits", schema=None) as batch_op:
        batch_op.drop_column("proven_at")
    with op.batch_alter_table("order_items", schema=None) as batch_op:
        batch_op.drop_column("proof_failure")
    for table in ("rework_suggestions", "proof_answers", "proofs", "proof_rules"):
        op.drop_table(table)
