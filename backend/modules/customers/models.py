"""Tables of the customers module."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from backend.kernel.db import UtcTime
from backend.kernel.ids import new_id


class CustomerRow(SQLModel, table=True):
    """A company or a person, belonging to one service centre."""

    __tablename__ = "customers"
    __table_args__ = (
        Index("ix_customers_centre_name", "centre_id", "name", "id"),
        Index("ix_customers_name", "name", "id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    centre_id: str
    name: str
    kind: str = "company"
    note: str = ""
    created_at: datetime = Field(sa_type=UtcTime)


class ContactRow(SQLModel, table=True):
    """A person at the customer who can be called."""

    __tablename__ = "contacts"
    id: str = Field(default_factory=new_id, primary_key=True)
    customer_id: str = Field(foreign_key="customers.id", index=True)
    name: str
    phone: str = Field(index=True)
    role: str = ""


class SiteRow(SQLModel, table=True):
    """A place where the customer's vehicles are worked on; WGS-84, unknown until placed on the map."""

    __tablename__ = "sites"
    id: str = Field(default_factory=new_id, primary_key=True)
    customer_id: str = Field(foreign_key="customers.id", index=True)
    name: str = ""
    address: str
    landmark: str = ""
    district: str = ""
    lat: float | None = None
    lng: float | None = None


class VehicleRow(SQLModel, table=True):
    """A vehicle; plate and colour together are its key, a vehicle without a plate has a VIN.

    `plate_tail` and `vin_tail` hold the last 5 and 6 places, since that is what people read out.
    """

    __tablename__ = "vehicles"
    __table_args__ = (
        Index(
            "uq_vehicles_plate",
            "plate",
            "plate_colour",
            unique=True,
            sqlite_where=text("plate <> ''"),
            postgresql_where=text("plate <> ''"),
        ),
        Index("ix_vehicles_customer", "customer_id", "plate", "id"),
        Index("ix_vehicles_order", "plate", "id"),
    )
    id: str = Field(default_factory=new_id, primary_key=True)
    customer_id: str = Field(foreign_key="customers.id")
    plate: str = ""
    plate_tail: str = Field(default="", index=True)
    plate_colour: str = "none"
    vin: str = ""
    vin_tail: str = Field(default="", index=True)
    vehicle_type: str = ""
    fleet_no: str = ""
    driver_name: str = ""
    driver_phone: str = Field(default="", index=True)
    regulated: bool = False
    regulated_reason: str = ""  # why it is not as its type says; empty while it follows the type
    version: int = 1


class VehicleTypeRow(SQLModel, table=True):
    """A type of vehicle that the company changed or added; the usual ones are in vehicle_types.py."""

    __tablename__ = "vehicle_types"
    code: str = Field(primary_key=True)
    name_zh: str
    name_en: str
    words: str = ""
    regulated: bool = False
