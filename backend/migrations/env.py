"""Alembic's environment: runs on the connection it is handed (kernel.db.migrate)."""

from alembic import context
from sqlmodel import SQLModel

import backend.wiring  # noqa: F401 - every table is imported through the wiring

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=False)
with context.begin_transaction():
    context.run_migrations()
