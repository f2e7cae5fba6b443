"""What other modules may ask of customers. Phones are whole here: who shows them to whom is the caller's duty (R27)."""

from backend.modules.customers.loading import load_customers, load_vehicles
from backend.modules.customers.own_types import vehicle_types
from backend.modules.customers.repository import name_of
from backend.modules.customers.search import find, vehicle_by_plate, vehicles_known
from backend.modules.customers.service import (
    add_contact,
    add_customer,
    add_site,
    add_vehicle,
    contacts,
    customer,
    customers,
    require_vehicle,
    site,
    sites,
    sites_by_id,
    update_vehicle,
    vehicle,
    vehicles,
    vehicles_in_reach,
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
from backend.modules.customers.vehicle_types import VehicleType, regulated_by_type, type_of

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
    "VehicleType",
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
    "name_of",
    "regulated_by_type",
    "require_vehicle",
    "site",
    "sites",
    "sites_by_id",
    "type_of",
    "update_vehicle",
    "vehicle",
    "vehicle_by_plate",
    "vehicle_types",
    "vehicles",
    "vehicles_in_reach",
    "vehicles_known",
    "vehicles_of",
]
