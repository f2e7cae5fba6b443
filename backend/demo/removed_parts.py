"""Removed parts of the demo: some repairs replace the terminal, and what came out is on its way to its end (R11, R33)."""

from datetime import datetime, timedelta

from backend.demo.field_play import act_as
from backend.demo.history import Play
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians

CENTRE = "SZ"
FACTORY = inventory.Parcel("华南终端厂 售后部", "东莞市松山湖科技九路 3 号 售后仓", "顺丰速运", "", "轻放，勿压")
MOST_TAKEN_IN = 9


def play_returns(units: UnitsOfWork, stage: Play, now: datetime) -> None:
    """The keeper of Shenzhen takes the older ones in; one parcel is partly back, one is on its way, one is being packed."""
    keeper, centre = stage.ids.users[f"warehouse.{CENTRE.lower()}"], stage.ids.centres[CENTRE]
    with units.write() as work:
        act_as(work, now - timedelta(days=6), keeper, "warehouse")
        vans = [one.id for one in technicians.technicians(work, [centre])]
        waiting = sorted(
            (one for van in vans for one in inventory.own_open_list(work, van) if one.kind == "device"),
            key=lambda one: one.removed_at,
        )
        taken = [one for one in waiting if one.bound_for == "factory" and one.removed_at < work.now][:MOST_TAKEN_IN]
        for one in taken:
            inventory.act_on_removed(work, one.id, "receive", "", None)
        ids = [one.id for one in taken]
        first = _sent(work, centre, ids[:4], "SF1402778120365")
        _sent(work, centre, ids[4:6], "SF1402778120922")
        act_as(work, now - timedelta(hours=20), keeper, "warehouse")
        if first is not None:
            _answered(work, *first)
        if ids[6:8]:
            packing = inventory.open_return_batch(work, centre, FACTORY)
            inventory.add_to_batch(work, packing.id, ids[6:8], claim=True)
        lost = next((one for one in waiting if one not in taken and one.removed_at < now - timedelta(days=9)), None)
        if lost is not None:
            inventory.act_on_removed(work, lost.id, "report_loss", "高速服务区车窗被砸，旧机被盗，已报警", None)


def _sent(work: UnitOfWork, centre: str, ids: list[str], parcel_no: str) -> tuple[str, list[str]] | None:
    if not ids:
        return None
    parcel = inventory.Parcel(**{**vars(FACTORY), "parcel_no": parcel_no})
    batch = inventory.open_return_batch(work, centre, parcel)
    inventory.add_to_batch(work, batch.id, ids, claim=True)
    inventory.act_on_batch(work, batch.id, "send", None)
    return batch.id, inventory.lines_of_batch(work, batch.id)


def _answered(work: UnitOfWork, batch_id: str, lines: list[str]) -> None:
    """Repaired, replaced, not worth it; the last one the factory still has."""
    inventory.act_on_batch(work, batch_id, "arrive", None)
    answers = (
        inventory.FactoryAnswer("repaired", "更换电源模块", claim_result="granted", claim_fen=8600),
        inventory.FactoryAnswer("replaced", "主板进水，整机换新", "BD80117", claim_result="granted", claim_fen=26000),
        inventory.FactoryAnswer("refused_scrap", "外壳人为损坏，不在保修内", claim_result="refused"),
    )
    for line_id, answer in zip(lines[:-1], answers, strict=False):
        inventory.enter_result(work, batch_id, line_id, answer)
