"""`python -m dispatch bench FOLDER`."""

import json
from pathlib import Path

import pytest

from dispatch.__main__ import main

SQUARE = """SQUARE

VEHICLE
NUMBER     CAPACITY
  2         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0          0          0       1000          0
    1      10         0         10          0       1000         10
    2      10        10         10          0       1000         10
    3      0         10         10          0       1000         10
"""
LIMITS = ["--steps", "60", "--seconds", "600", "--threads", "1"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one instance and its best known length."""
    (tmp_path / "square.txt").write_text(SQUARE)
    (tmp_path / "best-known.json").write_text(json.dumps({"square": 40.0}))
    return tmp_path


def test_every_file_is_solved_and_held_against_the_best_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(folder), *LIMITS]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["files"][0]["name"] == "square"
    assert (found["files"][0]["served"], found["files"][0]["travel"]) == (3, 40.0)
    assert (found["mean_gap_percent"], found["infeasible"]) == (0.0, 0)


def test_a_gap_is_told_where_the_best_known_is_better(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "best-known.json").write_text(json.dumps({"square": 32.0}))
    assert main(["bench", str(folder), *LIMITS]) == 0
    assert json.loads(capsys.readouterr().out)["mean_gap_percent"] == pytest.approx(25.0)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("square.txt", "nothing of the kind", "Solomon's format"),
        ("best-known.json", "[1]", "object of numbers"),
        ("other.json", "{", "is not JSON"),
    ],
)
def test_what_makes_no_sense_is_refused_by_its_name(
    folder: Path, name: str, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text(content)
    assert main(["bench", str(folder), *LIMITS]) == 2
    assert said in capsys.readouterr().err


def test_an_empty_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", str(tmp_path)]) == 2
    assert "holds no problem" in capsys.readouterr().err
