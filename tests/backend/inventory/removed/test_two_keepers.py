"""Two keepers at the same moment: one acts, the other is told; nothing is half done on either database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlmodel import select

from backend.kernel.actor import Actor
from backend.kernel.errors import Refusal
from backend.modules.inventory.removed import batches, ending
from backend.modules.inventory.removed.models import RemovedRow
from backend.wiring import House
from tests.backend.inventory.removed.old_parts import swapped
from tests.backend.inventory.store import CENTRE, booked, census, entered, fill, replayed

KEEPER = Actor(id="keeper", name="王库管", grants=(("warehouse", CENTRE),), scope=frozenset({CENTRE}))
PARCEL = batches.Parcel("厂家", "地址", "顺丰", "SF1")


def entry_of(house: House) -> str:
    """The id of the one entry, taken in."""
    with house.units.write(KEEPER) as work:
        found = work.session.exec(select(RemovedRow)).one()
        ending.act(work, found.id, "receive", "", None)
        return found.id


def test_R33_two_keepers_end_one_thing_at_once(house: House) -> None:
    fill(house)
    swapped(house)
    removed_id, start = entry_of(house), Barrier(2)

    def finish(what: ending.Act) -> str:
        start.wait()
        try:
            with house.units.write(KEEPER) as work:
                return str(ending.act(work, removed_id, what, "", None).end)
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(finish, ("scrap", "restock")))
    assert told in (["removed_ended", "restocked"], ["removed_ended", "scrapped"])
    with house.units.read() as work:
        assert replayed(work) == booked(work)
        assert census(work) == entered(work)


def test_R11_two_keepers_pack_one_thing_into_two_batches_at_once(house: House) -> None:
    fill(house)
    swapped(house)
    removed_id, start = entry_of(house), Barrier(2)
    with house.units.write(KEEPER) as work:
        ids = [batches.open_batch(work, CENTRE, PARCEL).id for _ in range(2)]

    def pack(batch_id: str) -> str:
        start.wait()
        try:
            with house.units.write(KEEPER) as work:
                return batches.add_lines(work, batch_id, [removed_id], claim=False).state
        except Refusal as refusal:
            return refusal.code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(pack, ids)) == ["open", "removed_in_batch"]


def test_R11_two_keepers_open_a_batch_at_once_and_get_two_numbers(house: House) -> None:
    start = Barrier(2)

    def begin(_: int) -> str:
        start.wait()
        with house.units.write(KEEPER) as work:
            return batches.open_batch(work, CENTRE, PARCEL).no

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, range(2))) == ["FC261123-01", "FC261123-02"]
