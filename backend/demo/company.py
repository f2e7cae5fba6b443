"""The demo company 南粤车联: four centres around the Pearl River, forty technicians, two thousand vehicles."""

from datetime import date
from random import Random

from backend.demo import facts
from backend.demo.fleets import Fleets
from backend.demo.people import Names, centres, home_near, make_shifts, make_staff, make_team
from backend.demo.records import Centre, Company, Technician
from backend.demo.stock import Stock, Team, price_list

NAME, NAME_EN, HOTLINE = "南粤车联", "Nanyue Telematics", "4008007826"
_NIGHTS_AT = ("SZ", "GZ")


def make_company(seed: int, today: date) -> Company:
    """The company as it stands on the morning of `today`: the same for the same seed and day, pure."""
    # One stream of chance per subject: a change in one leaves the others as they were.
    names = Names(Random(f"{seed}/names"))
    places = centres()
    staff = make_staff(names)
    fleets = Fleets(Random(f"{seed}/fleets"), names, places, today.year)
    teams = [Team(login, place.code, skills) for place in places for login, _, skills in make_team(place.code)]
    stock = Stock(Random(f"{seed}/stock"), today)
    technicians = _technicians(Random(f"{seed}/technicians"), names, places, stock)
    customers = fleets.customers()
    vehicles = fleets.vehicles(customers)
    installations = stock.install_all(vehicles, {one.code: one for one in customers}, tuple(teams))
    warehouses = tuple(stock.warehouse(place.code) for place in places)
    return Company(
        name=NAME,
        name_en=NAME_EN,
        hotline=HOTLINE,
        today=today,
        centres=places,
        staff=staff,
        technicians=technicians,
        customers=customers,
        vehicles=vehicles,
        devices=tuple(stock.devices),
        sims=tuple(stock.sims),
        installations=installations,
        warehouses=warehouses,
        prices=price_list(),
        labour=facts.rows("labour"),
        partner_rates=facts.rows("partner_rates"),
        sla=facts.rows("sla"),
        standing_rules=facts.rows("standing_rules"),
    )


def _technicians(rng: Random, names: Names, places: tuple[Centre, ...], stock: Stock) -> tuple[Technician, ...]:
    made = []
    for place in places:
        for number, (login, partner, skills) in enumerate(make_team(place.code)):
            lat, lon = home_near(rng, place)
            made.append(
                Technician(
                    login=login,
                    name=names.person(0.05),
                    phone=names.mobile(),
                    centre=place.code,
                    partner=partner,
                    skills=skills,
                    home_lat=lat,
                    home_lon=lon,
                    # The bus specialist of a big centre works while the buses are in the depot.
                    shifts=make_shifts(number, nights=place.code in _NIGHTS_AT and number == 6),
                    van=stock.van(Team(login, place.code, skills)),
                )
            )
    return tuple(made)
