"""Alembic migrations, dated names; the test databases are built by them."""
