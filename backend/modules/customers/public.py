"""What other modules may ask of customers. Phones are whole here: who shows them to whom is the caller's duty (R27)."""

from backend.modules.customers.loading import load_customers, load_vehicles
from backend.modules.customers.search import find, vehicle_by_plate
from backend.modules.customers.service import (
    add_contact,
    add_customer,
    add_site,
    add_vehicle,
    contacts,
    customer,
    customers,
    site,
    sites,
    update_vehicle,
    vehicle,
    vehicles,
    vehicles_of,
)
from backend.modules.customers.shapes import (
    Contact,
    Customer,
    Match,
    NewContact,
    NewCustomer,
    NewSite,
    NewVehicle,
    Site,
    Vehicle,
)

__all__ = [
    "Contact",
    "Customer",
    "Match",
    "NewContact",
    "NewCustomer",
    "NewSite",
    "NewVehicle",
    "Site",
    "Vehicle",
    "add_contact",
    "add_customer",
    "add_site",
    "add_vehicle",
    "contacts",
    "customer",
    "customers",
    "find",
    "load_customers",
    "load_vehicles",
    "site",
    "sites",
    "update_vehicle",
    "vehicle",
    "vehicle_by_plate",
    "vehicles",
    "vehicles_of",
]
