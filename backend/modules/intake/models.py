"""Tables of the intake module."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class VehicleSheetRow(SQLModel, table=True):
    """A vehicle list that was handed in and checked. Its rows become vehicles only when somebody takes them.

    `good` holds [{row, values, vehicle}], `faulty` [{row, cells}], `faults` what is wrong with them, `taken` the
    order id by row number.
    """

    __tablename__ = "vehicle_sheets"
    id: str = Field(default_factory=new_id, primary_key=True)
    customer_id: str | None = None
    centre_id: str | None = None
    file_name: str
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str
    titles: list[str] = Field(sa_type=JSON)
    columns: list[dict[str, Any]] = Field(sa_type=JSON)
    good: list[dict[str, Any]] = Field(sa_type=JSON)
    faulty: list[dict[str, Any]] = Field(sa_type=JSON)
    faults: list[dict[str, Any]] = Field(sa_type=JSON)
    warnings: list[dict[str, Any]] = Field(sa_type=JSON)
    taken: dict[str, str] = Field(default_factory=dict, sa_type=JSON)


class CallScriptRow(SQLModel, table=True):
    """What an agent says. `asks` names, line by line, the fact a question asks for: the app skips what it knows."""

    __tablename__ = "call_scripts"
    code: str = Field(primary_key=True)
    seq: int
    kinds: list[str] = Field(sa_type=JSON)
    zh: list[str] = Field(sa_type=JSON)
    en: list[str] = Field(sa_type=JSON)
    asks: list[str] = Field(sa_type=JSON)
