"""Facts that customers tells."""

from typing import Any, ClassVar

from backend.kernel.events import Event


class CustomerAdded(Event):
    """A customer was added."""

    name: ClassVar[str] = "customers.customer_added"
    customer_id: str
    centre_id: str

    @property
    def subject(self) -> str:
        """The customer."""
        return f"customer:{self.customer_id}"


class CustomerChanged(Event):
    """A contact or a site was added to a customer."""

    name: ClassVar[str] = "customers.customer_changed"
    customer_id: str
    centre_id: str
    added: str

    @property
    def subject(self) -> str:
        """The customer."""
        return f"customer:{self.customer_id}"


class VehicleAdded(Event):
    """A vehicle was added."""

    name: ClassVar[str] = "customers.vehicle_added"
    vehicle_id: str
    customer_id: str
    centre_id: str
    plate: str

    @property
    def subject(self) -> str:
        """The vehicle."""
        return f"vehicle:{self.vehicle_id}"


class VehicleChanged(Event):
    """What is known of a vehicle was changed; `changes` maps the field to its new value."""

    name: ClassVar[str] = "customers.vehicle_changed"
    vehicle_id: str
    customer_id: str
    centre_id: str
    changes: dict[str, Any]

    @property
    def subject(self) -> str:
        """The vehicle."""
        return f"vehicle:{self.vehicle_id}"


class VehicleTypeChanged(Event):
    """A type of vehicle was added or changed; `followed` vehicles became regulated or free with it (R39)."""

    name: ClassVar[str] = "customers.vehicle_type_changed"
    code: str
    name_zh: str
    name_en: str
    regulated: bool
    followed: int

    @property
    def subject(self) -> str:
        """The type."""
        return f"vehicle_type:{self.code}"


class PhoneRevealed(Event):
    """Somebody looked at a whole phone number that the lists mask (R27)."""

    name: ClassVar[str] = "customers.phone_revealed"
    customer_id: str
    centre_id: str
    contact_id: str

    @property
    def subject(self) -> str:
        """The customer."""
        return f"customer:{self.customer_id}"
