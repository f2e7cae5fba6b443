"""2026_11_22_removed_parts"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_removed_parts"
down_revision = "2026_11_22_stocking"
branch_labels = None
depends_on = None

_NOT_ENDED = sa.text("state <> 'ended'")
_LIVE = sa.text("live AND result IS NULL")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "removed_parts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label_no", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("second_number", sa.String(), nullable=False),
        sa.Column("product_code", sa.String(), nullable=True),
        sa.Column("place_id", sa.String(), nullable=False),
        sa.Column("centre_id", sa.String(), nullable=True),
        sa.Column("technician_id", sa.String(), nullable=True),
        sa.Column("technician_name", sa.String(), nullable=False),
        sa.Column("vehicle_id", sa.String(), nullable=True),
        sa.Column("plate", sa.String(), nullable=False),
        sa.Column("plate_colour", sa.String(), nullable=False),
        sa.Column("visit_id", sa.String(), nullable=True),
        sa.Column("order_no", sa.String(), nullable=False),
        sa.Column("symptom_zh", sa.String(), nullable=False),
        sa.Column("symptom_en", sa.String(), nullable=False),
        sa.Column("removed_at", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("bound_for", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("end", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("came_from", sa.String(), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("removed_parts") as table:
        for name in ("label_no", "number", "place_id", "plate"):
            table.create_index(f"ix_removed_parts_{name}", [name])
        table.create_index("ix_removed_centre", ["centre_id", "state", "removed_at"])
        table.create_index("ix_removed_thing", ["kind", "thing_id"])
        table.create_index("ix_removed_visit", ["visit_id"])
        table.create_index(
            "uq_removed_open", ["kind", "thing_id"], unique=True, sqlite_where=_NOT_ENDED, postgresql_where=_NOT_ENDED
        )
    op.create_table(
        "removed_limits",
        sa.Column("centre_id", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name="limit_is_some_days"),
        sa.PrimaryKeyConstraint("centre_id"),
    )
    op.create_table(
        "return_batches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("no", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("centre_id", sa.String(), nullable=False),
        sa.Column("factory", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("parcel_no", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("no"),
    )
    with op.batch_alter_table("return_batches") as table:
        table.create_index("ix_return_batches_centre", ["centre_id", "id"])
    op.create_table(
        "return_lines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("removed_id", sa.String(), nullable=False),
        sa.Column("symptom", sa.String(), nullable=False),
        sa.Column("claim", sa.Boolean(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("result_at", sa.BigInteger(), nullable=True),
        sa.Column("result_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("new_device_id", sa.String(), nullable=True),
        sa.Column("claim_result", sa.String(), nullable=True),
        sa.Column("claim_fen", sa.Integer(), nullable=False),
        sa.CheckConstraint("claim_fen >= 0", name="claim_not_negative"),
        sa.ForeignKeyConstraint(["batch_id"], ["return_batches.id"]),
        sa.ForeignKeyConstraint(["new_device_id"], ["devices.id"]),
        sa.ForeignKeyConstraint(["removed_id"], ["removed_parts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("return_lines") as table:
        table.create_index("ix_return_lines_batch", ["batch_id", "seq"])
        table.create_index("uq_return_line", ["removed_id"], unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)


def downgrade() -> None:
    """Take back."""
    for table in ("return_lines", "return_batches", "removed_limits", "removed_parts"):
        op.drop_table(table)
