"""VIN warns and never refuses by its check digit; plates of every kind are known with their colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.numbers import PlateColour, PlateKind, check_plate, check_vin, colour_named
from backend.kernel.numbers.vin import keeps_check_digit

VINS = ["LZZ5ELNB7RN000001", "LFWSRXSJ3R1E00002", "LGAX4C450R3000003", "LVBV3JBB0RE000004"]
VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.mark.parametrize("vin", [*VINS, "1M8GDM9AXKP042788"])
def test_R10_vin_fixtures_pass(vin: str) -> None:
    checked = check_vin(vin)
    assert (checked.ok, checked.warnings) == (True, ())


@given(
    st.sampled_from(VINS),
    st.sampled_from([p for p in range(17) if p != 8]),
    st.sampled_from("0123456789"),
)
def test_R10_one_changed_digit_of_a_vin_is_asked_about(vin: str, place: int, digit: str) -> None:
    if not vin[place].isdigit() or vin[place] == digit:
        return
    checked = check_vin(vin[:place] + digit + vin[place + 1 :])
    assert checked.ok
    assert checked.warnings == ("vin.check_digit",)


@given(st.text(VIN_SIGNS, min_size=14, max_size=14))
def test_one_digit_of_eleven_is_the_check_digit(rest: str) -> None:
    vin = "LFW" + rest
    assert sum(keeps_check_digit(vin[:8] + digit + vin[9:]) for digit in "0123456789X") == 1


def test_r_weighs_nine() -> None:
    # With R = 8, as some published tables have it, the check digit of this number would be 9.
    vin = "LRW00000000000000"
    rest = (3 * 8 + 9 * 7 + 6 * 6) % 11
    assert keeps_check_digit(vin[:8] + str(rest) + vin[9:])


@pytest.mark.parametrize(
    ("text", "error", "suggestion"),
    [
        ("", "vin.empty", None),
        ("LZZ5ELNB7RN00001", "vin.length", None),
        ("LZZ5ELNB7RNOOOOO1", "vin.characters", "LZZ5ELNB7RN000001"),
        ("LZZ5ELNB8RNOOOOO1", "vin.characters", None),
        ("LZZ5ELNB7RN00000司", "vin.characters", None),
    ],
)
def test_what_cannot_be_a_vin(text: str, error: str, suggestion: str | None) -> None:
    checked = check_vin(text)
    assert (checked.error, checked.suggestion) == (error, suggestion)


def test_vin_tells_maker_and_years() -> None:
    checked = check_vin("lzz5elnb7rn000001")
    assert (checked.wmi, checked.model_years) == ("LZZ", (1994, 2024))


@pytest.mark.parametrize(
    ("plate", "kind", "colour"),
    [
        ("粤B12345", PlateKind.ORDINARY, None),
        ("粤b·12345", PlateKind.ORDINARY, None),
        ("粤Ｂ 1234５", PlateKind.ORDINARY, None),
        ("粤BA123挂", PlateKind.TRAILER, PlateColour.YELLOW),
        ("粤B1234学", PlateKind.TRAINING, PlateColour.YELLOW),
        ("粤B1234警", PlateKind.POLICE, PlateColour.WHITE),
        ("粤BD12345", PlateKind.NEW_ENERGY_SMALL, PlateColour.GREEN),
        ("粤BK12345", PlateKind.NEW_ENERGY_SMALL, PlateColour.GREEN),
        ("粤BDA2345", PlateKind.NEW_ENERGY_SMALL, PlateColour.GREEN),
        ("粤B12345D", PlateKind.NEW_ENERGY_LARGE, PlateColour.YELLOW_GREEN),
        ("粤Z1234港", PlateKind.HONG_KONG_MACAU, PlateColour.BLACK),
        ("使123456", PlateKind.EMBASSY, PlateColour.BLACK),
        ("粤A1234领", PlateKind.CONSULATE, PlateColour.BLACK),
        ("粤X1234应急", PlateKind.EMERGENCY, PlateColour.WHITE),
        ("VA12345", PlateKind.ARMY, PlateColour.WHITE),
        ("WJ粤1234X", PlateKind.ARMED_POLICE, PlateColour.WHITE),
        ("民航A1234", PlateKind.AVIATION, PlateColour.OTHER),
    ],
)
def test_R10_plates_of_every_kind(plate: str, kind: PlateKind, colour: PlateColour | None) -> None:
    checked = check_plate(plate)
    assert (checked.ok, checked.kind, checked.colour) == (True, kind, colour)
    assert checked.jtt_code == (colour.jtt_code if colour else None)


@pytest.mark.parametrize(
    ("plate", "error", "suggestion"),
    [
        ("", "plate.empty", None),
        ("粤BI2345", "plate.letters", "粤B12345"),
        ("粤B1234", "plate.length", None),
        ("粤B1234O", "plate.letters", "粤B12340"),
        ("粤BDI234O", "plate.letters", "粤BD12340"),
        ("粤B123I挂", "plate.letters", "粤B1231挂"),
        ("湛B12345", "plate.province", None),
        ("粤112345", "plate.form", None),
        ("粤B12?45", "plate.form", None),
        ("粤B123456789", "plate.length", None),
    ],
)
def test_impossible_plates(plate: str, error: str, suggestion: str | None) -> None:
    checked = check_plate(plate)
    assert (checked.error, checked.suggestion) == (error, suggestion)


def test_colour_decides_between_blue_and_yellow_and_an_unlikely_one_warns() -> None:
    assert check_plate("粤B12345", PlateColour.YELLOW).jtt_code == 2
    odd = check_plate("粤BD12345", PlateColour.BLUE)
    assert (odd.ok, odd.warnings) == (True, ("plate.colour",))


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("黄", PlateColour.YELLOW),
        ("蓝色", PlateColour.BLUE),
        ("蓝牌", PlateColour.BLUE),
        ("黄绿双拼", PlateColour.YELLOW_GREEN),
        ("渐变绿", PlateColour.GREEN),
        ("Yellow Green", PlateColour.YELLOW_GREEN),
        ("94", PlateColour.GREEN),
        ("２", PlateColour.YELLOW),
        ("紫", None),
        ("", None),
    ],
)
def test_colours_by_name(text: str, colour: PlateColour | None) -> None:
    assert colour_named(text) is colour


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text: str) -> None:
    for checked in (check_vin(text), check_plate(text)):
        assert checked.raw == text
        assert checked.ok == (checked.error is None)
    assert colour_named(text) is None or text.strip()
