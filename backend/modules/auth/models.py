"""Tables of auth."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class CentreRow(SQLModel, table=True):
    """A service centre (服务中心)."""

    __tablename__ = "centres"
    id: str = Field(default_factory=new_id, primary_key=True)
    code: str = Field(unique=True)
    name_zh: str
    name_en: str
    address: str
    phone: str
    lat: float
    lng: float
    time_zone: str = "Asia/Shanghai"


class UserRow(SQLModel, table=True):
    """A person who signs in."""

    __tablename__ = "users"
    id: str = Field(default_factory=new_id, primary_key=True)
    username: str = Field(unique=True)
    name: str
    phone: str | None = None
    password_hash: str
    technician_id: str | None = Field(default=None, index=True)
    active: bool = True


class GrantRow(SQLModel, table=True):
    """A role at a centre; no centre means every centre."""

    __tablename__ = "user_grants"
    __table_args__ = (UniqueConstraint("user_id", "role", "centre_id"),)
    id: str = Field(default_factory=new_id, primary_key=True)
    user_id: str = Field(foreign_key="users.id", index=True)
    role: str
    centre_id: str | None = Field(default=None, foreign_key="centres.id")


class SessionRow(SQLModel, table=True):
    """A signed-in browser, known by the hash of its cookie."""

    __tablename__ = "sessions"
    token_hash: str = Field(primary_key=True)
    user_id: str = Field(foreign_key="users.id", index=True)
    csrf: str
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
