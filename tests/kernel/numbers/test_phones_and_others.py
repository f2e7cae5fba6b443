"""Phones, card numbers, tax numbers, scanned labels, and a sentence for every code."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backend.kernel.numbers as numbers
from backend.kernel.numbers import (
    MESSAGES,
    check_msisdn,
    check_phone,
    check_tax_number,
    mask_phone,
    message,
    show_phone,
    split_scan,
)


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("13812345678", "13812345678", "mobile"),
        ("+86 138-1234-5678", "13812345678", "mobile"),
        ("0086 138 1234 5678", "13812345678", "mobile"),
        ("8613812345678", "13812345678", "mobile"),
        ("１３８１２３４５６７８", "13812345678", "mobile"),
        ("0755-12345678", "075512345678", "landline"),
        ("(020) 8123 4567", "02081234567", "landline"),
        ("0755-82345678-801", "075582345678转801", "landline"),
        ("0755-82345678转801", "075582345678转801", "landline"),
        ("0755-82345678 ext. 801", "075582345678转801", "landline"),
        ("0660-3371234", "06603371234", "landline"),
        ("400-820-1234", "4008201234", "service"),
        ("95566", "95566", "service"),
        ("10086", "10086", "service"),
        ("+852 2345 6789", "+85223456789", "abroad"),
    ],
)
def test_R10_phones_as_people_write_them(text: str, value: str, kind: str) -> None:
    checked = check_phone(text)
    assert (checked.ok, checked.value, checked.kind) == (True, value, kind)


@pytest.mark.parametrize("text", ["12812345678", "1381234567", "82345678", "电话", "+", "+1", "138123456789"])
def test_what_cannot_be_a_phone(text: str) -> None:
    assert check_phone(text).error == "phone.form"
    assert check_phone("").error == "phone.empty"


def test_R27_phones_are_shown_and_masked() -> None:
    assert show_phone("13812345678") == "138 1234 5678"
    assert mask_phone("13812345678") == "138****5678"
    assert show_phone("075582345678转801") == "0755-82345678转801"
    assert show_phone("4008201234") == "400-820-1234"
    assert show_phone("95566") == mask_phone("95566") == "95566"
    assert "8234" not in mask_phone("075582345678")


@pytest.mark.parametrize(
    ("text", "value", "iot", "warnings"),
    [
        ("1064633113571", "1064633113571", True, ()),
        ("1400103095311", "1400103095311", True, ()),
        ("+8614812345678901"[:16], "1481234567890", True, ()),
        ("8613812345678", "13812345678", False, ()),
        ("14712345678", "14712345678", False, ()),
        ("1067712345678", "1067712345678", True, ("msisdn.block",)),
    ],
)
def test_R10_card_numbers(text: str, value: str, iot: bool, warnings: tuple[str, ...]) -> None:
    checked = check_msisdn(text, {"10646": "cucc", "1400": "cucc"})
    assert (checked.ok, checked.value, checked.iot, checked.warnings) == (
        True,
        value,
        iot,
        warnings,
    )


def test_operator_of_a_card_number_is_proposed_by_prefix() -> None:
    table = {"10646": "cucc", "106": "unknown"}
    assert check_msisdn("1064633113571", table).operator == "cucc"
    assert check_msisdn("13812345678", {"138": "cmcc"}).operator is None


def test_terminal_phone_number_is_no_card_number_but_proposes_one() -> None:
    checked = check_msisdn("013812345678")
    assert (checked.error, checked.suggestion) == ("msisdn.form", "13812345678")


@pytest.mark.parametrize("code", ["91440300MA5D0000XU", "91310115MA1K0000XW", "91110108MA010000XN"])
def test_tax_number_fixtures_pass(code: str) -> None:
    assert check_tax_number(code.lower()).ok


@given(st.integers(8, 16), st.integers(1, 9))
def test_one_changed_digit_of_a_tax_number_is_caught(place: int, step: int) -> None:
    code = "91440300MA5D0000XU"
    if code[place].isdigit():
        wrong = code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
        assert check_tax_number(wrong).error == "tax.check_digit"


def test_old_tax_numbers_warn_and_rubbish_is_refused() -> None:
    assert check_tax_number("440301123456789").warnings == ("tax.old",)
    assert check_tax_number("9144").error == "tax.length"
    assert check_tax_number("91四四0300MA5D0000XU").error == "tax.characters"


def test_a_label_with_three_numbers_is_split() -> None:
    guesses = split_scan("IMEI:008601230000017;SN:YX20260117A;ICCID:89860426192300000017")
    assert [guess.kind for guess in guesses] == ["imei", "terminal", "iccid"]
    assert [guess.checked.value for guess in guesses] == [
        "008601230000017",
        "YX20260117A",
        "89860426192300000017",
    ]
    assert [guess.kind for guess in split_scan("1064633113571, LZZ5ELNB7RN000001")] == [
        "msisdn",
        "vin",
    ]
    assert split_scan("  ") == ()


def test_every_code_in_the_source_has_its_sentence_and_no_sentence_is_left_over() -> None:
    folder = Path(str(numbers.__file__)).parent
    sources = [path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "messages.py"]
    codes = set(re.findall(r'"((?:imei|iccid|msisdn|vin|plate|phone|tax)\.[a-z_]+)"', "\n".join(sources)))
    assert codes == set(MESSAGES)
    assert all(
        re.search("[一-鿿]", both.zh) and not re.search("[一-鿿]", both.en.replace("粤", ""))
        for both in MESSAGES.values()
    )
    assert message("vin.length").zh


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    for checked in (check_phone(text), check_msisdn(text), check_tax_number(text)):
        assert checked.raw == text
        assert checked.ok == (checked.error is None)
    mask_phone(show_phone(text))
    split_scan(text)
