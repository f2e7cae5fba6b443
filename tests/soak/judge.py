"""What the office has in its books against what was done on the phone: nothing lost, nothing twice, nothing astray."""

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import text

from backend.kernel.files import FileStore
from backend.modules.inventory.public import find_device
from backend.wiring import House, build_house
from tests.soak.company import SLOTS, Job, read_picture, says_where, settings_of
from tests.soak.hand import Notes

FACTS = (
    "visit.accepted", "visit.contacted", "visit.checklist_ticked", "visit.set_off", "visit.arrived", "visit.started",
    "visit.signed", "visit.completed", "item.recorded",
)  # fmt: skip
TIMES = {
    "accept": "accepted_at", "contact": "contacted_at", "go": "set_off_at", "arrive": "arrived_at",
    "start": "started_at", "complete": "completed_at",
}  # fmt: skip
CLOCK_SLACK = 1.5  # seconds


def faults(data_dir: Path, jobs: list[Job], notes: Notes) -> list[str]:
    """Everything that is wrong, each in a sentence; empty when every visit is whole."""
    house = build_house(settings_of(data_dir))
    found = [*_refusals(house)]
    for job in jobs:
        found += [f"visit {job.index}: {what}" for what in (*_visit(house, job, notes), *_ledger(house, job))]
        found += [f"visit {job.index}: {what}" for what in _pictures(house, FileStore(data_dir / "files"), job)]
    house.units.database.close()
    return found


def _rows(house: House, sql: str, **given: Any) -> list[dict[str, Any]]:
    with house.units.read() as work:
        return [dict(row) for row in work.session.execute(text(sql), given).mappings()]


def _refusals(house: House) -> list[str]:
    rows = _rows(house, "SELECT kind, answer FROM sync_commands WHERE outcome <> 'accepted'")
    cases = _rows(house, "SELECT code, number FROM number_cases")
    return [f"refused {row['kind']}: {row['answer']}" for row in rows] + [f"case {row}" for row in cases]


def _visit(house: House, job: Job, notes: Notes) -> list[str]:
    visit = _rows(house, "SELECT * FROM visits WHERE id = :v", v=job.visit_id)[0]
    subjects = {"v": f"visit:{job.visit_id}", "o": f"order:{visit['order_id']}"}
    events = _rows(house, "SELECT name FROM event_log WHERE subject IN (:v, :o)", **subjects)
    told = Counter(row["name"] for row in events)
    found = [] if visit["state"] == "completed" else [f"is {visit['state']}"]
    found += [f"{fact} told {told[fact]} times" for fact in FACTS if told[fact] != 1]
    if told["visit.evidence_broken"]:
        found.append("its chain of evidence is broken")
    if bool(visit["signature_sha"]) == bool(job.index % 2):
        found.append("the signature is not what was given")
    return found + _times(job, visit, notes)


def _times(job: Job, visit: dict[str, Any], notes: Notes) -> list[str]:
    found = []
    for stage, column in TIMES.items():
        seconds = (visit[column] or 0) / 1_000_000
        first, last = notes.pressed[job.index, stage], notes.shown[job.index, stage]
        if not first - CLOCK_SLACK <= seconds <= last + CLOCK_SLACK:
            found.append(f"{column} is {seconds - first:+.1f} s from the press")
    return found + (["its clock is suspected"] if visit["clock_flag"] else [])


def _ledger(house: House, job: Job) -> list[str]:
    rows = _rows(
        house,
        "SELECT d.terminal_no, i.standing, i.until_at FROM installations i JOIN devices d ON d.id = i.device_id "
        "WHERE i.vehicle_id = :v",
        v=job.vehicle_id,
    )
    sitting = [(row["terminal_no"], row["standing"], row["until_at"]) for row in rows]
    found = [] if sitting == [(job.terminal, "valid", None)] else [f"the ledger says {sitting}"]
    with house.units.read() as work:
        device = find_device(work, job.terminal)
    assert device is not None
    moves = _rows(house, "SELECT why FROM movements WHERE thing_id = :d", d=device.id)
    whys = sorted(str(row["why"]) for row in moves)
    return found + ([] if whys == ["install", "received"] else [f"the terminal moved {whys}"])


def _pictures(house: House, files: FileStore, job: Job) -> list[str]:
    rows = _rows(house, "SELECT code, sha256, item_id FROM photos WHERE visit_id = :v", v=job.visit_id)
    found = [] if sorted(row["code"] for row in rows) == list(SLOTS) else [f"photos {[row['code'] for row in rows]}"]
    for row in rows:
        content = files.get(row["sha256"])
        if content is None:
            found.append(f"the photo {row['code']} is lost")
        elif read_picture(content) != (job.index, row["code"]):
            found.append(f"the photo {row['code']} shows {read_picture(content)}")
        elif says_where(content):
            found.append(f"the photo {row['code']} still says in its EXIF where it was taken")
        elif row["item_id"] != job.item_id:
            found.append(f"the photo {row['code']} is on another vehicle")
    return found
