"""Loads the demo company into an empty database: the company, sixty days of history, today's open work, samples."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from backend.demo import history, platform_fleet, seed_company, today
from backend.demo.cards import play_cards
from backend.demo.company import make_company
from backend.demo.field_play import act_as
from backend.demo.history import Play
from backend.demo.keeper import play_keeper
from backend.demo.odd_numbers import play_cases
from backend.demo.records import Request
from backend.demo.regulated import play_regulated
from backend.demo.removed_parts import play_returns
from backend.demo.requests import make_requests
from backend.demo.samples import write_samples
from backend.demo.seed_company import PLAYED, ZONE, Ids, load
from backend.gps_platform.simulated.beside import fleet_file
from backend.kernel.clock import SettableClock
from backend.kernel.jobs import run_due
from backend.kernel.outbox import Courier
from backend.kernel.ports import Ports
from backend.kernel.settings import Settings
from backend.kernel.unit_of_work import UnitOfWork, UnitsOfWork
from backend.modules.auth import public as auth
from backend.modules.followups import public as followups
from backend.modules.tracking import public as tracking
from backend.wiring import JOBS, House

SEED = 20261122
# Stands in the data folder while the demo is being loaded.
LOADING = "demo.loading"
PASSWORD = "paigong-demo"
# One account per role, as printed at the start.
ACCOUNTS = (
    ("agent", "客服"),
    ("dispatcher.sz", "调度"),
    ("manager.sz", "部门经理"),
    ("tech.sz01", "安装维修员"),
    ("finance", "财务"),
    ("warehouse.sz", "库管"),
    ("complaint_handler", "投诉专员"),
    ("quality", "质检"),
    ("administrator", "管理员"),
)
# How much of each day's drawn work is played: enough to fill every list, little enough to start in under a minute.
SHARE_PLAYED = 0.4


def demo_is_broken_off(settings: Settings) -> bool:
    """Whether an earlier start was stopped while it loaded the demo: what is there is then half a company."""
    return settings.demo and (settings.data_dir / LOADING).exists()


def seed_if_empty(house: House, report: Callable[[str], None], days: int | None = None) -> bool:
    """Load the demo when there is no centre yet; returns whether it was loaded. Nothing is sent to anybody."""
    with house.units.read() as work:
        if auth.centres(work):
            return False
    (house.settings.data_dir / LOADING).touch()
    report("first start: loading the demo company (half a minute) …")
    now, days = house.units.clock.now(), days or house.settings.demo_days
    clock = SettableClock(now - timedelta(days=days))
    silent = Ports(house.settings, house.files, house.units.ports.secret, None)
    units = UnitsOfWork(house.units.database, clock, house.units.subscriptions, silent)
    _durable(units, on=False)
    company = make_company(SEED, now.astimezone(ZONE).date())
    with units.write() as work:
        ids = load(work, company, auth.hash_password(PASSWORD))
    play = Play(company, ids, house.phone_commands, Random(SEED))
    for back in range(days, 0, -1):
        day = company.today - timedelta(days=back)
        _play_day(units, clock, play, make_requests(company, SEED, day))
        if back % 15 == 0:
            report(f"  {days - back} of {days} days played")
    clock.set(now)
    shown = today.play(units, play, now)
    play_cases(units, play, now)
    play_regulated(units, play, now)
    play_cards(units, play, now)
    play_returns(units, play, now)
    play_keeper(units, play, now)
    Courier(units).run_until_idle()
    _durable(units, on=True)
    platform_fleet.write_fleet(units, play, SEED, fleet_file(house.settings))
    write_samples(house.settings.data_dir / "samples")
    _write_card(house, ids, shown)
    (house.settings.data_dir / LOADING).unlink()
    return True


def _durable(units: UnitsOfWork, *, on: bool) -> None:
    """While loading, SQLite need not wait for the disk: a broken load is simply loaded anew."""
    if units.database.is_sqlite:
        with units.database.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if on else 'OFF'}")
            connection.exec_driver_sql("BEGIN")


def _play_day(units: UnitsOfWork, clock: SettableClock, play: Play, requests: list[Request]) -> None:
    chosen = [
        one
        for one in requests
        if (one.kind in {"repair", "inspection"} and play.rng.random() < SHARE_PLAYED)
        or (one.kind == "install" and one.window_start > seed_company.morning(play.company) - PLAYED)
    ]
    last = clock.now()
    for request in chosen:
        clock.set(max(request.received_at, clock.now()))
        with units.write() as work:
            done = _play_order(work, play, request)
            last = max(last, done)
    clock.set(last + timedelta(minutes=30))
    with units.write() as work:
        # The last days' money is still out there: that is what finance looks at.
        share = 0.9 if clock.now() < history_end(play) - timedelta(days=4) else 0.08
        due = [one for one in play.ids.technicians.values() if play.rng.random() < share]
        history.remit(work, play, work.now, due)
    _settle(units, clock, play)


def history_end(play: Play) -> datetime:
    """The morning when the played days are over."""
    return seed_company.morning(play.company)


def _play_order(work: UnitOfWork, play: Play, request: Request) -> datetime:
    order = history.open_order(work, play, request, request.received_at)
    approved = request.received_at + timedelta(minutes=play.rng.randint(4, 25))
    order = history.approve(work, play, order, approved)
    visit = history.dispatch(work, play, request, order, approved + timedelta(minutes=play.rng.randint(3, 20)))
    if visit is None:
        return work.now
    history.drive(work, play, visit, "completed")
    return work.now


def _settle(units: UnitsOfWork, clock: SettableClock, play: Play) -> None:
    """Deliver the facts, open the calls that are due, and let the agent make most of them."""
    courier = Courier(units)
    courier.run_until_idle()
    noon = clock.now().astimezone(ZONE).replace(hour=10, minute=30) + timedelta(days=1)
    clock.set(max(clock.now(), noon))
    run_due(units, JOBS)
    with units.write() as work:
        act_as(work, clock.now(), play.ids.users["agent"], "agent")
        for call in followups.open_calls(work):
            if play.rng.random() < (0.95 if clock.now() < history_end(play) - timedelta(days=2) else 0.2):
                score = play.rng.choices((5, 4, 3, 2, 1), (52, 34, 8, 4, 2))[0]
                comment = (
                    "" if score >= 3 else play.rng.choice(("约的上午，下午才到", "修好第二天又掉线", "收费没讲清楚"))
                )
                said = followups.Said((), score, score >= 3, comment, "", False)
                followups.answer(work, call, said, None)
    courier.run_until_idle()
    with units.write() as work:
        history.settle_complaints(work, play)
    courier.run_until_idle()


def _write_card(house: House, ids: Ids, order_id: str) -> None:
    """What `paigong run` prints: the accounts and one tracking link."""
    with house.units.read() as work:
        users = {name: auth.user(work, ids.users[name]) for name, _ in ACCOUNTS}
        centres = {one.id: one.name_zh for one in auth.centres(work)}
        accounts = [
            {
                "username": name,
                "role_zh": zh,
                "name": users[name].name,
                "where": centres.get(users[name].grants[0][1] or "", "总部"),
            }
            for name, zh in ACCOUNTS
        ]
        url = tracking.url_of(work, order_id)
    card = {"password": PASSWORD, "accounts": accounts, "tracking_url": url}
    path = house.settings.data_dir / "demo.json"
    path.write_text(json.dumps(card, ensure_ascii=False, indent=1), encoding="utf-8")
