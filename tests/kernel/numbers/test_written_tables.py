"""The tables of the trade, row by row: card prefixes, blocks of card numbers, every kind of plate, telephones."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.kernel.numbers import PlateKind, check_iccid, check_msisdn, check_phone, check_plate
from backend.modules.inventory.carriers.defaults import OPERATOR_PREFIXES

MOBILE = ("898600", "898602", "898604", "898607", "898608")
UNICOM = ("898601", "898606", "898609")
TELECOM = ("898603", "898611")
BLOCKS = ("10646", "10647", "10648", "10649", "1400", "1410", "1440", "1441", *(f"14{n}" for n in range(60, 70)),
          *(f"14{n}" for n in range(80, 90)))  # fmt: skip
SMALL = "ABCDEFGHJK"
PLATES = json.loads((Path(__file__).parent / "plate_cases.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(
    ("prefix", "operator"),
    [*((one, "cmcc") for one in MOBILE), *((one, "cucc") for one in UNICOM), *((one, "ctcc") for one in TELECOM),
     ("898615", "cbn")],
)  # fmt: skip
def test_R31_the_prefix_of_a_card_proposes_its_carrier(prefix: str, operator: str) -> None:
    checked = check_iccid(prefix + "2619230000001", OPERATOR_PREFIXES)
    assert (checked.ok, checked.operator) == (True, operator)


@pytest.mark.parametrize("prefix", ["898605", "898612", "898699"])
def test_R10_a_prefix_that_no_table_has_is_no_fault(prefix: str) -> None:
    checked = check_iccid(prefix + "2619230000001", OPERATOR_PREFIXES)
    assert (checked.ok, checked.operator) == (True, None)


@pytest.mark.parametrize("letter", "BHWYXCG")
def test_R10_a_card_maker_s_letter_in_the_last_place_is_taken_as_it_is(letter: str) -> None:
    checked = check_iccid(f"8986042619230000001{letter}", OPERATOR_PREFIXES)
    assert (checked.ok, checked.warnings, checked.key) == (True, (), "8986042619230000001")


@pytest.mark.parametrize("block", BLOCKS)
def test_R10_blocks_of_card_numbers_are_known(block: str) -> None:
    checked = check_msisdn(block + "3113571000"[: 13 - len(block)])
    assert (checked.ok, checked.iot, checked.warnings) == (True, True, ())


@pytest.mark.parametrize("letter", SMALL)
def test_R10_new_energy_plates_have_more_letters_than_d_and_f(letter: str) -> None:
    small, large = check_plate(f"粤B{letter}12345"), check_plate(f"粤B12345{letter}")
    assert (small.ok, small.kind) == (True, PlateKind.NEW_ENERGY_SMALL)
    assert (large.ok, large.kind) == (True, PlateKind.NEW_ENERGY_LARGE)


@pytest.mark.parametrize("province", "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新")
def test_R10_every_province_has_plates(province: str) -> None:
    assert check_plate(f"{province}A12345").kind is PlateKind.ORDINARY


@pytest.mark.parametrize(
    ("plate", "kind"),
    [
        ("粤Z1A2B港", PlateKind.HONG_KONG_MACAU),
        ("粤Z1234澳", PlateKind.HONG_KONG_MACAU),
        ("123456使", PlateKind.EMBASSY),
        ("WJ12345", PlateKind.ARMED_POLICE),
        ("粤S0001应急", PlateKind.EMERGENCY),
        ("粤B•A12C5", PlateKind.ORDINARY),
        ("粤B-A12C5", PlateKind.ORDINARY),
    ],
)
def test_R10_plates_that_common_patterns_miss(plate: str, kind: PlateKind) -> None:
    checked = check_plate(plate)
    assert (checked.ok, checked.kind) == (True, kind)


@pytest.mark.parametrize("one", PLATES, ids=lambda one: one["text"])
def test_R10_a_plate_is_one_for_the_server_as_for_the_phone(one: dict[str, Any]) -> None:
    """The phone's keyboard is held to the same cases in pwa/src/technician/plates/rules.test.ts."""
    assert check_plate(one["text"]).ok is one["is_plate"]


@pytest.mark.parametrize(("typed", "meant"), [("粤BI2345", "粤B12345"), ("粤BO2345", "粤B02345")])
def test_R10_letters_that_no_plate_has_are_proposed_as_digits(typed: str, meant: str) -> None:
    assert meant in (check_plate(typed).value, check_plate(typed).suggestion)


@pytest.mark.parametrize(
    "text", ["010-12345678", "021 12345678", "0755-1234567", "0312-12345678-8001", "955881", "95599"]
)
def test_R10_landlines_and_service_numbers(text: str) -> None:
    assert check_phone(text).ok
