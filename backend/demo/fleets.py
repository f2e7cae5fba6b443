"""Customers with contacts and sites, and their vehicles with plates, VINs and drivers."""

from random import Random

from backend.demo import catalogue, facts
from backend.demo.catalogue import VehicleType
from backend.demo.invented import make_landline, make_plate, make_tax_number, make_vin
from backend.demo.people import Names, scatter
from backend.demo.records import Centre, Contact, Customer, Site, Vehicle

COMPANIES, PERSONS, VEHICLES = 220, 80, 2000
_SHARES = {"SZ": 36, "GZ": 30, "DG": 17, "FS": 17}
_REGIONS = {"SZ": "440300", "GZ": "440100", "DG": "441900", "FS": "440600"}
_ROLES = ("车队长", "行政", "安全员", "财务", "调度")
_MOSTLY_ELECTRIC = {"bus": 0.9, "taxi": 0.8, "sweeper": 0.4}


class Fleets:
    """Builds customers and vehicles; one instance for one company."""

    def __init__(self, rng: Random, names: Names, centres: tuple[Centre, ...], year: int) -> None:
        """`year` is the newest model year."""
        self._rng, self._names, self._year = rng, names, year
        self._centres = {centre.code: centre for centre in centres}
        self._words = facts.document("names")
        self._plates: set[str] = set()
        self._companies: set[str] = set()

    def customers(self) -> tuple[Customer, ...]:
        """First the companies, then the private persons."""
        codes = list(_SHARES)
        weights = list(_SHARES.values())
        trades = catalogue.trades()
        made: list[Customer] = []
        for number in range(COMPANIES + PERSONS):
            centre = self._centres[self._rng.choices(codes, weights)[0]]
            code = f"C{number + 1:04d}"
            if number < COMPANIES:
                trade = self._rng.choices(list(trades), [one.share for one in trades.values()])[0]
                made.append(self._company(code, trade, centre))
            else:
                made.append(self._person(code, centre))
        return tuple(made)

    def _company(self, code: str, trade: str, centre: Centre) -> Customer:
        sites = tuple(self._site(f"{code}-{n + 1}", centre, n) for n in range(self._rng.choice((1, 1, 1, 2, 2, 3))))
        roles = self._rng.sample(_ROLES, self._rng.choice((1, 2, 2, 3)))
        contacts = [Contact(self._names.person(), self._names.mobile(), role) for role in roles]
        if self._rng.random() < 0.2:
            contacts.append(Contact("前台", make_landline(self._rng, centre.area_code), "前台"))
        name = self._company_name(trade, centre)
        tax = make_tax_number(self._rng, _REGIONS[centre.code])
        return Customer(code, "company", name, trade, centre.code, tax, tuple(contacts), sites)

    def _company_name(self, trade: str, centre: Centre) -> str:
        city, last = centre.city.removesuffix("市"), self._words["company_last"][trade]
        firsts = self._words["company_first"].split()
        while True:
            name = f"{city}{self._rng.choice(firsts)}{last}"
            if name in self._companies:
                name = f"{city}{self._rng.choice(firsts)}{self._rng.choice('新华中联盛和')}{last}"
            if name not in self._companies:
                self._companies.add(name)
                return name

    def _person(self, code: str, centre: Centre) -> Customer:
        name = self._names.person()
        contact = Contact(name, self._names.mobile(), "车主")
        return Customer(code, "person", name, "", centre.code, "", (contact,), (self._site(f"{code}-1", centre, -1),))

    def _site(self, code: str, centre: Centre, number: int) -> Site:
        """`number` -1 is a home, 0 a company's main yard."""
        place = self._rng.choice(catalogue.towns(centre.city))
        lat, lon = scatter(self._rng, place.lat, place.lon)
        road = self._rng.choice(self._words["roads"].split())
        address = f"广东省{place.city}{place.district}{place.town}{road}{self._rng.randrange(1, 400)}号"
        names = self._words["site_names"].split()
        name = "住址" if number < 0 else names[0] if number == 0 else names[(number * 3 + len(road)) % len(names)]
        landmark = self._rng.choice(self._words["landmarks"].split())
        return Site(code, name, address, landmark, place.district or place.town, place.town, lat, lon)

    def vehicles(self, customers: tuple[Customer, ...]) -> tuple[Vehicle, ...]:
        """Exactly `VEHICLES` over all customers, a person has one."""
        sizes = self._sizes(customers)
        made: list[Vehicle] = []
        for customer, size in zip(customers, sizes, strict=True):
            fitting = [one for one in catalogue.vehicle_types().values() if (customer.trade or "person") in one.trades]
            for place in range(size):
                made.append(self._vehicle(len(made), place, customer, self._rng.choice(fitting)))
        return tuple(made)

    def _sizes(self, customers: tuple[Customer, ...]) -> list[int]:
        trades = catalogue.trades()
        sizes = [1] * len(customers)
        for at, customer in enumerate(customers):
            if customer.kind == "company":
                trade = trades[customer.trade]
                sizes[at] = round(self._rng.triangular(trade.fleet_min, trade.fleet_max, trade.fleet_min + 1))
        at = 0
        while sum(sizes) != VEHICLES:
            step = 1 if sum(sizes) < VEHICLES else -1
            if customers[at].kind == "company" and sizes[at] + step >= 1:
                sizes[at] += step
            at = (at + 1) % len(sizes)
        return sizes

    def _vehicle(self, number: int, place: int, customer: Customer, kind: VehicleType) -> Vehicle:
        rng = self._rng
        plate, colour = self._plate(customer, kind)
        vin = make_vin(rng, rng.choice(kind.wmi), self._year - rng.choice((0, 1, 1, 2, 3, 4, 5, 7)), 100001 + number)
        if customer.kind == "person":
            driver = (customer.name, customer.contacts[0].phone)
        elif rng.random() < 0.92 and kind.code != "trailer":
            driver = (self._names.person(0.05), self._names.mobile())
        else:
            driver = ("", "")
        return Vehicle(
            code=f"V{number + 1:05d}",
            customer=customer.code,
            plate=plate,
            plate_colour=colour,
            vin=vin,
            type=kind.code,
            regulated=kind.regulated,
            fleet_no=f"{place + 1:03d}" if customer.kind == "company" else "",
            driver_name=driver[0],
            driver_phone=driver[1],
            site=rng.choice(customer.sites).code,
        )

    def _plate(self, customer: Customer, kind: VehicleType) -> tuple[str, str]:
        """A plate that nobody has yet, and its colour."""
        electric = bool(kind.new_energy) and self._rng.random() < _MOSTLY_ELECTRIC.get(kind.code, 0.2)
        shape = kind.new_energy if electric else self._rng.choice(kind.plates)
        if shape == "none":
            return "", "none"
        city = "粤" + self._centres[customer.centre].plate_letter
        while (plate := make_plate(self._rng, shape, city)) in self._plates:
            pass
        self._plates.add(plate)
        return plate, "yellow" if shape in ("trailer", "training") else shape
