"""Names, offices and technicians of the demo company."""

from random import Random

from backend.demo import catalogue, facts
from backend.demo.invented import make_mobile
from backend.demo.records import Centre, Shift, StaffUser

PARTNER = "粤安车载"

# One line per profile, dealt out in turn, so that every centre of seven has every skill.
_PROFILES = (
    "S01:3 S02:3 S03:3 S04:2 S07:3 S08:2 S09:2 S10:2 S13:3 S14:3",
    "S01:2 S02:2 S03:3 S04:3 S07:2 S09:2 S10:2 S13:2",
    "S01:2 S02:2 S05:2 S06:3 S07:2 S09:2 S12:1",
    "S01:2 S02:3 S03:2 S04:2 S07:3 S09:3 S11:3",
    "S01:2 S02:1 S07:2 S08:2 S12:2",
    "S01:3 S02:2 S03:2 S05:3 S07:2 S08:2 S09:3 S11:2",
    "S01:2 S02:2 S03:2 S04:2 S06:2 S07:2 S10:3 S12:2 S13:2 S14:2",
)
_PARTNER_PROFILE = "S01:2 S02:2 S07:2 S08:2 S09:1"
_TEAMS = {"SZ": 14, "GZ": 12, "DG": 7, "FS": 7}
_PARTNERS_AT = ("SZ", "GZ")

_PER_CENTRE = (("dispatcher", 1), ("manager", 1), ("warehouse", 1), ("agent", 1))
_AT_HEADQUARTERS = (
    ("agent", 2),
    ("complaint_handler", 2),
    ("finance", 2),
    ("quality", 2),
    ("administrator", 1),
)


class Names:
    """Draws people's names and phone numbers; never the same name or number twice."""

    def __init__(self, rng: Random) -> None:
        """`rng` is the only source of chance."""
        words = facts.document("names")
        self._rng = rng
        self._surnames = words["surnames"].split()
        self._given = {"m": words["given_men"].split(), "f": words["given_women"].split()}
        self._taken: set[str] = set()

    def person(self, women: float = 0.3) -> str:
        """A new full name; `women` is the share of women."""
        name = ""
        for _ in range(200):
            given = self._rng.choice(self._given["f" if self._rng.random() < women else "m"])
            name = str(self._rng.choice(self._surnames)) + str(given)
            if name not in self._taken:
                self._taken.add(name)
                return name
        return name  # nearly all names are given: two people of one name, as happens

    def mobile(self) -> str:
        """A new mobile number."""
        while (number := make_mobile(self._rng)) in self._taken:
            pass
        self._taken.add(number)
        return number


def centres() -> tuple[Centre, ...]:
    """The service centres."""
    return tuple(
        Centre(
            row["code"],
            row["zh"],
            row["en"],
            row["city"],
            row["address"],
            float(row["lat"]),
            float(row["lon"]),
            row["plate_letters"],
            row["area_code"],
        )
        for row in facts.rows("centres")
    )


def make_staff(names: Names) -> tuple[StaffUser, ...]:
    """People in offices: every role, at headquarters or at each centre. Shenzhen has a second dispatcher."""
    wanted: list[tuple[str, str | None, str]] = []
    for centre in _TEAMS:
        for role, count in _PER_CENTRE:
            extra = 1 if (role, centre) == ("dispatcher", "SZ") else 0
            wanted += [(role, centre, f"{role}.{centre.lower()}{n or ''}") for n in range(count + extra)]
    for role, count in _AT_HEADQUARTERS:
        wanted += [(role, None, f"{role}{n or ''}") for n in range(count)]
    return tuple(StaffUser(login, names.person(0.5), role, centre, names.mobile()) for role, centre, login in wanted)


def make_team(centre: str) -> list[tuple[str, str | None, tuple[tuple[str, int], ...]]]:
    """Login, partner firm and skills of a centre's technicians, in the same order for every seed."""
    team: list[tuple[str, str | None, tuple[tuple[str, int], ...]]] = []
    for number in range(_TEAMS[centre]):
        partner = PARTNER if centre in _PARTNERS_AT and number == _TEAMS[centre] - 1 else None
        profile = _PARTNER_PROFILE if partner else _PROFILES[number % len(_PROFILES)]
        pairs = (word.split(":") for word in profile.split())
        skills = tuple((code, int(level)) for code, level in pairs)
        team.append((f"tech.{centre.lower()}{number + 1:02d}", partner, skills))
    return team


def make_shifts(number: int, *, nights: bool) -> tuple[Shift, ...]:
    """Six days a week, the free day differs; every fifth works late; one of a big centre works nights."""
    start, end, lunch = 8 * 60, 18 * 60, 12 * 60
    if nights:
        start, end, lunch = 20 * 60, 29 * 60, 24 * 60
    elif number % 5 == 4:
        start, end, lunch = 11 * 60, 21 * 60, 17 * 60
    free = 6 if number % 2 == 0 else number % 6
    return tuple(Shift(day, start, end, lunch, 60) for day in range(7) if day != free)


def home_near(rng: Random, centre: Centre) -> tuple[float, float]:
    """Where a technician lives: near some town of the city."""
    return scatter(rng, *_point(rng, centre.city))


def _point(rng: Random, city: str) -> tuple[float, float]:
    place = rng.choice(catalogue.towns(city))
    return place.lat, place.lon


def scatter(rng: Random, lat: float, lon: float, degrees: float = 0.004) -> tuple[float, float]:
    """A point some hundred metres from here, never further than about a kilometre."""
    limit = 2 * degrees
    north, east = (max(-limit, min(limit, rng.gauss(0, degrees))) for _ in range(2))
    return round(lat + north, 6), round(lon + east, 6)
