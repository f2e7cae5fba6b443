"""The work of one day: who asks for what, for which vehicles, in which window."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cached_property
from random import Random

from backend.demo import catalogue
from backend.demo.records import Company, Customer, Installation, Request, RequestItem, Vehicle

LOCAL = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
# Monday brings what went wrong at the weekend; on average about fourteen a day.
_ORDERS_BY_WEEKDAY = (18, 15, 15, 15, 14, 12, 8)
_MIX = {"repair": 55, "install": 30, "transfer": 6, "removal": 4, "inspection": 5}
_SINCE = ("今天早上", "昨天下午", "昨天", "前天", "上周五", "三天前", "换电瓶以后", "修车以后")
_CHANNELS = {"phone": 62, "web": 22, "wechat": 10, "letter": 6}
# When the vehicles of a trade stand still: start hours of windows of two hours, local time; 24 and more is after midnight.
_HOURS: dict[str, tuple[int, ...]] = {
    "logistics": (9, 14, 16, 17, 18, 19),
    "express": (9, 10, 14, 16),
    "cold": (10, 11, 12, 13),
    "muck": (8, 9, 10, 11, 13),
    "bus": (22, 23, 24, 25),
    "coach": (9, 10, 13, 14, 20),
    "school": (9, 10, 11, 13),
    "port": (9, 14, 16, 18),
    "training": (8, 9, 13, 14),
}
_USUAL_HOURS = (9, 9, 10, 11, 13, 14, 15, 16)


@dataclass(frozen=True)
class _Books:
    """The company's facts in the order in which a day asks for them."""

    company: Company

    @cached_property
    def vehicles(self) -> dict[str, Vehicle]:
        return {one.code: one for one in self.company.vehicles}

    @cached_property
    def customers(self) -> dict[str, Customer]:
        return {one.code: one for one in self.company.customers}

    @cached_property
    def installed(self) -> dict[str, Installation]:
        return {one.vehicle: one for one in self.company.installations}

    @cached_property
    def bare(self) -> dict[str, list[Vehicle]]:
        """Vehicles without a terminal, by customer."""
        return _by_customer(one for one in self.company.vehicles if one.code not in self.installed)

    @cached_property
    def equipped(self) -> dict[str, list[Vehicle]]:
        """Vehicles with a terminal, by customer."""
        return _by_customer(one for one in self.company.vehicles if one.code in self.installed)


def _by_customer(vehicles: Iterable[Vehicle]) -> dict[str, list[Vehicle]]:
    found: dict[str, list[Vehicle]] = defaultdict(list)
    for one in vehicles:
        found[one.customer].append(one)
    return dict(found)


def make_requests(company: Company, seed: int, day: date) -> list[Request]:
    """The requests whose window lies on `day`, by time of receipt: the same for the same arguments.

    Before `company.today` they agree with the books: installations are those dated on the day, transfers and
    removals have left the old vehicle bare. From `company.today` on they ask for work that is still to be done.
    """
    return _Day(_Books(company), seed, day).requests()


