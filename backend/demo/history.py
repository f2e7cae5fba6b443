"""Sixty days of work, played through the same use cases as the real thing: nothing is written past the rules."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from geopy.distance import great_circle

from backend.demo.field_play import Phone, act_as, minutes
from backend.demo.records import Company, Installation, Request
from backend.demo.seed_company import ZONE, Ids, fitters
from backend.demo.swaps import swap_of
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.complaints import public as complaints
from backend.modules.customers import public as customers
from backend.modules.finance import public as finance
from backend.modules.inventory import public as inventory
from backend.modules.sync.public import PhoneCommand
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders
from backend.modules.work_orders.public import ItemView, VisitView

CHARGED_PARTS = ("PART-GNSS", "PART-4G", "PART-CELL", "PART-RELAY", "PART-CAM", "PART-CAM", "PART-AV10")
COMPLAINT_NOTES = {
    "classify": "",
    "answer": "已致电客户致歉，说明正在查",
    "investigate": "当天前一单超时，未提前告知客户",
    "settle": "向客户致歉，下次优先安排",
    "tell": "已电话告知处理结果",
    "confirm": "客户认可",
    "archive": "晚到要提前半小时告知客户",
}
PHOTOS = ("P2", "P4", "P8")


@dataclass
class Play:
    """The stage: the company, its ids, the phones, and a chance of its own."""

    company: Company
    ids: Ids
    commands: Mapping[str, PhoneCommand]
    rng: Random
    busy: dict[tuple[str, date], int] = field(default_factory=lambda: defaultdict(int))
    booked: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=lambda: defaultdict(list))

    last_at: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what is asked for on every order."""
        self.vehicles = {one.code: one for one in self.company.vehicles}
        self.fitted: dict[str, Installation] = {one.vehicle: one for one in self.company.installations}
        self.fitters = fitters(self.company)
        self.sites = {site.code: (site.lat, site.lon) for one in self.company.customers for site in one.sites}
        self.login_of = {technician: login for login, technician in self.ids.technicians.items()}
        self.own = {
            code: [
                self.ids.technicians[t.login] for t in self.company.technicians if t.centre == code and not t.partner
            ]
            for code in self.ids.centres
        }

    def cost(self, technician_id: str, day: date, site: str) -> float:
        """What a dispatcher weighs: kilometres from where he is last, and twelve more for each visit of the day."""
        here = self.last_at.get(technician_id)
        way = great_circle(here, self.sites[site]).km if here else 15 + 5 * self.rng.random()
        return way + 12 * self.busy[technician_id, day]

    def free(self, work: UnitOfWork, ids: list[str], start: datetime, end: datetime) -> list[str]:
        """Those who are on shift for all of it and have nothing else within a half hour's way of it."""
        way = minutes(30)
        shifts = technicians.shifts_on(work, start.astimezone(ZONE).date(), ids)
        on_duty = [key for key in ids if (shift := shifts.get(key)) and shift.start <= start and end <= shift.end]
        return [key for key in on_duty if all(end + way <= a or b + way <= start for a, b in self.booked[key])]

    def phone_of(self, technician_id: str) -> Phone:
        """The phone of a technician."""
        return Phone(self.commands, self.ids.users[self.login_of[technician_id]])


def open_order(work: UnitOfWork, play: Play, request: Request, at: datetime) -> work_orders.OrderView:
    """The agent takes the request and hands it in for approval."""
    act_as(work, at, play.ids.users["agent"], "agent")
    items = tuple(
        work_orders.NewItem(
            play.ids.vehicles[one.vehicle],
            one.family,
            play.ids.vehicles[one.from_vehicle] if one.from_vehicle else None,
            f"F{one.fault:02d}" if one.fault else None,
        )
        for one in request.items
    )
    order = work_orders.create_order(
        work,
        work_orders.NewOrder(
            kind=request.kind,
            centre_id=play.ids.centres[request.centre],
            customer_id=play.ids.customers[request.customer],
            items=items,
            priority=request.priority,
            site_id=play.ids.sites[request.site],
            contact_name=request.contact_name,
            contact_phone=request.contact_phone,
            symptom=request.symptom,
            fault_code=items[0].fault_code,
            since_text=request.since_text,
            window_start=request.window_start,
            window_end=request.window_end,
            in_warranty=request.in_warranty,
        ),
    )
    return work_orders.submit(work, order.id)


