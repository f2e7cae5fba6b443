"""Distance, speed and the table in their place."""

import math
from itertools import pairwise

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch import InvalidProblem, SpeedProfile, TableTravel, TravelModel
from dispatch.geodesic import metres
from dispatch.travel import CITY_DAY, points
from tests.dispatch.towns import HERE, HOUR, east

CHINA = st.tuples(st.floats(18.0, 53.0), st.floats(73.0, 135.0))
NEAR = st.tuples(st.floats(-2.0, 2.0), st.floats(-2.0, 2.0))
moments = st.integers(-10 * 86_400, 2_000_000_000)
works = st.floats(0.0, 200_000.0)


def measured(here: tuple[float, float], there: tuple[float, float]) -> float:
    coordinates = [np.array([degrees]) for degrees in (*here, *there)]
    return float(metres(*coordinates)[0])


@settings(max_examples=500, deadline=None)
@given(CHINA, NEAR)
def test_the_series_is_within_a_ten_thousandth_of_the_geodesic(
    here: tuple[float, float], step: tuple[float, float]
) -> None:
    """Anywhere in China and up to 300 km apart: error at most 0.01 %."""
    there = (here[0] + step[0], here[1] + step[1])
    true = geodesic(here, there).meters
    assert measured(here, there) == pytest.approx(true, rel=1e-4, abs=1e-3)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ((39.90, 116.40), (31.23, 121.47)),
        ((0.0, 179.99), (0.05, -179.99)),
        ((-33.9, 18.4), (59.3, 18.1)),
        ((89.0, 0.0), (89.5, 170.0)),
    ],
)
def test_far_apart_the_distance_is_still_a_fair_one(here: tuple[float, float], there: tuple[float, float]) -> None:
    """Across the country, the date line, the globe and near the pole: within 0.6 %."""
    assert measured(here, there) == pytest.approx(geodesic(here, there).meters, rel=6e-3)


def test_ten_kilometres_by_day_and_in_the_rush_hour() -> None:
    """10 km of road: 24 minutes at 25 km/h, 36 and a bit at 16.5."""
    travel = TravelModel(detour=1.0)
    work = 10_000 * 3.6 / 25
    assert travel.arrive(10 * HOUR, work) - 10 * HOUR == 24 * 60
    assert travel.arrive(8 * HOUR, work) - 8 * HOUR == math.ceil(10_000 * 3.6 / 16.5)


def test_a_drive_into_the_rush_hour_slows_down_on_the_way() -> None:
    """Ten minutes before five at full speed, the rest at two thirds of it."""
    travel = TravelModel(detour=1.0)
    arrive = travel.arrive(17 * HOUR - 600, 1200.0)
    assert arrive == 17 * HOUR + math.ceil(600 * 25 / 16.5)


@given(moments, works, st.integers(0, 100_000))
def test_who_sets_off_later_never_arrives_earlier(depart: int, work: float, later: int) -> None:
    """The engine's arithmetic stands on this."""
    assert CITY_DAY.arrive(depart + later, work) >= CITY_DAY.arrive(depart, work) >= depart


@given(moments, works)
def test_the_latest_departure_is_the_latest(arrive: int, work: float) -> None:
    """Setting off then is in time, a second later is not."""
    depart = CITY_DAY.depart(arrive, work)
    assert CITY_DAY.arrive(depart, work) <= arrive < CITY_DAY.arrive(depart + 1, work)


@given(st.lists(st.tuples(moments, works), min_size=1))
def test_many_drives_at_once_take_what_each_takes_alone(drives: list[tuple[int, float]]) -> None:
    """The vector form is at most a second early and never late."""
    together = CITY_DAY.arrive_many(
        np.array([depart for depart, _ in drives], dtype=np.float64),
        np.array([work for _, work in drives]),
    )
    for (depart, work), arrive in zip(drives, together, strict=True):
        assert -1.001 < arrive - CITY_DAY.arrive(depart, work) < 1e-3


def test_midnight_may_lie_anywhere_on_the_axis() -> None:
    """Seconds since 1970 work as well as seconds of the day."""
    shanghai_midnight = 1_795_190_400 - 8 * HOUR
    since_1970 = TravelModel(midnight=shanghai_midnight)
    of_day = TravelModel()
    for hour in range(24):
        shifted = since_1970.arrive(shanghai_midnight + hour * HOUR, 5000.0)
        assert shifted - shanghai_midnight == of_day.arrive(hour * HOUR, 5000.0)


def test_a_table_takes_the_place_of_the_geodesic_where_it_knows_both_ends() -> None:
    """Known pairs come from the table, in its direction; unknown ones from the fallback."""
    known = [HERE, east(5), east(9)]
    seconds = np.array([[0.0, 700.0, 1300.0], [800.0, 0.0, 600.0], [1400.0, 650.0, 0.0]])
    travel = TableTravel(points(known), seconds, seconds * 10)
    origins, destinations = points([HERE, east(5), HERE]), points([east(5), HERE, east(20)])
    fallback = TravelModel().work(origins, destinations)
    assert travel.work(origins, destinations).tolist() == [700.0, 800.0, fallback[2]]
    assert travel.metres(origins, destinations)[:2].tolist() == [7000.0, 8000.0]
    assert travel.arrive(10 * HOUR, 700.0) == 10 * HOUR + 700


def test_senseless_travel_is_refused_by_the_name_of_the_field() -> None:
    """Speeds are positive numbers, bands follow each other, tables are square."""
    with pytest.raises(InvalidProblem, match=r"bands\[0\]"):
        SpeedProfile(((0, float("nan")),))
    for bands in (((5, 1.0),), ((0, 1.0), (0, 1.0)), ((0, 1.0), (90_000, 1.0)), ()):
        with pytest.raises(InvalidProblem, match="bands"):
            SpeedProfile(bands)
    with pytest.raises(InvalidProblem, match="detour"):
        TravelModel(detour=float("nan"))
    with pytest.raises(InvalidProblem, match="seconds"):
        TableTravel(points([HERE]), np.zeros((1, 2)), np.zeros((1, 1)))


def test_the_speeds_are_those_that_dispatchers_know() -> None:
    """22-28 km/h by day, 15-18 from 7:30 to 9:30 and 17:00 to 19:30."""
    speeds = {start / HOUR: share * 25 for start, share in CITY_DAY.bands}
    assert all(15 <= speeds[start] <= 18 for start in (7.5, 17.0))
    assert all(22 <= speeds[start] <= 28 for start in (0.0, 9.5, 19.5))
    assert all(a < b for a, b in pairwise(speeds))
