"""2026_11_22_carrier_tasks"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_carrier_tasks"
down_revision = "2026_11_22_number_history"
branch_labels = None
depends_on = None

_OPEN = sa.text("state IN ('asked', 'filed')")
# What the rules that a company started with leave unsaid: working days, rebindings a month, minutes to wait.
_KNOWN = (
    ("cmcc", "plug", 3, 0, 0),
    ("ctcc", "", 3, 2, 5),
    ("cucc", "", 3, 0, 0),
    ("cbn", "", 1, 0, 0),
    ("", "", 1, 0, 0),
)


def upgrade() -> None:
    """Rules with days, limits and a version; the tasks; the columns of the carriers' files."""
    _rules()
    _tasks()
    op.create_table(
        "carrier_columns",
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("operator"),
    )


def _rules() -> None:
    with op.batch_alter_table("binding_rules") as batch_op:
        for name in ("days", "rebinds_a_month", "wait_minutes"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    rules = sa.table(
        "binding_rules",
        *(
            sa.column(name)
            for name in ("id", "operator", "card_type", "act", "days", "rebinds_a_month", "wait_minutes")
        ),
    )
    for operator, card_type, days, times, minutes in _KNOWN:
        op.execute(
            rules.update()
            .where(rules.c.operator == operator, rules.c.card_type == card_type, rules.c.act == "")
            .values(days=days, rebinds_a_month=times, wait_minutes=minutes)
        )
    # One row a combination from now on; of twins the first stays.
    op.execute(
        "DELETE FROM binding_rules WHERE id NOT IN "
        "(SELECT MIN(id) FROM binding_rules GROUP BY operator, card_type, act)"
    )
    with op.batch_alter_table("binding_rules") as batch_op:
        batch_op.create_index("uq_binding_rules_fit", ["operator", "card_type", "act"], unique=True)
        for name in ("days", "rebinds_a_month", "wait_minutes", "active", "version"):
            batch_op.alter_column(name, server_default=None)


def _tasks() -> None:
    texts = (
        "iccid_key19", "iccid", "msisdn", "operator", "card_type", "old_imei", "new_imei", "act", "rule", "decision",
        "reason", "approved_by", "approved_how", "technician_id", "vehicle_id", "state", "note",
    )  # fmt: skip
    ids = ("centre_id", "visit_id", "item_id", "filed_by", "decided_by", "before", "bound_before", "case_id")
    op.create_table(
        "carrier_tasks",
        sa.Column("id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        *(sa.Column(name, sa.String(), nullable=True) for name in ids),
        sa.Column("rule_changed", sa.Boolean(), nullable=False),
        sa.Column("over_limit", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("asked_at", "recorded_at", "deadline_at")),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in ("filed_at", "decided_at")),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("carrier_tasks") as batch_op:
        batch_op.create_index(
            "uq_open_carrier_task", ["iccid_key19", "new_imei"], unique=True, sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        )  # fmt: skip
        batch_op.create_index("ix_carrier_tasks_card", ["iccid_key19", "decided_at"])
        batch_op.create_index("ix_carrier_tasks_page", ["state", "deadline_at", "id"])
        batch_op.create_index("ix_carrier_tasks_technician", ["technician_id", "recorded_at"])
        batch_op.create_index("ix_carrier_tasks_centre_id", ["centre_id"])


def downgrade() -> None:
    """Take the tasks and columns away, and what the rules have learnt."""
    op.drop_table("carrier_columns")
    op.drop_table("carrier_tasks")
    with op.batch_alter_table("binding_rules") as batch_op:
        batch_op.drop_index("uq_binding_rules_fit")
        for name in ("days", "rebinds_a_month", "wait_minutes", "active", "version"):
            batch_op.drop_column(name)
