"""Solomon's format read a second time, for the judge: shares no code with the engine's reader."""

import math
from pathlib import Path
from typing import Any


def plain_solomon(path: Path) -> dict[str, Any]:
    """The file in VROOM's words; distances and times by the DIMACS convention (times 10, truncated)."""
    rows = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    numbers = [[float(word) for word in row] for row in rows if row and all(_is_number(word) for word in row)]
    (count, capacity), (depot, *customers) = numbers[0], numbers[1:]
    places = [(row[1], row[2]) for row in (depot, *customers)]
    durations = [[math.floor(10 * math.dist(here, there)) for there in places] for here in places]
    jobs = [
        {
            "id": int(row[0]),
            "location_index": index,
            "delivery": [int(row[3])],
            "time_windows": [[round(row[4] * 10), round(row[5] * 10)]],
            "service": round(row[6] * 10),
        }
        for index, row in enumerate(customers, 1)
    ]
    depot_facts = {"start_index": 0, "end_index": 0, "capacity": [int(capacity)]}
    depot_facts |= {"time_window": [round(depot[4] * 10), round(depot[5] * 10)]}
    vehicles = [{"id": number, **depot_facts} for number in range(1, int(count) + 1)]
    return {"jobs": jobs, "vehicles": vehicles, "matrices": {"car": {"durations": durations}}}


def _is_number(word: str) -> bool:
    return word.replace(".", "", 1).replace("-", "", 1).isdigit()