def approve(work: UnitOfWork, play: Play, order: work_orders.OrderView, at: datetime) -> work_orders.OrderView:
    """The manager approves what no standing rule did."""
    if order.state != "submitted":
        return order
    centre = next(code for code, centre_id in play.ids.centres.items() if centre_id == order.centre_id)
    act_as(work, at, play.ids.users[f"manager.{centre.lower()}"], "manager")
    return work_orders.approve(work, order.id, order.version)


def dispatch(
    work: UnitOfWork, play: Play, request: Request, order: work_orders.OrderView, at: datetime
) -> VisitView | None:
    """The dispatcher sends the least busy technician who has the skills; None when nobody has them."""
    day = request.window_start.date()
    families = {one.family for one in request.items}
    needed = technicians.skill_rules(work)(order.kind, families, set())
    fitter = play.fitters.get(request.items[0].vehicle) if request.kind == "install" else None
    able = [
        one
        for one in technicians.technicians(work, [order.centre_id])
        if one.id in play.own[request.centre]
        and all(one.skills.get(code, 0) >= level for code, level in needed.items())
    ]
    if not able:
        return None
    start, end = request.window_start, max(request.window_end, request.window_start + minutes(60))
    length = min(240, 30 + 30 * len(request.items))
    free = play.free(work, [one.id for one in able], start, start + minutes(length))
    chosen = min(free or [one.id for one in able], key=lambda one: play.cost(one, day, request.site))
    # What was fitted in these days was on the van of the technician who fitted it.
    technician_id = play.ids.technicians[fitter] if fitter else chosen
    play.busy[technician_id, day] += 1
    play.booked[technician_id].append((start, start + minutes(length)))
    play.last_at[technician_id] = play.sites[request.site]
    act_as(work, at, play.ids.users[f"dispatcher.{request.centre.lower()}"], "dispatcher")
    return work_orders.dispatch_visit(
        work, order.id, technician_id, start, end, start, order.version, required_skills=needed, planned_minutes=length
    )


def drive(
    work: UnitOfWork,
    play: Play,
    visit: VisitView,
    until: str,
    latest: datetime | None = None,
    fields: Mapping[str, object] | None = None,
) -> None:
    """The technician's acts from accepting up to `until`: accepted, contacted, en_route, working or completed.

    Nothing happens after `latest`: what is still ahead can't have been told. `fields`: what is recorded, where it is
    not left to chance.
    """
    phone, arrive = play.phone_of(visit.technician_id), visit.planned_start + minutes(play.rng.randint(-8, 18))
    sent = visit.dispatched_at or visit.planned_start
    steps = (
        ("accepted", "visit.accept", sent + minutes(play.rng.randint(2, 15))),
        ("contacted", "visit.contacted", sent + minutes(play.rng.randint(16, 55))),
        ("en_route", "visit.set_off", arrive - minutes(play.rng.randint(18, 40))),
        ("working", "visit.arrive", arrive),
        ("working", "visit.start", arrive + minutes(4)),
    )
    order = ("accepted", "contacted", "en_route", "working", "completed")
    last = sent
    for name, kind, at in steps:
        if order.index(name) > order.index(until):
            return
        last = max(at, last + minutes(1))
        last = min(last, latest) if latest else last
        where = _where(work, visit, kind)
        phone.tell(work, last, kind, visit_id=visit.id, **where)
    if until == "completed":
        _finish(work, play, phone, visit, last, fields)


def _where(work: UnitOfWork, visit: VisitView, kind: str) -> dict[str, float]:
    """Where the phone is: at the technician's start when the way begins, at the customer's place when it ends."""
    if kind == "visit.set_off":
        person = technicians.technician(work, visit.technician_id)
        return {"lat": person.start_lat, "lng": person.start_lng}
    site_id = work_orders.order(work, visit.order_id).site_id if kind == "visit.arrive" else None
    site = customers.site(work, site_id) if site_id else None
    return {} if site is None or site.lat is None or site.lng is None else {"lat": site.lat, "lng": site.lng}


