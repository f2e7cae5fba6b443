"""What a company starts with: rows put in where they are missing, in few statements; edited ones stay as they are."""

from collections.abc import Sequence

from sqlalchemy import inspect, select
from sqlmodel import SQLModel

from backend.kernel.unit_of_work import UnitOfWork


def add_missing(work: UnitOfWork, rows: Sequence[SQLModel]) -> int:
    """Add the rows whose primary key is not in their table yet; returns how many were added."""
    added = 0
    for model in dict.fromkeys(type(row) for row in rows):
        mapper = inspect(model)
        keys = work.session.connection().execute(select(*mapper.primary_key))
        known = {tuple(key) for key in keys}
        missing = [row for row in rows if type(row) is model and mapper.primary_key_from_instance(row) not in known]
        work.session.add_all(missing)
        added += len(missing)
    work.session.flush()
    return added
