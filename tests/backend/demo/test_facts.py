"""The files of facts hang together and say only what the checks and the other files know."""

import re

import pytest

from backend.demo import catalogue, facts
from backend.kernel.numbers import check_iccid, check_msisdn, check_phone
from backend.modules.intake import public as intake
from backend.modules.inventory import public as inventory
from backend.modules.technicians import public as technicians

TABLES = [
    "causes", "centres", "families", "faults", "labour", "parts", "partner_rates", "places", "sim_prefixes", "sla",
    "standing_rules", "trades", "vehicle_types",
]  # fmt: skip
# Rough boxes (south, north, west, east) that hold the whole city and not much more.
BOXES = {
    "深圳市": (22.39, 22.87, 113.74, 114.63),
    "广州市": (22.55, 23.95, 112.95, 114.06),
    "东莞市": (22.65, 23.15, 113.50, 114.27),
    "佛山市": (22.63, 23.58, 112.38, 113.40),
}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_whole_and_every_code_stands_once(table: str) -> None:
    rows = facts.rows(table)
    assert rows
    for row in rows:
        assert None not in row
        assert None not in row.values()
        if "zh" in row:
            assert row["zh"]
            assert row["en"]
            assert not re.search("[一-鿿]", row["en"])
    for key in ("code", "no"):
        if key in rows[0]:
            assert len({row[key] for row in rows}) == len(rows)


def test_all_forty_faults_with_known_causes_families_and_parts() -> None:
    assert [fault.number for fault in catalogue.faults()] == list(range(1, 41))
    for fault in catalogue.faults():
        assert fault.cause in catalogue.cause_shares()
        assert set(fault.families) <= set(catalogue.families())
        assert set(fault.parts) <= set(catalogue.parts())
        assert 10 <= fault.minutes <= 120
        assert not re.search("[一-鿿]", fault.symptom_en)
    assert sum(catalogue.cause_shares().values()) == 100


def test_families_and_vehicle_types_name_known_skills_and_parts() -> None:
    skills = {one.code for one in technicians.DEFAULT_SKILLS}
    for row in (*facts.rows("families"), *facts.rows("vehicle_types")):
        assert {word.split(":")[0] for word in row["skills"].split()} <= skills
    assert {row["tracked_part"] for row in facts.rows("families")} - {""} <= set(catalogue.parts())
    for family in catalogue.families().values():
        assert family.yard_minutes < family.minutes


def test_prices_are_fen_inside_the_usual_range() -> None:
    usual = {
        "TERM-BD": (350, 700),
        "TERM-VD": (1600, 3200),
        "TERM-YX": (70, 180),
        "PART-GNSS": (15, 35),
        "SIM-VIDEO": (180, 400),
    }
    for code, (low, high) in usual.items():
        assert low * 100 <= catalogue.parts()[code].price_fen <= high * 100
    assert {part.tracked_by for part in catalogue.parts().values()} == {"number", "serial", "count", "iccid"}


def test_sim_prefixes_propose_operators_and_fit_the_checks() -> None:
    table = catalogue.operators_by_prefix("iccid")
    assert check_iccid("89860426192300000017", table).operator == "cmcc"
    assert check_msisdn("1064633113571", catalogue.operators_by_prefix("msisdn")).operator == "cucc"
    ruled = {one.operator for one in inventory.DEFAULT_BINDING_RULES} - {""}
    assert ruled <= set(table.values())


def test_places_lie_in_their_city_and_near_their_district() -> None:
    cities = {row["city"] for row in facts.rows("places")}
    assert len(cities) == 21
    assert len(catalogue.towns("东莞市")) == 33
    districts = {(row["city"], row["district"]): row for row in facts.rows("places") if not row["town"]}
    for row in facts.rows("places"):
        if row["city"] not in BOXES:
            continue
        south, north, west, east = BOXES[row["city"]]
        lat, lon = float(row["lat"]), float(row["lon"])
        assert south <= lat <= north, row
        assert west <= lon <= east, row
        if row["town"] and row["district"]:
            seat = districts[row["city"], row["district"]]
            assert abs(lat - float(seat["lat"])) < 0.35, row
            assert abs(lon - float(seat["lon"])) < 0.35, row
    for city in BOXES:
        assert len(catalogue.towns(city)) >= 25
        assert len({(town.district, town.town) for town in catalogue.towns(city)}) == len(catalogue.towns(city))


def test_text_messages_fit_one_message_and_speak_both_languages_of_the_same_things() -> None:
    samples = {
        "company": "南粤车联", "order": "2611220017", "link": "https://ny.cn/t/Ab3dE9xQ", "technician": "苏", "window": "11月23日14:00-16:00",
        "time": "14:20", "minutes": "20", "plate": "粤B12345D", "amount": "1280", "date": "11月30日", "complaint": "T26112203",
        "warranty": "2027-11-30",
    }  # fmt: skip
    templates = facts.document("sms")
    assert len(templates) == 23
    for template in templates:
        assert len(template["zh"].format(**samples)) <= 70, template["code"]
        assert set(re.findall(r"\{\w+\}", template["zh"])) == set(re.findall(r"\{\w+\}", template["en"]))


def test_centres_stand_in_their_city() -> None:
    for row in facts.rows("centres"):
        south, north, west, east = BOXES[row["city"]]
        assert south < float(row["lat"]) < north
        assert west < float(row["lon"]) < east
        assert row["city"] in row["address"]
        assert check_phone(row["area_code"] + "81234567").kind == "landline"


def test_what_agents_say_has_the_same_lines_and_blanks_in_both_languages() -> None:
    for script in intake.default_scripts():
        assert len(script.zh) == len(script.en), script.code
        for zh, en in zip(script.zh, script.en, strict=True):
            assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en)), script.code
            assert not re.search("[一-鿿]", en)
