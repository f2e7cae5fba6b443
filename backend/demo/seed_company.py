"""Puts the generated company into the books through the modules' own loaders, so that every check applies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from backend.demo import facts
from backend.demo.records import Company, Installation, StaffUser, Technician
from backend.kernel.ids import new_id
from backend.kernel.unit_of_work import UnitOfWork
from backend.modules.auth import public as auth
from backend.modules.customers import public as customers
from backend.modules.followups import public as followups
from backend.modules.intake import public as intake
from backend.modules.inventory import public as inventory
from backend.modules.inventory.public import PlaceRef
from backend.modules.notifications import public as notifications
from backend.modules.proof import public as proof
from backend.modules.technicians import public as technicians
from backend.modules.work_orders import public as work_orders

ZONE = ZoneInfo("Asia/Shanghai")
# What was installed in this time is played through the app; older work of this kind is loaded as it stands.
PLAYED = timedelta(days=15)


@dataclass
class Ids:
    """The generator's codes and the ids that they got."""

    centres: dict[str, str] = field(default_factory=dict)
    users: dict[str, str] = field(default_factory=dict)
    technicians: dict[str, str] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    vehicles: dict[str, str] = field(default_factory=dict)


def load(work: UnitOfWork, company: Company, password_hash: str) -> Ids:
    """Load people, customers, vehicles, stock, prices and rules; returns the ids."""
    ids = Ids()
    _centres(work, company, ids)
    technicians.load_skills(work, technicians.DEFAULT_SKILLS, technicians.DEFAULT_SKILL_RULES)
    _technicians(work, company, ids, password_hash)
    _staff(work, company.staff, ids, password_hash)
    _customers(work, company, ids)
    _stock(work, company, ids)
    work_orders.load_defaults(work)
    work_orders.load_sla_policies(work, company.sla)
    for row in company.standing_rules:
        work_orders.add_approval_rule(work, _rule(row))
    followups.load_scripts(work)
    proof.load_rules(work)
    intake.load_scripts(work)
    texts = {row["code"]: (row["zh"], row["en"]) for row in facts.document("sms")}
    notifications.load_templates(work, texts)
    return ids


def played(company: Company) -> list[Installation]:
    """The installations that the demo's history makes through the app."""
    since = company.today - PLAYED
    return [one for one in company.installations if one.installed_on > since]


def fitters(company: Company) -> dict[str, str]:
    """Who fitted each vehicle of the played installations: one technician for all of a customer's vehicles of a day."""
    owner = {one.code: one.customer for one in company.vehicles}
    lead: dict[tuple[str, date], str] = {}
    return {
        one.vehicle: lead.setdefault((owner[one.vehicle], one.installed_on), one.technician) for one in played(company)
    }


def morning(company: Company) -> datetime:
    """Midnight of the company's day in its time zone."""
    return datetime.combine(company.today, time(), ZONE).astimezone(UTC)


def _centres(work: UnitOfWork, company: Company, ids: Ids) -> None:
    for one in company.centres:
        ids.centres[one.code] = new_id()
        phone = f"{one.area_code}-26880{len(ids.centres):03d}"
        auth.add_centre(
            work,
            auth.Centre(
                ids.centres[one.code], one.code, one.zh, one.en, one.address, phone, one.lat, one.lon, ZONE.key
            ),
        )


def _shifts(person: Technician, company: Company) -> tuple[technicians.WeekdayShift, ...]:
    """The weekly hours. The demo is looked at on any day, so that today's team is on duty even on a Sunday."""
    hours = {s.weekday: (s.start_min, s.end_min, s.break_start_min, s.break_min) for s in person.shifts}
    off_today = person.login.endswith("07")
    if not off_today:
        hours.setdefault(company.today.weekday(), next(iter(hours.values())))
    return tuple(technicians.WeekdayShift(weekday, *times) for weekday, times in sorted(hours.items()))


def _staff(work: UnitOfWork, staff: tuple[StaffUser, ...], ids: Ids, password_hash: str) -> None:
    for one in staff:
        centre = ids.centres[one.centre] if one.centre else None
        made = auth.add_user(
            work, username=one.login, name=one.name, phone=one.phone, password_hash=password_hash,
            grants=[(one.role, centre)],
        )  # fmt: skip
        ids.users[one.login] = made.id


def _technicians(work: UnitOfWork, company: Company, ids: Ids, password_hash: str) -> None:
    bases = {one.code: (one.lat, one.lon) for one in company.centres}
    new = [
        technicians.NewTechnician(
            centre_id=ids.centres[one.centre],
            name=one.name,
            phone=one.phone,
            start_lat=bases[one.centre][0],
            start_lng=bases[one.centre][1],
            partner_name=one.partner,
            home_lat=one.home_lat,
            home_lng=one.home_lon,
            skills=dict(one.skills),
            shifts=_shifts(one, company),
        )
        for one in company.technicians
    ]
    for one, technician_id in zip(company.technicians, technicians.load_technicians(work, new), strict=True):
        ids.technicians[one.login] = technician_id
        role = "partner_technician" if one.partner else "technician"
        made = auth.add_user(
            work, username=one.login, name=one.name, phone=one.phone, password_hash=password_hash,
            grants=[(role, ids.centres[one.centre])], technician_id=technician_id,
        )  # fmt: skip
        ids.users[one.login] = made.id


