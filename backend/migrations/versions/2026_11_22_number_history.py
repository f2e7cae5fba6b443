"""2026_11_22_number_history: who said so and since when it counted; valid intervals cannot overlap, closed ones either"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_number_history"
down_revision = "2026_11_22_removed_parts"
branch_labels = None
depends_on = None

_TIMES = ("ended_recorded_at", "counted_from", "counted_until")
_WORDS = ("recorded_by", "ended_by", "ended_act")
_LANES = {
    "device": "r.device_id = NEW.device_id",
    "sim": "r.sim_id = NEW.sim_id",
    "slot": "r.vehicle_id = NEW.vehicle_id AND r.slot = NEW.slot",
}
# GiST compares ranges without btree_gist: the key of a lane is the range of one number, a hash of its text.
_KEYS = {
    "device": "hashtextextended(device_id, 0)",
    "sim": "hashtextextended(sim_id, 0)",
    "slot": "hashtextextended(vehicle_id || ' ' || slot, 0)",
}


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("installations") as table:
        for name in _WORDS:
            table.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in _TIMES:
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("ended_visit_id", sa.String(), nullable=True))
    with op.batch_alter_table("number_cases") as table:
        table.add_column(sa.Column("outcome", sa.JSON(), nullable=True))
        table.add_column(sa.Column("at", sa.BigInteger(), nullable=True))
        table.create_index("ix_number_cases_vehicle", ["vehicle_id"])
        table.create_index("ix_number_cases_number", ["number"])
    op.execute("UPDATE number_cases SET at = opened_at")
    op.execute("UPDATE installations SET counted_from = recorded_at WHERE standing IN ('valid', 'corrected')")
    op.execute("UPDATE installations SET ended_recorded_at = until_at WHERE until_at IS NOT NULL")
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _guard_sqlite() -> None:
    for event in ("INSERT", "UPDATE OF vehicle_id, slot, device_id, sim_id, from_at, until_at, standing"):
        name = event.split()[0].lower()
        for lane, same in _LANES.items():
            op.execute(
                f"""
                CREATE TRIGGER no_overlap_{lane}_{name} BEFORE {event} ON installations
                WHEN NEW.standing = 'valid' AND (NEW.until_at IS NULL OR NEW.until_at > NEW.from_at)
                BEGIN
                  SELECT RAISE(ABORT, 'no_overlap_{lane}') WHERE EXISTS (
                    SELECT 1 FROM installations r
                    WHERE {same} AND r.id <> NEW.id AND r.standing = 'valid'
                      AND (NEW.until_at IS NULL OR r.from_at < NEW.until_at)
                      AND (r.until_at IS NULL OR (r.until_at > NEW.from_at AND r.until_at > r.from_at)));
                END
                """
            )


def _guard_postgresql() -> None:
    for lane, key in _KEYS.items():
        op.execute(
            f"""
            ALTER TABLE installations ADD CONSTRAINT no_overlap_{lane} EXCLUDE USING gist (
              int8range({key}, {key}, '[]') WITH &&, int8range(from_at, until_at) WITH &&
            ) WHERE (standing = 'valid'{" AND sim_id IS NOT NULL" if lane == "sim" else ""})
            """
        )


def downgrade() -> None:
    """Take back."""
    for lane in _LANES:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER no_overlap_{lane}_insert")
            op.execute(f"DROP TRIGGER no_overlap_{lane}_update")
        else:
            op.execute(f"ALTER TABLE installations DROP CONSTRAINT no_overlap_{lane}")
    with op.batch_alter_table("number_cases") as table:
        table.drop_index("ix_number_cases_number")
        table.drop_index("ix_number_cases_vehicle")
        table.drop_column("at")
        table.drop_column("outcome")
    with op.batch_alter_table("installations") as table:
        for name in (*_WORDS, *_TIMES, "ended_visit_id"):
            table.drop_column(name)
