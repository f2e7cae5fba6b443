"""The one file that knows every module: routers, event subscriptions, phone commands, timed jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backend.geocoding import Geocoder, build_geocoder
from backend.gps_platform import build_platform
from backend.kernel.clock import Clock, SystemClock
from backend.kernel.db import Database
from backend.kernel.events import Subscriptions
from backend.kernel.files import FileStore
from backend.kernel.outbox import Courier
from backend.kernel.ports import Ports, load_secret
from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitsOfWork
from backend.modules.audit import endpoints as audit
from backend.modules.auth import endpoints as auth
from backend.modules.complaints import endpoints as complaints
from backend.modules.complaints import jobs as complaint_jobs
from backend.modules.complaints import subscribers as complaint_subscribers
from backend.modules.customers import endpoints as customers
from backend.modules.customers.public import require_vehicle, vehicles, vehicles_in_reach
from backend.modules.finance import endpoints as finance
from backend.modules.finance import jobs as finance_jobs
from backend.modules.finance import phone_commands as finance_commands
from backend.modules.finance import subscribers as finance_subscribers
from backend.modules.followups import endpoints as followups
from backend.modules.followups import jobs as followup_jobs
from backend.modules.followups import subscribers as followup_subscribers
from backend.modules.intake import endpoints as intake
from backend.modules.inventory import endpoints as inventory
from backend.modules.inventory.carriers import endpoints as carriers
from backend.modules.inventory.history import endpoints as inventory_history
from backend.modules.inventory.public import installed_in
from backend.modules.inventory.removed import batch_endpoints as return_batches
from backend.modules.inventory.removed import endpoints as removed_parts
from backend.modules.inventory.settling import endpoints as inventory_cases
from backend.modules.inventory.stocking import endpoints as stocking
from backend.modules.notifications import endpoints as notifications
from backend.modules.notifications import jobs as notification_jobs
from backend.modules.notifications import subscribers as notification_subscribers
from backend.modules.notifications.crew import endpoints as crew
from backend.modules.notifications.crew import subscribers as crew_subscribers
from backend.modules.notifications.gateway import text_messages_of
from backend.modules.papers import endpoints as papers
from backend.modules.planning import endpoints as planning
from backend.modules.planning.public import stock_needs
from backend.modules.proof import endpoints as proof
from backend.modules.proof import jobs as proof_jobs
from backend.modules.proof import subscribers as proof_subscribers
from backend.modules.proof.public import ask_about_before
from backend.modules.sync import endpoints as sync
from backend.modules.sync import jobs as sync_jobs
from backend.modules.sync import unsent_endpoints as unsent
from backend.modules.sync.public import PhoneCommand
from backend.modules.technicians import endpoints as technicians
from backend.modules.technicians.public import technicians as technicians_listed
from backend.modules.tracking import endpoints as tracking
from backend.modules.tracking import subscribers as tracking_subscribers
from backend.modules.tracking.public import order_behind
from backend.modules.work_orders import endpoints as work_orders
from backend.modules.work_orders import jobs as work_order_jobs
from backend.modules.work_orders import phone_commands as work_order_commands
from backend.modules.work_orders.past import endpoints as past_works
from backend.modules.work_orders.public import office_says, visit_numbers, visits_told
from backend.modules.work_orders.yard import endpoints as yard
from backend.routing import build_roads

ROUTERS = tuple(
    module.router
    for module in (
        auth, sync, unsent, customers, inventory, inventory_history, inventory_cases, stocking, removed_parts, return_batches, carriers, technicians, work_orders, past_works, yard, intake, planning, finance, followups, complaints, proof,
        papers, tracking, notifications, crew, audit,
    )
)  # fmt: skip
SUBSCRIPTIONS = (
    *finance_subscribers.SUBSCRIPTIONS,
    *followup_subscribers.SUBSCRIPTIONS,
    *complaint_subscribers.SUBSCRIPTIONS,
    *proof_subscribers.SUBSCRIPTIONS,
    *tracking_subscribers.SUBSCRIPTIONS,
    *notification_subscribers.SUBSCRIPTIONS,
    *crew_subscribers.SUBSCRIPTIONS,
)
PHONE_COMMANDS: tuple[PhoneCommand, ...] = (*work_order_commands.PHONE_COMMANDS, *finance_commands.PHONE_COMMANDS)
JOBS = (
    *sync_jobs.JOBS,
    *work_order_jobs.JOBS,
    *finance_jobs.JOBS,
    *followup_jobs.JOBS,
    *complaint_jobs.JOBS,
    *proof_jobs.JOBS,
    *notification_jobs.JOBS,
)


@dataclass
class House:
    """Everything a process needs, built once."""

    settings: Settings
    units: UnitsOfWork
    courier: Courier
    files: FileStore
    phone_commands: dict[str, PhoneCommand]
    geocoder: Geocoder
    # Papers and tracking are neighbours: the customer's pack is opened by his private link.
    order_behind_link: Callable[..., str] = order_behind
    # Customers and inventory are neighbours: what sits in a vehicle is shown beside it, and only to those who may
    # see the vehicle, through these two.
    installed_in: Callable[..., Any] = installed_in
    require_vehicle: Callable[..., Any] = require_vehicle
    # The same for technicians: on whose van a removed part lies.
    technicians: Callable[..., Any] = technicians_listed
    vehicles: Callable[..., Any] = vehicles
    vehicles_in_reach: Callable[..., Any] = vehicles_in_reach
    visit_numbers: Callable[..., Any] = visit_numbers
    # Who went, and the pictures: behind each claim of a timeline or a number case.
    visits_told: Callable[..., Any] = visits_told
    # What the office has of that which a phone says and which was refused.
    office_says: Callable[..., Any] = office_says
    # What the visits ahead take along is planning's to know and the keeper's to see to.
    stock_needs: Callable[..., Any] = stock_needs


def at_start(house: House) -> None:
    """What is done once whenever the server starts, before its jobs run."""
    with house.units.write() as work:
        ask_about_before(work)


def build_house(settings: Settings, clock: Clock | None = None) -> House:
    """Build the house for these settings; the schema must be up to date (`kernel.db.migrate`)."""
    clock = clock or SystemClock()
    ports = Ports(
        settings,
        FileStore(settings.data_dir / "files"),
        load_secret(settings),
        text_messages_of(settings),
        build_roads(settings),
        build_platform(settings, clock),
    )
    units = UnitsOfWork(Database(settings.database), clock, Subscriptions(SUBSCRIPTIONS), ports)
    return House(
        settings=settings,
        units=units,
        courier=Courier(units),
        files=ports.files,
        phone_commands={command.kind: command for command in PHONE_COMMANDS},
        geocoder=build_geocoder(settings),
    )
