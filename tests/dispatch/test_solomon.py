"""Solomon's files and matrices: numbered places instead of points on earth."""

from pathlib import Path

import numpy as np
import pytest

from dispatch import InvalidProblem, points
from dispatch.matrix import MatrixTravel, index_of, place
from dispatch.solomon import read_solomon
from dispatch.travel import Floats

TEXT = """C101

VEHICLE
NUMBER     CAPACITY
   2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      40         50          0          0       1236          0
    1      45         68         10        912        967         90
    2      43         54         30        825        870         90
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "C101.txt"
    path.write_text(text)
    return path


def test_an_instance_is_read_by_the_dimacs_convention(tmp_path: Path) -> None:
    """sqrt(5² + 18²) = 18.68 counts 186, sqrt(3² + 4²) counts 50; times are tenfold."""
    problem = read_solomon(written(tmp_path, TEXT))
    first, second = problem.stops
    assert (first.window.start, first.window.end, first.service) == (9120, 9670, 900)
    assert (second.needs, [van.stock for van in problem.technicians]) == ({"#0": 30}, [{"#0": 200}] * 2)
    depot = points([problem.technicians[0].start])
    assert problem.travel.work(depot, points([first.location, second.location])).tolist() == [186.0, 50.0]
    assert problem.technicians[0].end == problem.technicians[0].start
    assert problem.site(first.location) == (68.0, 45.0)
    assert (problem.names["job 2"], problem.names["vehicle 1"]) == (2, 1)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("   2         200", "   0         200", "line 5"),
        ("    1      45         68 ", "    1      45 ", "line 11"),
        ("    30 ", "   -30 ", "line 12"),
        ("     825   ", "     nan   ", "line 12"),
        ("     912   ", "     990   ", "customer 1.end"),
        ("    2      43", "    1      43", "customers"),
        (TEXT, "nothing here", "file"),
    ],
)
def test_a_broken_instance_names_the_line(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(InvalidProblem) as refusal:
        read_solomon(written(tmp_path, TEXT.replace(old, new)))
    assert refusal.value.field == field


def test_a_matrix_answers_in_pairs_and_in_blocks() -> None:
    """Rows are origins; broadcasting gives the whole table at once."""
    table = np.arange(9.0).reshape(3, 3)
    travel = MatrixTravel(table, table * 10)
    where = points([place(index) for index in range(3)])
    assert travel.work(where[:2], where[1:]).tolist() == [1.0, 5.0]
    assert np.array_equal(travel.work(where[:, None], where[None]), table)
    assert np.array_equal(travel.metres(where[:, None], where[None]), table * 10)
    assert (travel.arrive(100, 5.0), travel.depart(100, 5.0)) == (105, 95)
    assert [index_of(place(index)) for index in (0, 7, 19_999)] == [0, 7, 19_999]


@pytest.mark.parametrize("table", [np.zeros((2, 3)), np.full((2, 2), np.nan), np.full((2, 2), -1.0), np.zeros((0, 0))])
def test_a_matrix_that_is_none_is_refused(table: Floats) -> None:
    with pytest.raises(InvalidProblem):
        MatrixTravel(table, table)