def _customers(work: UnitOfWork, company: Company, ids: Ids) -> None:
    new = [
        customers.NewCustomer(
            centre_id=ids.centres[one.centre],
            name=one.name,
            kind=one.kind,
            contacts=tuple(customers.NewContact(c.name, c.phone, c.role) for c in one.contacts),
            sites=tuple(
                customers.NewSite(s.address, s.name, s.landmark, f"{s.district}{s.town}", s.lat, s.lon)
                for s in one.sites
            ),
        )
        for one in company.customers
    ]
    for one, customer_id in zip(company.customers, customers.load_customers(work, new), strict=True):
        ids.customers[one.code] = customer_id
        for site, row in zip(one.sites, customers.sites(work, customer_id), strict=True):
            ids.sites[site.code] = row.id
    types = {row["code"]: row["zh"] for row in facts.rows("vehicle_types")}
    fleet = [
        customers.NewVehicle(
            customer_id=ids.customers[one.customer],
            plate=one.plate,
            plate_colour=one.plate_colour,
            vin=one.vin,
            vehicle_type=types[one.type],
            fleet_no=one.fleet_no,
            driver_name=one.driver_name,
            driver_phone=one.driver_phone,
            regulated=one.regulated,
        )
        for one in company.vehicles
    ]
    ids.vehicles = dict(zip((one.code for one in company.vehicles), customers.load_vehicles(work, fleet), strict=True))


def _stock(work: UnitOfWork, company: Company, ids: Ids) -> None:
    inventory.load_products(work, [*map(_product, company.prices), *map(_labour, company.labour)])
    inventory.load_binding_rules(work, inventory.DEFAULT_BINDING_RULES)
    start = morning(company) - timedelta(days=1200)
    later = {one.device: one for one in played(company)} | {one.iccid: one for one in played(company)}
    places = _Places(company, ids, later)
    warranty = {one.device: one for one in company.installations}
    devices = [
        inventory.NewDevice(
            one.number, one.imei, one.part, places.of(one.holder, one.holder_code, one.number),
            warranty_start=warranty[one.number].installed_on if one.number in warranty else None,
            warranty_end=warranty[one.number].warranty_until if one.number in warranty else None,
        )
        for one in company.devices
    ]  # fmt: skip
    device_ids = dict(
        zip((d.number for d in company.devices), inventory.load_devices(work, devices, start), strict=True)
    )
    sims = [
        inventory.NewSim(
            one.iccid, places.of(one.holder, one.holder_code, one.iccid), one.msisdn, one.operator,
            "plug" if one.card_type == "plug_in" else one.card_type, one.bound_imei, one.part,
        )
        for one in company.sims
    ]  # fmt: skip
    sim_ids = dict(zip((s.iccid for s in company.sims), inventory.load_sims(work, sims, start), strict=True))
    inventory.load_stock(work, places.counted(), start)
    inventory.load_installations(
        work,
        [
            inventory.NewInstallation(
                vehicle_id=ids.vehicles[one.vehicle],
                device_id=device_ids[one.device],
                sim_id=sim_ids.get(one.iccid),
                from_at=datetime.combine(one.installed_on, time(10), ZONE).astimezone(UTC),
            )
            for one in company.installations
            if one.device not in later
        ],
    )


class _Places:
    """Where things stand when the played history begins."""

    def __init__(self, company: Company, ids: Ids, later: Mapping[str, Installation]) -> None:
        self._company, self._ids, self._later = company, ids, later
        self._centre_of = {one.login: ids.centres[one.centre] for one in company.technicians}
        self._fitters = fitters(company)
        self._names = {one.login: f"{one.name} {one.van.plate}" for one in company.technicians}

    def of(self, holder: str, code: str, number: str) -> PlaceRef:
        """The place of one numbered thing; what is played later starts on the van of the technician who fits it."""
        if number in self._later:
            return self._van(self._fitters[self._later[number].vehicle])
        if holder == "van":
            return self._van(code)
        if holder == "vehicle":
            return PlaceRef("vehicle", self._ids.vehicles[code])
        return PlaceRef("warehouse", self._ids.centres[code], self._ids.centres[code])

    def counted(self) -> list[inventory.NewStock]:
        """Parts by count, vans and warehouses."""
        stock = [
            inventory.NewStock(self._van(one.login), code, quantity)
            for one in self._company.technicians
            for code, quantity in one.van.parts
        ]
        for one in self._company.warehouses:
            place = PlaceRef("warehouse", self._ids.centres[one.centre], self._ids.centres[one.centre])
            stock += [inventory.NewStock(place, code, quantity) for code, quantity in one.parts]
        return [one for one in stock if one.quantity > 0]

    def _van(self, login: str) -> PlaceRef:
        return PlaceRef("van", self._ids.technicians[login], self._centre_of[login], self._names[login])


def _labour(row: Mapping[str, str]) -> inventory.Product:
    return inventory.Product(row["code"], row["zh"], row["en"], "labour", price_fen=int(row["price_fen"]))


def _product(row: Mapping[str, str]) -> inventory.Product:
    kinds = {"number": "device", "iccid": "sim"}
    return inventory.Product(
        code=row["code"],
        name_zh=row["zh"],
        name_en=row["en"],
        kind=kinds.get(row["tracked_by"], "part"),
        family=row["family"],
        tracked={"iccid": "number"}.get(row["tracked_by"], row["tracked_by"]),
        price_fen=int(row["price_fen"]),
        warranty_months=int(row["warranty_months"] or 0),
        consumable=row["chargeable"] != "yes",
    )


def _rule(row: Mapping[str, str]) -> work_orders.NewApprovalRule:
    return work_orders.NewApprovalRule(
        name_zh=row["zh"],
        name_en=row["en"],
        kind=row["kind"] or None,
        priority=row["priority"] or None,
        max_items=int(row["max_items"]) if row["max_items"] else None,
        in_warranty={"yes": True, "no": False}.get(row["in_warranty"]),
    )