def _finish(
    work: UnitOfWork, play: Play, phone: Phone, visit: VisitView, at: datetime, fields: Mapping[str, object] | None
) -> None:
    for item in work_orders.items_of_visit(work, visit.id):
        at += minutes(play.rng.randint(15, 35))
        said = fields or _fields(work, play, visit, item)
        phone.tell(work, at, "item.record", visit_id=visit.id, item_id=item.id, fields=said)
        for code in PHOTOS:
            at += minutes(1)
            phone.photograph(work, at, visit.id, item.id, code, code)
        phone.tell(work, at, "item.finish", visit_id=visit.id, item_id=item.id)
    at += minutes(3)
    total = finance.quote(work, visit.id)
    phone.tell(work, at, "fees.confirm", visit_id=visit.id, total_fen=total)
    if total:
        method = play.rng.choices(("cash", "wechat", "alipay", "on_account"), (35, 40, 15, 10))[0]
        digits = f"4200{play.rng.randrange(10**24):024d}" if method in {"wechat", "alipay"} else ""
        phone.tell(
            work,
            at + minutes(1),
            "payment.collect",
            visit_id=visit.id,
            method=method,
            amount_fen=total,
            reference=digits,
        )
    signer = work_orders.order(work, visit.order_id).contact_name
    phone.tell(work, at + minutes(2), "visit.sign", visit_id=visit.id, reason="客户用微信确认", signer=signer)
    phone.tell(work, at + minutes(3), "visit.complete", visit_id=visit.id)


def _fields(work: UnitOfWork, play: Play, visit: VisitView, item: ItemView) -> dict[str, object]:
    order = work_orders.order(work, visit.order_id)
    if order.kind == "install":
        code = next(code for code, vehicle in play.ids.vehicles.items() if vehicle == item.vehicle_id)
        fitted = play.fitted[code]
        return {
            "vehicle_confirmed": True,
            "act": "install",
            "new_device_no": fitted.device,
            "new_iccid": fitted.iccid,
            "mounting": "仪表台下方",
            "test_result": "在线，定位正常",
        }
    swap = swap_of(work, visit.no, visit.technician_id, item.vehicle_id) if order.kind == "repair" else None
    if swap is not None:
        return swap
    parts = {}
    if order.kind == "repair" and order.in_warranty is False and play.rng.random() < 0.8:
        there = {part.code: part.quantity for part in inventory.van_stock(work, visit.technician_id).parts}
        wanted = play.rng.sample(CHARGED_PARTS, 2)
        parts = {code: 1 for code in (*wanted, "PART-FUSE") if there.get(code, 0) > 0}
    return {
        "vehicle_confirmed": True,
        "act": "none",
        "cause_code": play.rng.choice(("power", "sim_network", "antenna", "platform")),
        "remedy": play.rng.choice(
            ("重做接点，换保险", "重新压接天线接头", "改平台参数，重启终端", "清洁接口，固定线束")
        ),
        "parts": parts,
        "test_result": "在线，定位正常",
    }


def remit(work: UnitOfWork, play: Play, evening: datetime, technician_ids: list[str]) -> None:
    """These technicians hand in what they hold, and finance counts and takes it."""
    for technician_id in technician_ids:
        held = finance.held_fen(work, technician_id)
        if held == 0:
            continue
        play.phone_of(technician_id).tell(work, evening, "remittance.submit", amount_fen=held)
        act_as(work, evening + minutes(20), play.ids.users["finance"], "finance")
        finance.take_remittances(work, technician_id)


def settle_complaints(work: UnitOfWork, play: Play) -> None:
    """The complaint handler takes each open complaint a step or two further, or to its end."""
    act_as(work, work.now, play.ids.users["complaint_handler"], "complaint_handler")
    path = ("classify", "answer", "investigate", "settle", "tell", "confirm", "archive")
    for complaint in complaints.unfinished(work):
        far = play.rng.choice((2, 4, 7))
        for name in path[:far]:
            step = complaints.Step(name, note=COMPLAINT_NOTES[name], class_="process" if name == "classify" else None)
            if not complaints.may_act(work, complaint, name):
                continue
            complaints.act(work, complaint, step)
