"""2026_11_22_push: phones that take pushes, channels, and notices on their way to them"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_push"
down_revision = "2026_11_22_unsent"
branch_labels = None
depends_on = None


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "push_phones",
        _text("id"), _text("session_key"), _text("endpoint"), _text("p256dh"), _text("auth"), _text("user_id"),
        _text("technician_id"), _text("lang"), _time("since"), sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("session_key"), sa.UniqueConstraint("endpoint"),
    )  # fmt: skip
    op.create_index("ix_push_phones_technician_id", "push_phones", ["technician_id"])
    op.create_table(
        "channels",
        _text("id"), _text("name"), _text("kind"), _text("address"), _text("tail"), _text("centre_id", nullable=True),
        _text("technician_id", nullable=True), sa.Column("about", sa.JSON(), nullable=False), _text("lang"),
        sa.Column("active", sa.Boolean(), nullable=False), sa.Column("version", sa.Integer(), nullable=False),
        _time("sent_at", nullable=True), _time("failed_at", nullable=True), _text("last_error", nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    for name in ("centre_id", "technician_id"):
        op.create_index(f"ix_channels_{name}", "channels", [name])
    op.create_table(
        "notices",
        _text("id"), _text("state"), sa.Column("attempts", sa.Integer(), nullable=False), _text("last_error", nullable=True),
        _time("created_at"), _time("due_at"), _time("sent_at", nullable=True), _text("cause"), _text("target"),
        _text("code"), _text("technician_id", nullable=True), _text("centre_id"), _text("tag"),
        sa.Column("said", sa.JSON(), nullable=False), _text("path"), sa.PrimaryKeyConstraint("id"),
    )  # fmt: skip
    op.create_index("uq_notice", "notices", ["cause", "target"], unique=True)
    op.create_index("ix_notices_due", "notices", ["state", "due_at"])
    op.create_index("ix_notices_tag", "notices", ["target", "tag"])


def downgrade() -> None:
    """Take back."""
    for table in ("notices", "channels", "push_phones"):
        op.drop_table(table)
