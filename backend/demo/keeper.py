"""What the warehouse keepers have set and begun: minimum levels, and a van that is being counted."""

from datetime import datetime

from backend.demo.field_play import act_as
from backend.demo.history import Play
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import PlaceRef
from backend.modules.technicians import public as technicians

# The fewest that a store should hold; with these a few products are just below.
LEAST = {"device": 10, "sim": 40, "part": 60}


def play_keeper(units: UnitsOfWork, play: Play, now: datetime) -> None:
    """Minimum levels in Shenzhen's store, and the count of one van begun this morning."""
    with units.write() as work:
        act_as(work, now, play.ids.users["warehouse.sz"], "warehouse")
        centre = next(one for one in auth.centres(work) if one.code == "SZ")
        [store] = inventory.load_places(work, [PlaceRef("warehouse", centre.id)])
        for product in [one for one in inventory.products(work) if one.kind in LEAST and not one.consumable][::3]:
            inventory.set_level(work, store, product.code, LEAST[product.kind], 0)
        someone = technicians.technicians(work, [centre.id])[-1]
        [van] = inventory.load_places(work, [PlaceRef("van", someone.id, centre_id=centre.id)])
        inventory.open_count(work, new_id(), van, "月底抽盘")
