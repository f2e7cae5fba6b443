"""2026_11_22_yard: several technicians on one list, two values for one field of a vehicle, what the customer accepted"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_yard"
down_revision = "2026_11_22_remote_signature"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def upgrade() -> None:
    """Apply."""
    op.add_column("visits", _text("lead_visit_id", nullable=True))
    op.create_index("ix_visits_lead_visit_id", "visits", ["lead_visit_id"])
    op.add_column("order_items", _text("acceptance_id", nullable=True))
    op.create_table(
        "item_statements",
        _text("id"), _text("item_id"), _text("crew_id"), _text("visit_id", nullable=True), _text("kind"),
        _text("author"), _text("author_name"), sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False), sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=True), _time("at"), _time("received_at"),
        sa.Column("past", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["order_items.id"]), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_item_statements_item", "item_statements", ["item_id", "version"])
    op.create_table(
        "item_clashes",
        _text("id"), _text("order_id"), _text("item_id"), _text("field"), _text("state"),
        sa.Column("claims", sa.JSON(), nullable=False), _time("opened_at"), _time("settled_at", nullable=True),
        _text("settled_by"), _text("chosen", nullable=True), _text("note"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"]), sa.ForeignKeyConstraint(["item_id"], ["order_items.id"]),
        sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_item_clashes_order", "item_clashes", ["order_id"])
    still_open = sa.text("state = 'open'")
    op.create_index(
        "uq_item_clash_open",
        "item_clashes",
        ["item_id", "field"],
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )
    op.create_table(
        "acceptances",
        _text("id"), _text("order_id"), _text("visit_id"), sa.Column("item_ids", sa.JSON(), nullable=False),
        _text("sha256", nullable=True), _text("reason"), _text("signer"), _time("taken_at"), _time("received_at"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"]), sa.ForeignKeyConstraint(["visit_id"], ["visits.id"]),
        sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    for name in ("order_id", "visit_id"):
        op.create_index(f"ix_acceptances_{name}", "acceptances", [name])


def downgrade() -> None:
    """Take back."""
    for table in ("acceptances", "item_clashes", "item_statements"):
        op.drop_table(table)
    op.drop_column("order_items", "acceptance_id")
    op.drop_index("ix_visits_lead_visit_id", "visits")
    op.drop_column("visits", "lead_visit_id")
