"""2026_11_22_stocking: the keeper's papers, handed-in lists, counts and minimum levels; movements name their paper."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_stocking"
down_revision = "2026_11_22_faults_in_english"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("movements") as batch:
        batch.add_column(_text("paper_id", nullable=True))
        batch.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_movements_from", "movements", ["from_place", "id"])
    op.create_index("ix_movements_to", "movements", ["to_place", "id"])
    op.create_index("ix_movements_paper", "movements", ["paper_id"])
    op.create_table(
        "stock_papers",
        _text("id"), _text("kind"), _text("no"), _text("state"), _text("from_place", nullable=True), _text("to_place"),
        _text("asked"), sa.Column("counts", sa.JSON(), nullable=False), sa.Column("bound", sa.JSON(), nullable=False),
        _text("note"), _time("at"), _text("by"), _time("ended_at", nullable=True), _text("ended_by", nullable=True),
        _text("end_note"), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("ix_stock_papers_from", "stock_papers", ["from_place", "id"])
    op.create_index("ix_stock_papers_to", "stock_papers", ["to_place", "id"])
    op.create_table(
        "stock_sheets",
        _text("id"), _text("kind"), _text("place_id"), _text("centre_id"), _text("file_name"), _time("created_at"),
        _text("created_by"), *(sa.Column(name, sa.JSON(), nullable=False) for name in
        ("titles", "good", "faulty", "faults", "warnings")), _text("paper_id", nullable=True),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"]), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_table(
        "stock_counts",
        _text("id"), _text("place_id"), _text("centre_id"), _text("state"), _time("opened_at"), _text("opened_by"),
        _time("finished_at", nullable=True), _text("finished_by", nullable=True), _time("decided_at", nullable=True),
        _text("decided_by", nullable=True), _text("note"), _text("decision_note"),
        sa.Column("losses", sa.JSON(), nullable=False), sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"]), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    going_on = sa.text("state IN ('open', 'waiting')")
    op.create_index(
        "uq_count_going_on",
        "stock_counts",
        ["place_id"],
        unique=True,
        sqlite_where=going_on,
        postgresql_where=going_on,
    )
    op.create_index("ix_stock_counts_centre", "stock_counts", ["centre_id", "id"])
    op.create_table(
        "stock_count_entries",
        _text("id"), _text("count_id"), _text("thing_kind"), _text("thing_id"), _text("number"),
        sa.Column("quantity", sa.Integer(), nullable=False), _time("at"), _text("by"),
        sa.ForeignKeyConstraint(["count_id"], ["stock_counts.id"]), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("uq_count_entry", "stock_count_entries", ["count_id", "thing_kind", "thing_id"], unique=True)
    op.create_table(
        "stock_levels",
        _text("place_id"), _text("product_code"), sa.Column("least", sa.Integer(), nullable=False),
        sa.CheckConstraint("least >= 0", name="level_not_negative"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"]),
        sa.ForeignKeyConstraint(["product_code"], ["products.code"]), sa.PrimaryKeyConstraint("place_id", "product_code"),
    )  # fmt: skip


def downgrade() -> None:
    """Take back."""
    for table in ("stock_levels", "stock_count_entries", "stock_counts", "stock_sheets", "stock_papers"):
        op.drop_table(table)
    for name in ("ix_movements_paper", "ix_movements_to", "ix_movements_from"):
        op.drop_index(name, "movements")
    with op.batch_alter_table("movements") as batch:
        batch.drop_column("note")
        batch.drop_column("paper_id")
