"""What other modules may ask of inventory: stock, the installation ledger, and one act per item."""

from backend.modules.inventory.carriers.defaults import DEFAULT_BINDING_RULES
from backend.modules.inventory.carriers.editing import load_binding_rules
from backend.modules.inventory.carriers.events import CarrierTaskMoved
from backend.modules.inventory.carriers.reading import binding_rules, rebinds
from backend.modules.inventory.carriers.shapes import Asked, BindingRule, CarrierTask
from backend.modules.inventory.carriers.tasks import ask as ask_carrier
from backend.modules.inventory.carriers.tasks import asked_in as carrier_tasks_asked
from backend.modules.inventory.carriers.tasks import mark as mark_carrier_tasks
from backend.modules.inventory.defaults import DEFAULT_PRODUCTS
from backend.modules.inventory.loading import (
    load_devices,
    load_installations,
    load_places,
    load_products,
    load_sims,
    load_stock,
)
from backend.modules.inventory.proven import start_warranty, vehicles_of_device
from backend.modules.inventory.record_act import record_act
from backend.modules.inventory.removed.batches import Parcel, lines_of_batch
from backend.modules.inventory.removed.batches import act as act_on_batch
from backend.modules.inventory.removed.batches import add_lines as add_to_batch
from backend.modules.inventory.removed.batches import open_batch as open_return_batch
from backend.modules.inventory.removed.ending import act as act_on_removed
from backend.modules.inventory.removed.listing import own_open_list, removed_on_visits, return_label
from backend.modules.inventory.removed.results import Answer as FactoryAnswer
from backend.modules.inventory.removed.results import enter_result
from backend.modules.inventory.removed.shapes import OwnRemoved, ReturnLabel, TakenOut
from backend.modules.inventory.service import (
    all_installed_in,
    cases_of_visit,
    devices,
    devices_ending,
    find_device,
    find_devices,
    find_sim,
    history_of_vehicle,
    installed_at,
    installed_in,
    products,
    sims_ending,
    van_stock,
    vans_stock,
)
from backend.modules.inventory.settling.settle import settle as settle_case
from backend.modules.inventory.shapes import (
    Act,
    ActResult,
    Device,
    DeviceEnd,
    FieldAct,
    Installed,
    LedgerLine,
    NewDevice,
    NewInstallation,
    NewSim,
    NewStock,
    OldPart,
    PartStock,
    PlaceRef,
    Product,
    Sim,
    VanStock,
)
from backend.modules.inventory.stocking.counting import open_count
from backend.modules.inventory.stocking.moving import issue, take_back
from backend.modules.inventory.stocking.printing import StockSlip, stock_slip
from backend.modules.inventory.stocking.shortages import VisitNeed, set_level

__all__ = [
    "DEFAULT_BINDING_RULES",
    "DEFAULT_PRODUCTS",
    "Act",
    "ActResult",
    "Asked",
    "BindingRule",
    "CarrierTask",
    "CarrierTaskMoved",
    "Device",
    "DeviceEnd",
    "FactoryAnswer",
    "FieldAct",
    "Installed",
    "LedgerLine",
    "NewDevice",
    "NewInstallation",
    "NewSim",
    "NewStock",
    "OldPart",
    "OwnRemoved",
    "Parcel",
    "PartStock",
    "PlaceRef",
    "Product",
    "ReturnLabel",
    "Sim",
    "StockSlip",
    "TakenOut",
    "VanStock",
    "VisitNeed",
    "act_on_batch",
    "act_on_removed",
    "add_to_batch",
    "all_installed_in",
    "ask_carrier",
    "binding_rules",
    "carrier_tasks_asked",
    "cases_of_visit",
    "devices",
    "devices_ending",
    "enter_result",
    "find_device",
    "find_devices",
    "find_sim",
    "history_of_vehicle",
    "installed_at",
    "installed_in",
    "issue",
    "lines_of_batch",
    "load_binding_rules",
    "load_devices",
    "load_installations",
    "load_places",
    "load_products",
    "load_sims",
    "load_stock",
    "mark_carrier_tasks",
    "open_count",
    "open_return_batch",
    "own_open_list",
    "products",
    "rebinds",
    "record_act",
    "removed_on_visits",
    "return_label",
    "set_level",
    "settle_case",
    "sims_ending",
    "start_warranty",
    "stock_slip",
    "take_back",
    "van_stock",
    "vans_stock",
    "vehicles_of_device",
]
