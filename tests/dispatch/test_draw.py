"""A plan as a picture: what has to be on it, and what is refused."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from dispatch.__main__ import main
from dispatch.draw import draw
from dispatch.picture import Kind, read_picture
from dispatch.reading import read_problem
from dispatch.solution import checked
from tests.dispatch.test_command import PROBLEM
from tests.dispatch.test_vroom_words import MATRIX

SVG = "{http://www.w3.org/2000/svg}"


def answer() -> dict[str, Any]:
    """PROBLEM's routes as ordered: jobs 2 and "late", a break, and job 1 in nobody's day."""
    return checked(read_problem(PROBLEM))


def words(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_map_and_the_days_show_every_job() -> None:
    """Each twice, on the map and in its day; who is late has a red box; the one left out is named."""
    svg = draw(answer())
    shown = words(svg)
    assert shown.count("2") == 2
    assert {"7", "1", "1 in nobody's day"} <= set(shown)
    assert shown[0].startswith("1 routes, 2 visits, ")
    boxes = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    tips = {box.findtext(f"{SVG}title"): box.get("stroke") for box in boxes}
    assert [stroke for tip, stroke in tips.items() if tip and tip.startswith("work late")] == ["#c62828"]
    assert any(tip and tip.startswith("break, ") for tip in tips)


def test_a_day_is_told_without_gaps() -> None:
    """Drive, wait, work and break follow each other from the start to the end."""
    (row,) = read_picture(answer()).rows
    assert all(one.end == following.start for one, following in zip(row.spans, row.spans[1:], strict=False))
    assert {span.kind for span in row.spans} >= {Kind.DRIVE, Kind.WORK, Kind.BREAK}


def test_a_plan_over_a_matrix_without_coordinates_has_days_only() -> None:
    """No map, and the days begin where it would have been."""
    problem = json.loads(json.dumps(MATRIX))
    del problem["jobs"][1]["location"]
    problem["vehicles"][0]["steps"] = [{"type": "job", "id": 14}]
    svg = draw(checked(read_problem(problem)))
    assert words(svg).count("14") == 1
    assert "circle" not in svg


def test_a_picture_is_written_as_svg_or_png(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The ending of the file decides; without one it goes to the screen."""
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(answer()))
    assert main(["draw", str(plan), "-o", str(tmp_path / "plan.png")]) == 0
    assert main(["draw", str(plan)]) == 0
    assert capsys.readouterr().out == draw(answer())
    with Image.open(tmp_path / "plan.png") as image:
        assert image.format == "PNG"
        assert len(image.getcolors(1 << 20) or []) > 5


def test_markup_in_an_id_stays_text() -> None:
    """An id is anything."""
    plan = answer()
    plan["routes"][0]["vehicle"] = "<script>&"
    assert "<script>&"[:5] in " ".join(words(draw(plan)))
    assert "<script" not in draw(plan)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": 2}, "code"),
        ({"routes": None}, "routes"),
        ({"routes": [7]}, "routes[0]"),
        ({"routes": [{"steps": []}]}, "routes[0].vehicle"),
        ({"routes": [{"vehicle": 1, "steps": [{"type": "start"}]}]}, "routes[0].steps[0].arrival"),
        ({"routes": [{"vehicle": 1, "steps": [{"type": "job", "arrival": 5}]}]}, "routes[0].steps[0].id"),
        ({"unassigned": [{"location": [1]}]}, "unassigned[0].location"),
    ],
)
def test_what_is_no_plan_is_not_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], field: str
) -> None:
    """The field is named, and nothing is written."""
    plan, target = tmp_path / "plan.json", tmp_path / "plan.svg"
    plan.write_text(json.dumps(answer() | change))
    assert main(["draw", str(plan), "-o", str(target)]) == 2
    assert capsys.readouterr().err.startswith(f"{field}: ")
    assert not target.exists()
