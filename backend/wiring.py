"""The one file that knows every module: routers, event subscriptions, phone commands, timed jobs."""

import importlib
from dataclasses import dataclass
from typing import Any

from backend.kernel.clock import Clock, SystemClock
from backend.kernel.db import Database
from backend.kernel.events import Subscriptions
from backend.kernel.files import FileStore
from backend.kernel.outbox import Courier
from backend.kernel.ports import Ports, load_secret
from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitsOfWork
from backend.modules.inventory.public import installed_in
from backend.modules.notifications.gateway import text_messages_of

MODULES = (
    "auth", "sync", "customers", "inventory", "technicians", "work_orders", "intake", "planning",
    "finance", "followups", "complaints", "tracking", "notifications", "audit",
)  # fmt: skip


def _collect(part: str, name: str) -> tuple[Any, ...]:
    found: list[Any] = []
    for module in MODULES:
        path = f"backend.modules.{module}.{part}"
        try:
            loaded = importlib.import_module(path)
        except ModuleNotFoundError as error:
            if error.name and path.startswith(error.name):
                continue
            raise
        value = getattr(loaded, name)
        found.extend(value if isinstance(value, tuple) else (value,))
    return tuple(found)


ROUTERS = _collect("endpoints", "router")
SUBSCRIPTIONS = _collect("subscribers", "SUBSCRIPTIONS")
PHONE_COMMANDS = _collect("phone_commands", "PHONE_COMMANDS")
JOBS = _collect("jobs", "JOBS")
_collect("models", "__doc__")  # every table is known to SQLModel.metadata


@dataclass
class House:
    """Everything a process needs, built once."""

    settings: Settings
    units: UnitsOfWork
    courier: Courier
    files: FileStore
    phone_commands: dict[str, Any]
    geocoder: Any = None
    # Customers and inventory are neighbours: what sits in a vehicle is shown beside it through this.
    installed_in: Any = installed_in


def build_house(settings: Settings, clock: Clock | None = None) -> House:
    """Build the house for these settings; the schema must be up to date (`kernel.db.migrate`)."""
    ports = Ports(settings, FileStore(settings.data_dir / "files"), load_secret(settings), text_messages_of(settings))
    units = UnitsOfWork(Database(settings.database), clock or SystemClock(), Subscriptions(SUBSCRIPTIONS), ports)
    return House(
        settings=settings,
        units=units,
        courier=Courier(units),
        files=ports.files,
        phone_commands={command.kind: command for command in PHONE_COMMANDS},
    )