class _Day:
    """Draws one day's requests; a vehicle is never asked for twice on a day."""

    def __init__(self, books: _Books, seed: int, day: date) -> None:
        self._books, self._day = books, day
        self._rng = Random(f"{seed}/requests/{day.isoformat()}")
        self._past = day < books.company.today
        self._busy: set[str] = set()

    def requests(self) -> list[Request]:
        made = self._past_installs() if self._past else []
        count = max(3, round(self._rng.gauss(_ORDERS_BY_WEEKDAY[self._day.weekday()], 1.5)))
        mix = {kind: share for kind, share in _MIX.items() if not (self._past and kind == "install")}
        draw: dict[str, Callable[[], Request | None]] = {
            "repair": self._repair,
            "install": self._install,
            "transfer": self._transfer,
            "removal": self._removal,
            "inspection": self._inspection,
        }
        for _ in range(max(0, count - len(made))):
            kind = self._rng.choices(list(mix), list(mix.values()))[0]
            request = draw[kind]()
            if request is not None:
                made.append(request)
        return sorted(made, key=lambda one: (one.received_at, one.customer))

    def _past_installs(self) -> list[Request]:
        on_day = [one for one in self._books.company.installations if one.installed_on == self._day]
        grouped = _by_customer(self._books.vehicles[one.vehicle] for one in on_day)
        return [self._request("install", owned) for owned in grouped.values()]

    def _repair(self) -> Request | None:
        installed = self._books.company.installations
        for _ in range(50):
            one = self._rng.choice(installed)
            if one.installed_on < self._day and one.vehicle not in self._busy:
                vehicles = [self._books.vehicles[one.vehicle]]
                if self._rng.random() < 0.12:
                    vehicles += self._same_site(vehicles[0])
                return self._request("repair", vehicles)
        return None

    def _same_site(self, first: Vehicle) -> list[Vehicle]:
        """One or two more of the fleet, found when somebody looked."""
        others = [
            one
            for one in self._books.equipped[first.customer]
            if one.site == first.site
            and one.code not in self._busy | {first.code}
            and self._books.installed[one.code].installed_on < self._day
        ]
        return others[: self._rng.choice((1, 2))]

    def _install(self) -> Request | None:
        vehicles = self._free(self._books.bare, at_most=self._rng.choice((1, 1, 2, 2, 3, 4)))
        return self._request("install", vehicles) if vehicles else None

    def _removal(self) -> Request | None:
        vehicles = self._free(self._books.bare if self._past else self._books.equipped, at_most=1)
        return self._request("removal", vehicles) if vehicles else None

    def _inspection(self) -> Request | None:
        vehicles = self._free(self._books.equipped, at_most=self._rng.choice((1, 2, 4)))
        return self._request("inspection", vehicles) if vehicles else None

    def _transfer(self) -> Request | None:
        both = sorted(set(self._books.bare) & set(self._books.equipped))
        customer = self._rng.choice(both)
        olds = self._books.bare if self._past else self._books.equipped
        news = self._books.equipped if self._past else self._books.bare
        old, new = (self._unasked(group[customer]) for group in (olds, news))
        if not old or not new:
            return None
        self._busy.add(old[0].code)
        return self._request("transfer", [new[0]], from_vehicle=old[0].code)

    def _free(self, owned: dict[str, list[Vehicle]], at_most: int) -> list[Vehicle]:
        """Some vehicles of one customer on one site. Other days draw from other customers, as far as they go."""
        shift = (self._day - self._books.company.today).days % 7
        codes = [code for number, code in enumerate(sorted(owned)) if number % 7 == shift]
        chosen = self._rng.choices(codes, [len(owned[code]) for code in codes])[0]
        free = self._unasked(owned[chosen])
        return [one for one in free if one.site == free[0].site][:at_most]

    def _unasked(self, vehicles: list[Vehicle]) -> list[Vehicle]:
        free = [one for one in vehicles if one.code not in self._busy]
        self._rng.shuffle(free)
        return free

    def _request(self, kind: str, vehicles: list[Vehicle], from_vehicle: str | None = None) -> Request:
        self._busy |= {one.code for one in vehicles}
        customer = self._books.customers[vehicles[0].customer]
        items = tuple(self._item(kind, one, from_vehicle) for one in vehicles)
        regulated = any(one.regulated for one in vehicles)
        start, end = self._window(customer)
        urgent = kind == "repair" and self._rng.random() < (0.15 if regulated else 0.06)
        contact = self._rng.choice(customer.contacts)
        fault = next((one for one in catalogue.faults() if one.number == items[0].fault), None)
        return Request(
            received_at=self._received(start, urgent=urgent),
            channel=self._rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0],
            kind=kind,
            priority="urgent" if urgent else "normal",
            centre=customer.centre,
            customer=customer.code,
            site=vehicles[0].site,
            contact_name=contact.name,
            contact_phone=contact.phone,
            items=items,
            symptom=fault.symptom if fault else "",
            since_text=self._rng.choice(_SINCE) if fault else "",
            window_start=start,
            window_end=end,
            in_warranty=self._in_warranty(kind, vehicles),
            regulated=regulated,
        )

    def _item(self, kind: str, vehicle: Vehicle, from_vehicle: str | None) -> RequestItem:
        installed = self._books.installed.get(vehicle.code)
        family = installed.family if installed else catalogue.vehicle_types()[vehicle.type].families[0]
        fault = self._fault(family) if kind == "repair" else None
        return RequestItem(vehicle.code, family, fault, from_vehicle)

    def _fault(self, family: str) -> int:
        """A fault that this family can have, by how often its group of causes is met."""
        fitting = [one for one in catalogue.faults() if not one.families or family in one.families]
        shares = catalogue.cause_shares()
        alike = {cause: sum(one.cause == cause for one in fitting) for cause in shares}
        weights = [shares[one.cause] / alike[one.cause] for one in fitting]
        return self._rng.choices(fitting, weights)[0].number

    def _in_warranty(self, kind: str, vehicles: list[Vehicle]) -> bool | None:
        if kind != "repair":
            return None
        return all(self._books.installed[one.code].warranty_until >= self._day for one in vehicles)

    def _window(self, customer: Customer) -> tuple[datetime, datetime]:
        hour = self._rng.choice(_HOURS.get(customer.trade, _USUAL_HOURS))
        local = datetime.combine(self._day, time(0), LOCAL) + timedelta(hours=hour)
        return local.astimezone(UTC), (local + timedelta(hours=2)).astimezone(UTC)

    def _received(self, start: datetime, *, urgent: bool) -> datetime:
        """An urgent one an hour or so before; the others in the office hours of the day before, or at night."""
        if urgent:
            return start - timedelta(minutes=self._rng.randrange(30, 90))
        evening = datetime.combine(self._day, time(0), LOCAL).astimezone(UTC)
        office = self._rng.choice((9, 9, 10, 10, 11, 14, 14, 15, 16, 17, 20, 22))
        asked = evening - timedelta(hours=24) + timedelta(hours=office, minutes=self._rng.randrange(60))
        return min(asked, start - timedelta(hours=2))
